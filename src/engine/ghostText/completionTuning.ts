/**
 * What is learnt about completion on held-out text once a network is trained: how much each expert is
 * trusted, how sharply the cache compares, and from which probability on a word is shown. A generator:
 * yields between tokens, so that its caller can do other work.
 */
import type { Range } from '../text/corpus';
import { typed, type OfferedWords, type TokenToType, type TypedToken } from './typingSimulation';
import type { Ensemble } from '../experts/ensemble';
import { createMixture, observe } from '../experts/mixture';
import { experts, mixVotes } from '../experts/expertVotes';
import type { StatefulExpert } from '../experts/expert';
import { learnThresholds } from './thresholdLearning';
import { usualThresholds, type Thresholds } from './thresholds';
import { chooseVariant } from '../experts/tuning';
import { log } from '../math';

/** What a model file holds of it. */
export interface CompletionFacts {
  /** [3] of the experts, in the order of `expertNames`; 0 where one has no say. */
  readonly weights: readonly number[];
  readonly theta: number;
  readonly thresholds: Thresholds;
}

/** Before anything is measured: the network counts as much as the n-gram, and the cache a little. */
export const usualFacts: CompletionFacts = {
  weights: [0.4, 0.45, 0.15],
  theta: 0.3,
  thresholds: usualThresholds,
};

export interface TunedText {
  readonly ids: Int32Array;
  readonly offered: OfferedWords;
  /** Held-out stretches, ascending. */
  readonly ranges: readonly Range[];
  tokenAt(position: number): TokenToType;
  /** Whether the word that stands there can be known at all: in the lexicon without this place. */
  known(position: number): boolean;
}

export interface TuningOptions {
  readonly text: TunedText;
  readonly ensemble: Ensemble;
  /** A network at its start, its state zero. */
  readonly network: () => StatefulExpert;
  /** Tokens that the thresholds are learnt from, at most; the weights take the first half. */
  readonly mostTokens: number;
}

const thetas = [0.1, 0.2, 0.3, 0.5, 0.8];
/** Tokens read before a stretch, so that state and cache are warm. */
const warmUp = 1_000;
/** Tokens of a stretch, at least, so that reading up to it pays. */
const longStretch = 400;
/** What a suggestion must save while thresholds are learnt: the setting's default. */
export const usualMinimumLetters = 4;
/** Tokens that the weights are tuned on where half of all would be fewer. */
const fewestTuned = 200;

export function* tuneCompletion(options: TuningOptions): Generator<void, CompletionFacts> {
  const { theta, weights } = yield* tuneTrust(options);
  const chosen = chooseRanges(options.text.ranges, options.mostTokens);
  const tokens = yield* typeThrough(options, chosen, theta, weights);
  return { theta, weights, thresholds: learnThresholds(tokens) };
}

/** Only the weights and theta: for callers that show no suggestions. */
export function* tuneTrust(
  options: TuningOptions,
): Generator<void, Pick<CompletionFacts, 'theta' | 'weights'>> {
  const chosen = chooseRanges(options.text.ranges, options.mostTokens);
  return yield* tuneWeightsOf(options, chosen, tunedOf(chosen));
}

/** Whether the network, and the cache of its states, add nothing to the counts. */
export const isCountsAlone = ({ weights }: Pick<CompletionFacts, 'weights'>): boolean =>
  weights.slice(1).every((weight) => weight === 0);

const countsAlone = { theta: usualFacts.theta, weights: [1, 0, 0] };

/** Tokens that the weights are tuned on: the first half. */
const tunedOf = (ranges: readonly Range[]): number =>
  Math.max(fewestTuned, Math.ceil(lengthOf(ranges) / 2));

const lengthOf = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** Few long stretches rather than many short ones, evenly spread. */
export function chooseRanges(ranges: readonly Range[], mostTokens: number): Range[] {
  const length = ranges.reduce((sum, { from, to }) => sum + to - from, 0) / ranges.length;
  const wanted = Math.ceil(mostTokens / Math.max(longStretch, Math.min(length, mostTokens)));
  const step = length < longStretch ? 1 : Math.max(1, Math.floor(ranges.length / wanted));
  const chosen: Range[] = [];
  let left = mostTokens;
  for (let at = 0; at < ranges.length && left > 0; at += step) {
    const { from, to } = ranges[at];
    const end = Math.min(to, from + left);
    if (end > from) chosen.push({ from, to: end });
    left -= end - from;
  }
  return chosen;
}

