/**
 * Naive Bayes over what is present in a text: how often each word (or each word and each pair of
 * neighbours) stands in the examples of a class, once an example, `alpha` added to each count.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { ClassJudge, WordsOfClass } from './classJudge';

export interface NaiveBayes extends ClassJudge {
  /** The words that speak most for a class against the others together, the strongest first. */
  strongest(judged: number, count: number): readonly WeighedWord[];
  /** How much a word speaks for a class against the others together, in natural logarithms. */
  weight(word: string, judged: number): number;
}

export interface WeighedWord {
  readonly word: string;
  readonly weight: number;
}

interface Counts {
  readonly features: ReadonlyMap<string, number>;
  /** Where the classes of feature f are: `from[f]` to `from[f + 1]` of the next two. */
  readonly from: Uint32Array;
  readonly classes: Uint16Array;
  readonly counts: Float64Array;
  /** Of all features, by class. */
  readonly sums: Float64Array;
  /** Examples, by class. */
  readonly examples: Float64Array;
}

interface BayesWishes {
  readonly pairs: boolean;
  readonly alpha: number;
}

export const naiveBayes = (
  train: readonly WordsOfClass[],
  classCount: number,
  wishes: BayesWishes,
): NaiveBayes => inOneGo(countingBayes(train, classCount, wishes));

export function* countingBayes(
  train: readonly WordsOfClass[],
  classCount: number,
  { pairs, alpha }: BayesWishes,
): Steps<NaiveBayes> {
  const counts = yield* countFeatures(train, classCount, pairs);
  const { features, from, classes, sums, examples } = counts;
  const bases = sums.map((sum) => Math.log(alpha / (sum + alpha * features.size)));
  const priors = examples.map((count) => Math.log(count / Math.max(1, train.length)));
  const gains = counts.counts.map((count) => Math.log((count + alpha) / alpha));
  const judge = (words: readonly string[]): Float64Array => {
    const scores = Float64Array.from(priors);
    for (const feature of featuresOf(words, pairs)) {
      const f = features.get(feature);
      if (f === undefined) continue;
      for (let c = 0; c < classCount; c++) scores[c] += bases[c];
      for (let at = from[f]; at < from[f + 1]; at++) scores[classes[at]] += gains[at];
    }
    return scores;
  };
  const weight = (word: string, judged: number): number => {
    const f = features.get(word);
    return f === undefined ? 0 : weightOf(counts, f, judged, alpha);
  };
  const strongest = (judged: number, count: number): WeighedWord[] =>
    [...features.keys()]
      .map((word) => ({ word, weight: weight(word, judged) }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, count);
  return { name: pairs ? 'naiveBayesPairs' : 'naiveBayes', judge, weight, strongest };
}

/** Each once; words hold no space. */
function featuresOf(words: readonly string[], pairs: boolean): Set<string> {
  const features = new Set(words);
  if (pairs)
    for (let at = 1; at < words.length; at++) features.add(`${words[at - 1]} ${words[at]}`);
  return features;
}

function weightOf(counts: Counts, f: number, judged: number, alpha: number): number {
  const { features, from, sums } = counts;
  let [here, elsewhere] = [0, 0];
  for (let at = from[f]; at < from[f + 1]; at++) {
    if (counts.classes[at] === judged) here += counts.counts[at];
    else elsewhere += counts.counts[at];
  }
  const others = sums.reduce((sum, one) => sum + one, -sums[judged]);
  const smooth = alpha * features.size;
  return (
    Math.log((here + alpha) / (sums[judged] + smooth)) -
    Math.log((elsewhere + alpha) / (others + smooth))
  );
}

/** Class after class, so that what is kept grows with the words that there are, not with the classes. */
function* countFeatures(
  train: readonly WordsOfClass[],
  classCount: number,
  pairs: boolean,
): Steps<Counts> {
  const isDue = pauses();
  const features = new Map<string, number>();
  const seen: { readonly feature: number; readonly class: number; count: number }[] = [];
  const latest: number[] = [];
  const sums = new Float64Array(classCount);
  const examples = new Float64Array(classCount);
  for (const { words, class: judged } of byClass(train)) {
    examples[judged]++;
    for (const name of featuresOf(words, pairs)) {
      const feature = features.get(name) ?? features.size;
      features.set(name, feature);
      sums[judged]++;
      const entry = seen.at(latest[feature] ?? seen.length);
      if (entry?.class === judged) entry.count++;
      else {
        latest[feature] = seen.length;
        seen.push({ feature, class: judged, count: 1 });
      }
    }
    if (isDue(16 * words.length)) yield;
  }
  return { features, sums, examples, ...(yield* gathered(seen, features.size)) };
}

const byClass = (train: readonly WordsOfClass[]): WordsOfClass[] =>
  [...train].sort((one, other) => one.class - other.class);

function* gathered(
  seen: readonly { readonly feature: number; readonly class: number; readonly count: number }[],
  featureCount: number,
): Steps<Pick<Counts, 'from' | 'classes' | 'counts'>> {
  const isDue = pauses();
  const from = new Uint32Array(featureCount + 1);
  for (const { feature } of seen) {
    from[feature + 1]++;
    if (isDue()) yield;
  }
  for (let f = 0; f < featureCount; f++) from[f + 1] += from[f];
  const next = from.slice();
  const classes = new Uint16Array(seen.length);
  const counts = new Float64Array(seen.length);
  for (const { feature, class: judged, count } of seen) {
    const at = next[feature]++;
    classes[at] = judged;
    counts[at] = count;
    if (isDue()) yield;
  }
  return { from, classes, counts };
}
