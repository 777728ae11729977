/** Which tensors are listed, and in which order. Pure. */
import type { TensorRow } from '../../src/shared/model/tensors';

export type SortKey = 'name' | 'numbers' | 'dtype';

/** Without one: as they lie in the file. */
export interface TensorOrder {
  readonly by: SortKey;
  readonly falling: boolean;
}

export const rowsPerPage = 100;

/** `layer.2` before `layer.10`. */
const collator = new Intl.Collator('en', { numeric: true });

const compare: Readonly<Record<SortKey, (a: TensorRow, b: TensorRow) => number>> = {
  name: (a, b) => collator.compare(a.name, b.name),
  numbers: (a, b) => a.numbers - b.numbers,
  dtype: (a, b) => collator.compare(a.dtype, b.dtype),
};

/** @param filter words that all stand in the name, whatever their case */
export function listedTensors(
  rows: readonly TensorRow[],
  filter: string,
  order: TensorOrder | undefined,
): readonly TensorRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = rows.filter(({ name }) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
  if (!order) return kept;
  const sign = order.falling ? -1 : 1;
  return kept.sort((a, b) => sign * compare[order.by](a, b) || a.place - b.place);
}

/** Rising, falling, as in the file; numbers begin with the largest. */
export function nextOrder(order: TensorOrder | undefined, by: SortKey): TensorOrder | undefined {
  const first = by === 'numbers';
  if (order?.by !== by) return { by, falling: first };
  return order.falling === first ? { by, falling: !first } : undefined;
}