/** Turns that the generator takes. */
export function turnsOfTuning(ranges: readonly Range[], mostTokens: number): number {
  const chosen = chooseRanges(ranges, mostTokens);
  return tokensRead(chooseRanges(chosen, tunedOf(chosen))) + tokensRead(chosen);
}

const tokensRead = (ranges: readonly Range[]): number =>
  readings(ranges).reduce((sum, { read, to }) => sum + to - read, 0);

/** From where each stretch is read; where it goes on from the one before, from its end. */
function readings(
  ranges: readonly Range[],
): (Range & { readonly read: number; readonly goesOn: boolean })[] {
  let reached = -1;
  return ranges.map(({ from, to }) => {
    const warm = Math.max(0, from - warmUp);
    const goesOn = reached >= warm;
    const read = goesOn ? reached : warm;
    reached = to;
    return { from, to, read, goesOn };
  });
}

/** Reads through the stretches; `visit` comes before each of their tokens is read. */
function* readThrough(
  { ensemble, network }: TuningOptions,
  ranges: readonly Range[],
  visit: (position: number) => void,
): Generator<void> {
  for (const { from, to, read, goesOn } of readings(ranges)) {
    if (!goesOn) ensemble.begin(network());
    for (let position = read; position < to; position++) {
      if (position >= from) visit(position);
      ensemble.advance(position);
      yield;
    }
  }
}

function* tuneWeightsOf(
  options: TuningOptions,
  ranges: readonly Range[],
  mostTokens: number,
): Generator<void, { theta: number; weights: number[] }> {
  const { ensemble, text } = options;
  const others: number[] = [];
  const variants: number[][] = thetas.map(() => []);
  const byTheta = new Float64Array(thetas.length);
  yield* readThrough(options, chooseRanges(ranges, mostTokens), (position) => {
    if (!text.known(position)) return;
    const [ngram, network] = ensemble.askWithoutCache(position).parts;
    const word = text.ids[position];
    others.push(ngram[word], network[word]);
    ensemble.askThetas(position, thetas, byTheta);
    variants.forEach((variant, k) => variant.push(byTheta[k]));
  });
  const { variant, weights, meanLogProbability } = chooseVariant(
    Float64Array.from(others),
    variants.map((one) => Float64Array.from(one)),
  );
  if (!isWorthMore(others, meanLogProbability)) return countsAlone;
  return { theta: thetas[variant], weights: Array.from(weights).slice(0, experts) };
}

/**
 * Whether mixing in network and cache makes the held-out words likelier than the n-gram alone does, by
 * more than fitting two weights to so few words does by itself (Schwarz 1978), plus a margin.
 * @param others [T][2] what n-gram and network gave to them
 */
function isWorthMore(others: readonly number[], meanLogProbability: number): boolean {
  const tokens = others.length / 2;
  if (tokens === 0) return false;
  let ngram = 0;
  for (let at = 0; at < others.length; at += 2) ngram += log(others[at]);
  return tokens * meanLogProbability - ngram > surety + log(tokens);
}

const surety = 2;

/** What cannot be known is a word that is not in the lexicon. */
export function leaveOutWord(mixed: Float64Array, word: number): void {
  if (word === 0) return;
  mixed[0] += mixed[word];
  mixed[word] = 0;
}

function* typeThrough(
  options: TuningOptions,
  ranges: readonly Range[],
  theta: number,
  weights: readonly number[],
): Generator<void, TypedToken[]> {
  const { ensemble, text } = options;
  const tokens: TypedToken[] = [];
  const mixed = new Float64Array(text.offered.words.length);
  const mixture = createMixture(weights);
  yield* readThrough(options, ranges, (position) => {
    const { parts, speaks } = ensemble.ask(position, theta);
    const word = text.ids[position];
    mixVotes(ensemble.votes, mixture.weights, mixed);
    const known = text.known(position);
    if (!known) leaveOutWord(mixed, word);
    tokens.push(typed(text.offered, mixed, text.tokenAt(position), usualMinimumLetters));
    // As the weights follow the text where words are completed, so that no limit is undone by that.
    if (known && speaks.every(Boolean))
      observe(
        mixture,
        parts.map((part) => part[word]),
      );
  });
  return tokens;
}
