/** What a hover shows of layers and units that have just read a token: whatever their cells are. */
import type { Quantity } from '../../engine/cells/describe';
import type { LayerReading } from '../../engine/network/predictor';
import type { LayerValues } from '../../shared/api';
import type { QuantityReading, UnitReading } from '../../shared/questions/editor/hover';

/** Copies, by the quantities' names. */
export const valuesOf = ({ cell, values }: LayerReading): LayerValues =>
  Object.fromEntries(
    cell.description.quantities.map(({ name, letter }) => [
      name,
      Float32Array.from(values[letter]),
    ]),
  );

/** The units of all layers that moved farthest, farthest first; ties by place. */
export function mostChanged(layers: readonly LayerReading[], count: number): UnitReading[] {
  const moves = layers.flatMap((reading, layer) => {
    const letter = movingIn(reading);
    const before = reading.before[letter];
    return Array.from(reading.values[letter], (value, unit) => ({
      ...{ layer, unit, by: Math.abs(value - before[unit]) },
    }));
  });
  return moves
    .sort((one, other) => other.by - one.by)
    .slice(0, count)
    .flatMap((place) => unitOf(layers, place) ?? []);
}

/** Undefined: the network has no such unit. */
export function unitOf(
  layers: readonly LayerReading[],
  { layer, unit }: { readonly layer: number; readonly unit: number },
): UnitReading | undefined {
  const reading = layers.at(layer);
  if (!reading || unit >= reading.h.length) return undefined;
  const moving = movingIn(reading);
  const shown = [
    ...ruling(reading),
    ...reading.cell.description.quantities.filter(({ letter }) => letter === moving),
  ];
  return {
    ...{ layer, unit },
    quantities: shown.map(({ letter, title, kind, range }): QuantityReading => {
      const bound = Math.max(-range.low, range.high);
      return {
        ...{ letter, title, kind, value: reading.values[letter][unit] },
        bound: Number.isFinite(bound) ? bound : 1,
        ...(letter === moving && { before: reading.before[letter][unit] }),
      };
    }),
  };
}

/** The letter of the memory, where that is one state; else of what the layer shows. */
function movingIn({ cell: { description } }: LayerReading): string {
  const { memory, carried } = description;
  return memory?.states.length === 1 ? memory.states[0] : carried[0];
}

/** A line has room for some. */
const mostRuling = 5;

/** Gates and candidates; of a cell whose text does not say which these are, its other values. */
function ruling({ cell: { description } }: LayerReading): readonly Quantity[] {
  const of = (...kinds: Quantity['kind'][]): Quantity[] =>
    description.quantities.filter(({ kind }) => kinds.includes(kind));
  const named = of('gate', 'candidate');
  return (named.length > 0 ? named : of('value')).slice(0, mostRuling);
}
