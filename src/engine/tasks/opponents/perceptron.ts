/**
 * The averaged perceptron (Collins 2002): labels from left to right, greedily, each from eighteen features
 * of its surroundings; where one is wrong, the features' weights are moved by one. What counts is the
 * mean of the weights over the whole training. One sentence at a time, so that it can be ended between two.
 */
import { random } from '../../random';
import type { LabelSentence } from '../examples';
import { largest } from '../metrics/accuracy';
import type { LabelJudge } from './labelJudge';
import { featureCount, partsOfWords, writeFeatures } from './taggerFeatures';
import { weightRows } from './weightRows';

export interface PerceptronTraining {
  /** Learns one sentence. @returns whether all is learnt */
  step(): boolean;
  /** Once all is learnt. */
  judge(): LabelJudge;
  /** Sentences learnt and to be learnt, each as often as there are epochs. */
  readonly done: number;
  readonly all: number;
}

export interface PerceptronPlan {
  readonly epochs: number;
  readonly seed: number;
}

/** Labels of which nearly all are one need more. */
export const epochsFor = (spans: boolean): number => (spans ? 8 : 4);

export function trainPerceptron(
  train: readonly LabelSentence[],
  labelCount: number,
  { epochs, seed }: PerceptronPlan,
): PerceptronTraining {
  const chance = random(seed);
  const order = Uint32Array.from(train.keys());
  const tagger = createTagger(labelCount);
  const all = epochs * train.length;
  let done = 0;
  let isAveraged = false;
  return {
    all,
    get done() {
      return done;
    },
    step() {
      if (done < all) {
        const place = done % train.length;
        if (place === 0) shuffle(order, chance.below);
        tagger.learn(train[order[place]]);
        done++;
      }
      return done === all;
    },
    judge() {
      if (!isAveraged) tagger.average();
      isAveraged = true;
      return { name: 'perceptron', judge: tagger.label };
    },
  };
}

function shuffle(order: Uint32Array, below: (limit: number) => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = below(at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
}

interface Tagger {
  learn(sentence: LabelSentence): void;
  label(words: readonly string[]): Uint16Array;
  average(): void;
}

function createTagger(labelCount: number): Tagger {
  const weights = weightRows(labelCount);
  const parts = partsOfWords();
  const hashes = new Int32Array(featureCount);
  const rows = new Int32Array(featureCount);
  const scores = new Float64Array(labelCount);
  let time = 0;

  function guess(words: readonly string[], at: number, last: number, last2: number): number {
    writeFeatures(hashes, parts, words, at, last, last2);
    scores.fill(0);
    for (let n = 0; n < featureCount; n++) {
      rows[n] = weights.find(hashes[n]);
      if (rows[n] >= 0) weights.addTo(scores, rows[n]);
    }
    return largest(scores);
  }

  function correct(given: number, wanted: number): void {
    for (let n = 0; n < featureCount; n++) {
      const row = rows[n] < 0 ? weights.make(hashes[n]) : rows[n];
      if (row < 0) continue;
      weights.change(row, wanted, 1, time);
      weights.change(row, given, -1, time);
    }
  }

  function learn({ words, labels }: LabelSentence): void {
    let [last, last2] = [-1, -1];
    for (let at = 0; at < words.length; at++) {
      const given = guess(words, at, last, last2);
      if (given !== labels[at]) correct(given, labels[at]);
      time++;
      [last, last2] = [given, last];
    }
  }

  function label(words: readonly string[]): Uint16Array {
    const given = new Uint16Array(words.length);
    for (let at = 0; at < words.length; at++) {
      const last = at > 0 ? given[at - 1] : -1;
      given[at] = guess(words, at, last, at > 1 ? given[at - 2] : -1);
    }
    return given;
  }

  return {
    learn,
    label,
    average: () => {
      weights.average(time);
    },
  };
}
