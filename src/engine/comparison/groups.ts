/** Where each of two models predicts better: by how frequent a word is, what it is, and how long ago it last came. */
import { isAlphabetic } from '../text/words/word';

export const groupings = ['frequency', 'kind', 'distance'] as const;
export type Grouping = (typeof groupings)[number];

export interface Group {
  readonly title: string;
  readonly words: number;
  /** Mean, of each model. */
  readonly bits: readonly [number, number];
  /** Share of the words that the first one finds less surprising; ties count half. */
  readonly firstWins: number;
}

export type Groups = Readonly<Record<Grouping, readonly Group[]>>;

/** A word in its place, and what each model made of it. */
export interface ComparedWord {
  readonly word: string;
  /** Of it in the text, counted in words. */
  readonly at: number;
  readonly bits: readonly [number, number];
}

const frequencies = [
  { title: 'once in this text', most: 1 },
  { title: '2 to 9 times', most: 9 },
  { title: '10 to 99 times', most: 99 },
  { title: '100 times or more', most: Infinity },
] as const;

const distances = [
  { title: 'less than 10 words ago', most: 9 },
  { title: '10 to 99 words ago', most: 99 },
  { title: '100 to 999 words ago', most: 999 },
  { title: '1,000 words ago or more', most: Infinity },
] as const;
const firstTime = 'for the first time';

const kinds = ['words of letters', 'numbers', 'line breaks', 'other signs'] as const;

/** @param words in the order of the text; those without bits (NaN) are counted, and judged in no group */
export function groupsOf(words: readonly ComparedWord[]): Groups {
  const counts = new Map<string, number>();
  for (const { word } of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const last = new Map<string, number>();
  const tallies = { frequency: new Tallies(), kind: new Tallies(), distance: new Tallies() };
  for (const compared of words) {
    const { word, at, bits } = compared;
    const before = last.get(word);
    last.set(word, at);
    if (Number.isNaN(bits[0])) continue;
    tallies.frequency.add(titleOf(frequencies, counts.get(word) ?? 0), compared);
    tallies.kind.add(kindOf(word), compared);
    const title = before === undefined ? firstTime : titleOf(distances, at - before);
    tallies.distance.add(title, compared);
  }
  return {
    frequency: tallies.frequency.groups(frequencies.map(({ title }) => title)),
    kind: tallies.kind.groups(kinds),
    distance: tallies.distance.groups([firstTime, ...distances.map(({ title }) => title)]),
  };
}

const titleOf = (
  bounds: readonly { readonly title: string; readonly most: number }[],
  value: number,
): string => bounds.find(({ most }) => value <= most)?.title ?? '';

function kindOf(word: string): (typeof kinds)[number] {
  if (isAlphabetic(word)) return 'words of letters';
  if (/^\p{Nd}+$/u.test(word)) return 'numbers';
  return /^\s*\n\s*$/u.test(word) ? 'line breaks' : 'other signs';
}

class Tallies {
  readonly #tallies = new Map<string, { words: number; bits: [number, number]; wins: number }>();

  add(title: string, { bits: [first, second] }: ComparedWord): void {
    const tally = this.#tallies.get(title) ?? { words: 0, bits: [0, 0], wins: 0 };
    this.#tallies.set(title, tally);
    tally.words++;
    tally.bits[0] += first;
    tally.bits[1] += second;
    tally.wins += first < second ? 1 : first === second ? 0.5 : 0;
  }

  /** Those that have words, in this order. */
  groups(titles: readonly string[]): Group[] {
    return titles.flatMap((title) => {
      const tally = this.#tallies.get(title);
      if (!tally) return [];
      const { words, bits, wins } = tally;
      return [{ title, words, bits: [bits[0] / words, bits[1] / words], firstWins: wins / words }];
    });
  }
}
