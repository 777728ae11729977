/**
 * Pairs, divided by distinct source: every tenth of them tests, wherever it stands again too, and the one
 * before it decides which weights are kept.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { Split } from '../splits/classSplit';
import type { Pair } from './readPairs';

interface PairSplitWishes<P> {
  readonly tenth?: number;
  /** Instead of a tenth; sources that are learnt from as well are counted. */
  readonly test?: readonly P[];
}

export const splitPairs = <P extends Pair>(
  pairs: readonly P[],
  wishes?: PairSplitWishes<P>,
): Split<P> => inOneGo(splittingPairs(pairs, wishes));

export function* splittingPairs<P extends Pair>(
  pairs: readonly P[],
  { tenth = 10, test }: PairSplitWishes<P> = {},
): Steps<Split<P>> {
  const isDue = pauses();
  const order = new Map<string, number>();
  for (const { source } of pairs) {
    if (!order.has(source)) order.set(source, order.size);
    if (isDue(source.length)) yield;
  }
  const parts: Record<'train' | 'valid' | 'test', P[]> = { train: [], valid: [], test: [] };
  for (const pair of pairs) {
    const place = (order.get(pair.source) ?? 0) % 10;
    const isTest = place === tenth - 1 && !test;
    parts[isTest ? 'test' : place === (tenth + 8) % 10 ? 'valid' : 'train'].push(pair);
    if (isDue(pair.source.length)) yield;
  }
  if (!test) return { ...parts, duplicates: 0 };
  const learnt = new Set(parts.train.map(({ source }) => source));
  return { ...parts, test, duplicates: test.filter(({ source }) => learnt.has(source)).length };
}
