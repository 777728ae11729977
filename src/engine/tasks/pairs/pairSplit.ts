/**
 * Pairs, divided by distinct source: every tenth of them tests, wherever it stands again too, and the one
 * before it decides which weights are kept.
 */
import type { Split } from '../splits/classSplit';
import type { Pair } from './readPairs';

/** @param test instead of a tenth; sources that are learnt from as well are counted */
export function splitPairs<P extends Pair>(
  pairs: readonly P[],
  { tenth = 10, test }: { readonly tenth?: number; readonly test?: readonly P[] } = {},
): Split<P> {
  const order = new Map<string, number>();
  for (const { source } of pairs) if (!order.has(source)) order.set(source, order.size);
  const parts: Record<'train' | 'valid' | 'test', P[]> = { train: [], valid: [], test: [] };
  for (const pair of pairs) {
    const place = (order.get(pair.source) ?? 0) % 10;
    const isTest = place === tenth - 1 && !test;
    parts[isTest ? 'test' : place === (tenth + 8) % 10 ? 'valid' : 'train'].push(pair);
  }
  if (!test) return { ...parts, duplicates: 0 };
  const learnt = new Set(parts.train.map(({ source }) => source));
  return { ...parts, test, duplicates: test.filter(({ source }) => learnt.has(source)).length };
}
