/** Figures that the claims share. */
import { buildKneserNey, probability } from '../experts/ngram/kneserNey';
import { random, type Random } from '../random';
import type { LessonRecipe } from './lesson';
import type { Probe } from './probe';
import { trainingText } from './texts';

/** Of the held-out texts that every claim is measured on; no training and no shown text has it. */
const heldOutSeed = 0x7e57;

/** Texts of a grammar that are the same for every network. */
export function samples<T>(make: (random: Random) => T, count = 60): T[] {
  const source = random(heldOutSeed);
  return Array.from({ length: count }, () => make(source));
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean absolute change in bits over tokens from..to, `to` excluded. */
export const meanSize = (size: Float64Array, from: number, to?: number): number =>
  mean([...size.subarray(from, to)]);

export const share = (values: readonly boolean[]): number => mean(values.map(Number));

/** Length of the change of all cell states, by token: what of a word's trace is in the memory. */
export const trace = (changes: readonly Float32Array[]): number[] =>
  changes.map((units) => Math.hypot(...units));

/** The unit whose cell state a word changes most: the one that holds it. */
export function carrier(changes: Float32Array): number {
  let best = 0;
  changes.forEach((change, unit) => {
    if (Math.abs(change) > Math.abs(changes[best])) best = unit;
  });
  return best;
}

/** Where a word stands for the nth time, from 1; -1 where it does not. */
export function nthOf(tokens: readonly string[], word: string, nth: number): number {
  let at = -1;
  for (let n = 0; n < nth; n++) {
    at = tokens.indexOf(word, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

/** The unit that holds a word some tokens later. */
export const heldBy = (
  probe: Probe,
  tokens: readonly string[],
  at: number,
  instead: string,
  later: number,
): number => carrier(probe.cellChanges(tokens, at, instead)[at + later]);

/** The token of from..to (`to` excluded) at which a unit's forget gate is lowest. */
export function lowestForgetGate(
  probe: Probe,
  tokens: readonly string[],
  unit: number,
  from: number,
  to: number,
): number {
  let lowest = { token: from, gate: Infinity };
  probe.read(tokens.slice(0, to), (token, { keep }) => {
    const gate = keep?.[unit] ?? NaN;
    if (token >= from && gate < lowest.gate) lowest = { token, gate };
  });
  return lowest.token;
}

/**
 * A window of words, `order` of them with the one that it predicts: a Kneser-Ney n-gram that
 * counted the text of the network's own training.
 * @returns the surprise of a token in bits
 */
export function windowOf(
  probe: Probe,
  recipe: LessonRecipe,
  order: number,
): (tokens: readonly string[], at: number) => number {
  const encode = (tokens: readonly string[]): Int32Array =>
    Int32Array.from(tokens, (word) => probe.vocabulary.id(word));
  const ids = encode(probe.tokens(trainingText(recipe, probe.seed)));
  const vocabulary = probe.vocabulary.size;
  const counts = buildKneserNey(ids, 0, ids.length, { order, vocabulary });
  return (tokens, at) => {
    const text = encode(tokens.slice(0, at + 1));
    return -Math.log2(probability(counts, text, at, text[at]));
  };
}

/** Pearson's, without its sign: a unit may count downwards. */
export function correlation(ones: readonly number[], others: readonly number[]): number {
  const [one, other] = [mean(ones), mean(others)];
  let [both, first, second] = [0, 0, 0];
  ones.forEach((value, n) => {
    both += (value - one) * (others[n] - other);
    first += (value - one) * (value - one);
    second += (others[n] - other) * (others[n] - other);
  });
  return Math.abs(both) / Math.sqrt(Math.max(Number.MIN_VALUE, first * second));
}
