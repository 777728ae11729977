/** How a unit is called: its number, the layer where there are several, the name it was given. */
import type { UnitNames } from '../src/shared/inspection';
import { unitKey } from '../src/shared/inspection';

export function unitLabel(
  layer: number,
  unit: number,
  layers: number,
  names: UnitNames | undefined,
): string {
  const number = layers > 1 ? `Layer ${layer + 1}, unit ${unit}` : `Unit ${unit}`;
  const name = names?.[unitKey(layer, unit)];
  return name === undefined ? number : `${number} “${name}”`;
}
