/** How a unit is called: its number, the layer where there are several, the name it was given. */
import type { UnitNames } from '../../src/shared/model/unitNames';
import { unitKey } from '../../src/shared/model/unitNames';

/** In the middle of a sentence: `unit 4 “quotes”`. */
export function namedUnit(layer: number, unit: number, names: UnitNames | undefined): string {
  const name = names?.[unitKey(layer, unit)];
  return name === undefined ? `unit ${unit}` : `unit ${unit} “${name}”`;
}

export function unitLabel(
  layer: number,
  unit: number,
  layers: number,
  names: UnitNames | undefined,
): string {
  const named = namedUnit(layer, unit, names);
  return layers > 1 ? `Layer ${layer + 1}, ${named}` : `U${named.slice(1)}`;
}
