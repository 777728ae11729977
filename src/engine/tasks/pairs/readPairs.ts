/** Reads pairs, `source<TAB>target`, one to a line; what is wrong is named by its line. */
import { inOneGo, pauses, type Steps } from '../../steps';
import { readingRows } from '../formats/delimited';
import { flawed, read, type Read } from '../formats/flaws';
import { letters, unitOf, type TokenUnit } from './pairTokens';

export interface Pair {
  readonly source: string;
  readonly target: string;
  readonly line: number;
}

export interface Pairs {
  readonly task: 'pairs';
  readonly pairs: readonly Pair[];
  /** What each side is read as. */
  readonly units: { readonly source: TokenUnit; readonly target: TokenUnit };
}

export interface PairWishes {
  readonly unit?: TokenUnit | undefined;
  /** Different sources that are needed; of a test, one. */
  readonly fewest?: number;
}

/** Tokens of a side: what a network keeps of each while it learns is to fit into memory. */
export const longestSide = 500;
/** To learn from, to stop by and to test with. */
const fewestSources = 10;

export const readPairs = (text: string, wishes?: PairWishes): Read<Pairs> =>
  inOneGo(readingPairs(text, wishes));

export function* readingPairs(
  text: string,
  { unit, fewest = fewestSources }: PairWishes = {},
): Steps<Read<Pairs>> {
  const isDue = pauses();
  const rows = yield* readingRows(text, '\t');
  if (!rows.ok) return rows;
  const pairs: Pair[] = [];
  for (const { line, fields } of rows.value) {
    if (fields.length === 1) return flawed({ kind: 'noTarget', line });
    if (fields.length > 2) return flawed({ kind: 'manyTabs', line, columns: fields.length });
    const [source, target] = fields.map((field) => field.text);
    if (source === '') return flawed({ kind: 'emptySide', line, side: 'source' });
    if (target === '') return flawed({ kind: 'emptySide', line, side: 'target' });
    pairs.push({ source, target, line });
    if (isDue()) yield;
  }
  if (pairs.length === 0) return flawed({ kind: 'noPairs' });
  const units = {
    source: unit ?? (yield* unitOf(pairs.map(({ source }) => source))),
    target: unit ?? (yield* unitOf(pairs.map(({ target }) => target))),
  };
  for (const pair of pairs) {
    if (isDue(4 * (pair.source.length + pair.target.length))) yield;
    for (const side of ['source', 'target'] as const) {
      const tokens = letters(pair[side], units[side]).length;
      if (tokens <= longestSide) continue;
      return flawed({ kind: 'longSide', line: pair.line, side, tokens, most: longestSide });
    }
  }
  const sources = new Set<string>();
  for (const { source } of pairs) {
    sources.add(source);
    if (isDue(source.length)) yield;
  }
  if (sources.size < fewest) return flawed({ kind: 'fewPairs', pairs: sources.size, fewest });
  const [{ target }] = pairs;
  if (fewest > 1 && pairs.every((pair) => pair.target === target)) {
    return flawed({ kind: 'oneTarget', target });
  }
  return read({ task: 'pairs', pairs, units });
}
