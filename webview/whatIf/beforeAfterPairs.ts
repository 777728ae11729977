/** A number for each word before and after, as chart, as table, and summed up in a sentence. */
import type { Passage } from '../../src/shared/model/passage';
import type { WhatIf } from '../../src/shared/questions/whatIf';
import type { XyContent } from '../charts/xyChart';
import { quotedIn } from '../memory/forgetting';
import { gateValue, signed, whole } from '../parts/numbers';
import type { Theme } from '../colours/theme';
import type { DataTable } from '../figure/dataTable';

export interface BeforeAfterPairs {
  readonly title: string;
  /** Token of the first pair. */
  readonly from: number;
  readonly words: readonly string[];
  readonly known: readonly boolean[];
  readonly before: Float32Array;
  readonly after: Float32Array;
}

/** @param skipped words of the passage before the first number */
export const pairsOf = (
  title: string,
  { from, tokens, known }: Passage,
  skipped: number,
  before: Float32Array,
  after: Float32Array,
): BeforeAfterPairs => ({
  ...{ title, before, after, from: from + skipped },
  words: tokens.slice(skipped, skipped + before.length),
  known: known.slice(skipped, skipped + before.length),
});

export function pairsChart(pairs: BeforeAfterPairs, at: number, theme: Theme): XyContent {
  const { title, from, words, known, before, after } = pairs;
  const line = (values: Float32Array) => Array.from(values, (y, n) => ({ x: from + n + 1, y }));
  const all = [...before, ...after];
  const guide = [Math.min(...all), Math.max(...all)].map((y) => ({ x: at + 1, y }));
  return {
    series: [
      { points: line(before), colour: theme.blue, kind: 'line' },
      { points: line(after), colour: theme.orange, kind: 'line' },
      { points: guide, colour: theme.mark, kind: 'guide' },
    ],
    x: {
      title: 'word of the text',
      min: from + 1,
      max: from + Math.max(2, words.length),
      write: whole,
    },
    y: {
      title: title.replace(/( of|:) .*/, '').toLowerCase(),
      write: (value) => String(Number(value.toFixed(2))).replace('-', '−'),
    },
    nearest: 'x',
    tell: (n) =>
      `${quotedIn({ tokens: words, known }, n)}, word ${whole(from + n + 1)}: ${gateValue(before[n] ?? 0)} before, ${gateValue(after[n] ?? 0)} after`,
  };
}

export const pairsTable = ({ title, from, words, before, after }: BeforeAfterPairs): DataTable => ({
  title,
  counted: ['Number'],
  columns: ['Word', 'Number', 'Before', 'After', 'Change'],
  rows: words.map((word, n) => {
    const [own, other] = [before[n] ?? NaN, after[n] ?? NaN];
    return [word, from + n, own, other, other - own];
  }),
});

export function verdict({ words, bits, change }: WhatIf): string {
  const sum = (values: Float32Array): number => values.reduce((all, one) => all + one, 0);
  const by = sum(change);
  const count = bits.length;
  const each = sum(bits) / count;
  const stretch = `Over the ${whole(count)} words after word ${whole(words.from + 1)}`;
  if (change.every((one) => one === 0)) return `${stretch} no prediction changes at all.`;
  return `${stretch} the surprise changes by ${signed(by)} bits in all, from ${each.toFixed(3)} to ${(each + by / count).toFixed(3)} bits per word.`;
}
