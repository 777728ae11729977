/**
 * The same of a model of a person's own text: what the top layer shows after each word, in groups, and which words lead
 * from which group to which. There is no true automaton to stand beside it; how much of the network it holds is
 * counted on words that come later, next to what the last word alone would say.
 */
import { principalComponents, projected } from '../../inspection/components/principalComponents';
import type { Network } from '../../network/network';
import { createPredictor } from '../../network/predictor';
import { random } from '../../random';
import { wilson } from '../statistics';
import type { Share } from './agreement';
import { cluster, nearest } from './clusters';

export interface TextAutomatonAsked {
  readonly network: Network;
  readonly ids: ArrayLike<number>;
  readonly groups: number;
}

export interface TextAutomaton {
  /** Words that it was made from, the first of the text, and those after them that it was tried on. */
  readonly made: number;
  readonly fresh: number;
  /** Of each of the words that it was made from: its group, and where it lies on two principal components. */
  readonly of: Int32Array;
  readonly coordinates: Float64Array;
  readonly shares: readonly number[];
  readonly transitions: readonly GroupTransition[];
  /** On the fresh words, walked by the machine alone: it is in the group in which the network is. */
  readonly agreement: Share;
  /** The same if a group were known by the last word alone, and if the largest were always said. */
  readonly byWord: number;
  readonly byLargest: number;
}

export interface GroupTransition {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Ids of the words that lead there most often, with how often they do. */
  readonly words: readonly (readonly [id: number, count: number])[];
}

export const textBounds = { made: 4000, fresh: 1000, words: 3 } as const;

/** Directions in which groups are looked for: the others hold little, and take the time. */
const directions = 16;
const tokensAtOnce = 32;

/** Of a text at least, for so many groups. */
export const neededWords = (groups: number): number => Math.ceil(2.5 * groups) + 5;

/** Yields every few words. @throws RangeError where there are too few of them for so many groups */
export function* drawTextAutomaton({
  network,
  ids,
  groups,
}: TextAutomatonAsked): Generator<void, TextAutomaton> {
  const made = Math.min(textBounds.made, Math.floor(ids.length * 0.8));
  const fresh = Math.min(textBounds.fresh, ids.length - made);
  if (ids.length < neededWords(groups)) throw new RangeError('Too few words.');
  const states = yield* read(network, ids, made + fresh);
  const { H } = network.shape;
  const { coordinates, shares, mean, directions: axes } = principalComponents(states.subarray(0, made * H), H, directions); // prettier-ignore
  const width = axes.length;
  yield;
  const { of, centres } = cluster(coordinates, width, groups, random(1));
  yield;
  const later = groupsOf(states.subarray(made * H), H, mean, axes, centres);
  const plane = Float64Array.from({ length: 2 * made }, (_, n) =>
    n % 2 < width ? coordinates[(n >> 1) * width + (n % 2)] : 0,
  );
  const tried = tryOn(ids, of, later);
  return {
    ...{ made, fresh, of, coordinates: plane, shares: shares.slice(0, 2) },
    ...{ transitions: transitionsOf(ids, of), ...tried },
  };
}

/** What the top layer shows after each token, [tokens][H]. */
function* read(
  network: Network,
  ids: ArrayLike<number>,
  count: number,
): Generator<void, Float32Array> {
  const predictor = createPredictor(network);
  const { H } = network.shape;
  const found = new Float32Array(count * H);
  const state = predictor.start();
  for (let n = 0; n < count; n++) {
    predictor.read(ids[n], state);
    found.set(network.states.top(state, H), n * H);
    if (n % tokensAtOnce === 0) yield;
  }
  return found;
}

function groupsOf(
  states: Float32Array,
  H: number,
  mean: Float64Array,
  axes: readonly Float64Array[],
  centres: Float64Array,
): Int32Array {
  const width = axes.length;
  const points = projected(states, H, mean, axes);
  return Int32Array.from({ length: states.length / H }, (_, n) => nearest(points, n * width, centres, width).at); // prettier-ignore
}

type Counts = Map<number, number>;

function countIn<K>(all: Map<K, Counts>, key: K, value: number): void {
  const counted: Counts = all.get(key) ?? new Map<number, number>();
  all.set(key, counted);
  counted.set(value, (counted.get(value) ?? 0) + 1);
}

const ordered = (counted: Counts): [number, number][] =>
  [...counted].sort((one, other) => other[1] - one[1] || one[0] - other[0]);

const mostOften = (counted: Counts | undefined): number | undefined =>
  counted && ordered(counted)[0]?.[0];

function transitionsOf(ids: ArrayLike<number>, of: Int32Array): GroupTransition[] {
  const words = new Map<string, Counts>();
  for (let n = 1; n < of.length; n++) countIn(words, `${of[n - 1]} ${of[n]}`, ids[n]);
  return [...words]
    .map(([key, counted]): GroupTransition => {
      const [from, to] = key.split(' ').map(Number);
      const all = ordered(counted);
      const count = all.reduce((sum, [, one]) => sum + one, 0);
      return { from, to, count, words: all.slice(0, textBounds.words) };
    })
    .sort((one, other) => other.count - one.count || one.from - other.from || one.to - other.to);
}

/** A pair of group and word that never came is decided by the word alone, a new word by the largest group. */
function tryOn(
  ids: ArrayLike<number>,
  of: Int32Array,
  later: Int32Array,
): Pick<TextAutomaton, 'agreement' | 'byWord' | 'byLargest'> {
  const pairs = new Map<string, Counts>();
  const words = new Map<number, Counts>();
  const all = new Map<number, Counts>();
  of.forEach((group, n) => {
    countIn(words, ids[n], group);
    countIn(all, 0, group);
    if (n > 0) countIn(pairs, `${of[n - 1]} ${ids[n]}`, group);
  });
  const largest = mostOften(all.get(0)) ?? 0;
  let [walked, byWord, byLargest] = [0, 0, 0];
  let group = of[of.length - 1];
  later.forEach((is, n) => {
    const id = ids[of.length + n];
    const alone = mostOften(words.get(id)) ?? largest;
    group = mostOften(pairs.get(`${group} ${id}`)) ?? alone;
    if (group === is) walked++;
    if (alone === is) byWord++;
    if (largest === is) byLargest++;
  });
  const { length } = later;
  return {
    agreement: { share: walked / length, interval: wilson(walked, length) },
    ...{ byWord: byWord / length, byLargest: byLargest / length },
  };
}
