/**
 * Two models on the same text: what each word costs each of them, where each is better, which units
 * do the same, how far the weights are apart. Works on common words (`commonWords.ts`) and says their share.
 */
import { saveTensors, type Network } from '../network/network';
import { random } from '../random';
import type { TokenizedText } from '../text/tokens/tokenizedText';
import type { Vocabulary } from '../text/words/vocabulary';
import { commonWords, type CommonWord, type ReadText } from './commonWords';
import { groupsOf, type ComparedWord, type Groups } from './groups';
import { matchUnits, type Courses, type Matches } from './matchedUnits';
import { tensorDistances, type TensorDistance } from './tensorDistances';
import { passagesOf, stretchesOf, type WordPassage } from './sample';
import { tokenBits } from './tokenBits';

export interface ComparedModel {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  /** The text as it cuts it. */
  readonly text: TokenizedText;
}

export interface WordDifference {
  readonly word: string;
  readonly count: number;
  /** Mean, of each model. */
  readonly bits: readonly [number, number];
}

export interface Comparison {
  /** Of the text, as each model cuts it. */
  readonly tokens: readonly [number, number];
  /** Words that both know and cut alike, and the share of what both cut alike that they are. */
  readonly common: { readonly words: number; readonly share: number };
  /** Of the common words those that were judged; all numbers of bits are theirs. */
  readonly judged: number;
  /** Mean over the judged words, of each model; NaN where there are none. */
  readonly bits: readonly [number, number];
  readonly groups: Groups;
  /** Of all places of a word together: those first that differ most. */
  readonly words: readonly WordDifference[];
  /** Of what the top layers show. */
  readonly units: Matches | undefined;
  readonly tensors: readonly TensorDistance[];
  /** Of all passages that were judged those first in which the models differ most. */
  readonly passages: readonly ComparedPassage[];
}

/** Words in a row, with what stands between them. */
export interface ComparedPassage {
  /** Its place among the text's words. */
  readonly from: number;
  readonly words: readonly PassageWord[];
}

export interface PassageWord {
  readonly before: string;
  readonly word: string;
  readonly bits: readonly [number, number];
}

export interface ComparisonLimits {
  /** Words that are listed. */
  readonly words: number;
  /** Common words that are judged; of more, passages are taken. */
  readonly judged?: number;
  /** Passages that are given word by word; none if not said. */
  readonly passages?: number;
}

/** Words over which courses of units are compared, from the first one on. */
const mostCoursed = 4_096;
/** Fewer tell nothing. */
const fewestCoursed = 64;

/** Goes on when it is asked; some milliseconds each time but for the last. */
export function* compare(
  first: ComparedModel,
  second: ComparedModel,
  { words: mostWords, judged: most = Infinity, passages: mostPassages = 0 }: ComparisonLimits,
): Generator<void, Comparison> {
  const { words: common, stretches } = commonWords(readTextOf(first), readTextOf(second));
  const passages = passagesOf(common.length, most);
  const one = yield* readOne(first, common, passages, 0);
  const other = yield* readOne(second, common, passages, 1);
  const { text } = first;
  const words = common.map(({ from, to }, n): ComparedWord => ({
    word: text.slice(text.start(from[0]), text.end(to[0] - 1)),
    at: from[0],
    bits: [one.bits[n], other.bits[n]],
  }));
  const hasCourses = one.courses.words >= fewestCoursed;
  const judged = words.filter(({ bits: [bit] }) => !Number.isNaN(bit));
  return {
    tokens: [first.text.count, second.text.count],
    common: { words: words.length, share: stretches === 0 ? 0 : words.length / stretches },
    judged: judged.length,
    bits: [meanOf(judged, 0), meanOf(judged, 1)],
    groups: groupsOf(words),
    words: differences(judged).slice(0, mostWords),
    units: hasCourses ? matchUnits(one.courses, other.courses, random(1)) : undefined,
    tensors: tensorDistances(saveTensors(first.network), saveTensors(second.network)),
    passages: shownPassages(text, common, words, passages).slice(0, mostPassages),
  };
}

function readTextOf({ text, vocabulary }: ComparedModel): ReadText {
  return {
    count: text.count,
    start: (token) => text.start(token),
    end: (token) => text.end(token),
    known: (token) => vocabulary.id(text.token(token)) !== vocabulary.unknown,
  };
}

interface Read {
  /** Of each common word: the sum over its tokens. */
  readonly bits: Float64Array;
  readonly courses: Courses;
}

function* readOne(
  { network, vocabulary, text }: ComparedModel,
  common: readonly CommonWord[],
  passages: readonly WordPassage[],
  side: 0 | 1,
): Generator<void, Read> {
  const { H, L } = network.shape;
  const ids = Int32Array.from({ length: text.count }, (_, n) => vocabulary.id(text.token(n)));
  const judged = passages.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, n) => common[from + n]),
  );
  const words = Math.min(mostCoursed, judged.length);
  const values = new Float32Array(H * words);
  let next = 0;
  const stretches = stretchesOf(passages, common, side);
  const bits = yield* tokenBits(network, ids, stretches, (token, { layers }) => {
    if (next >= words || token !== judged[next].to[side] - 1) return;
    const { h } = layers[L - 1];
    for (let unit = 0; unit < H; unit++) values[unit * words + next] = h[unit];
    next++;
  });
  return {
    bits: Float64Array.from(common, ({ from, to }) =>
      bits.subarray(from[side], to[side]).reduce((sum, one) => sum + one, 0),
    ),
    courses: { units: H, words, values },
  };
}

const meanOf = (words: readonly ComparedWord[], side: 0 | 1): number =>
  words.reduce((sum, { bits }) => sum + bits[side], 0) / words.length;

/** So many words of a passage are shown. */
const shownWords = 256;

function shownPassages(
  text: TokenizedText,
  common: readonly CommonWord[],
  words: readonly ComparedWord[],
  passages: readonly WordPassage[],
): ComparedPassage[] {
  const pieces = passages.flatMap(({ from, to }) =>
    Array.from({ length: Math.ceil((to - from) / shownWords) }, (_, n) => {
      const start = from + n * shownWords;
      return { from: start, to: Math.min(to, start + shownWords) };
    }),
  );
  const difference = ({ from, to }: WordPassage): number =>
    words.slice(from, to).reduce((sum, { bits: [a, b] }) => sum + Math.abs(a - b), 0) / (to - from);
  return pieces
    .map((piece) => ({ piece, by: difference(piece) }))
    .sort((one, other) => other.by - one.by)
    .map(({ piece: { from, to } }) => ({
      from: common[from].from[0],
      words: words.slice(from, to).map(({ word, bits }, n) => {
        const before = n === 0 ? undefined : common[from + n - 1].to[0];
        const start = text.start(common[from + n].from[0]);
        const gap = before === undefined ? '' : text.slice(text.end(before - 1), start);
        return { before: gap, word, bits };
      }),
    }));
}

function differences(words: readonly ComparedWord[]): WordDifference[] {
  const sums = new Map<string, { count: number; first: number; second: number }>();
  for (const { word, bits } of words) {
    const sum = sums.get(word) ?? { count: 0, first: 0, second: 0 };
    sums.set(word, sum);
    sum.count++;
    sum.first += bits[0];
    sum.second += bits[1];
  }
  return [...sums]
    .sort(([, a], [, b]) => Math.abs(b.first - b.second) - Math.abs(a.first - a.second))
    .map(([word, { count, first, second }]) => ({
      ...{ word, count, bits: [first / count, second / count] as const },
    }));
}
