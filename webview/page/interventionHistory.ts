/** The interventions that are tried out, as lists of plain data, with the lists before them for Undo. */
import { findQuantity } from '../../src/shared/model/cells';
import type { Overview } from '../../src/shared/questions/gates';
import type { Intervention } from '../../src/shared/questions/whatIf';

export interface InterventionHistory {
  readonly now: readonly Intervention[];
  /** Earlier lists, the newest last: what Undo goes back to. */
  readonly past: readonly (readonly Intervention[])[];
}

const mostUndone = 50;

export const changed = (
  { now, past }: InterventionHistory,
  next: readonly Intervention[],
): InterventionHistory => ({
  now: next,
  past: [...past, now].slice(-mostUndone),
});

export function undone({ now, past }: InterventionHistory): InterventionHistory {
  return { now: past.at(-1) ?? now, past: past.slice(0, -1) };
}

/** Another model may have fewer layers and units, and other cells. */
export function fitting(
  tried: InterventionHistory,
  { layers, hiddenSize, cells }: Overview,
): InterventionHistory {
  const fits = ({ layer, gate, units }: Intervention): boolean =>
    layer < layers &&
    findQuantity(cells[layer], gate) !== undefined &&
    (units ?? []).every((unit) => unit < hiddenSize);
  const all = [tried.now, ...tried.past].every((list) => list.every(fits));
  return all ? tried : { now: tried.now.filter(fits), past: [] };
}
