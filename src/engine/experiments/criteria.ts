/** When a task counts as solved: as the paper says, as far as that is known here. */
import type { Sequence } from './sequence';

/** How far a sequence's answers were off. */
export interface Outcome {
  /** Of the outputs that are judged, the largest error and the mean. */
  readonly largest: number;
  readonly mean: number;
  /** The most active output is the right one, at every judged answer. */
  readonly named: boolean;
}

/** All answers of a sequence, or the last alone. */
export type Judged = 'all' | 'last';

export interface StreakCriterion {
  readonly kind: 'streak';
  /** Training sequences in a row, as they were answered before anything was learnt from them. */
  readonly of: number;
  /** Right is one whose answers are all within this; without it, whose answers name the right output. */
  readonly within?: number;
  /** Fewer of them than this may be wrong; 1: none. */
  readonly wrongBelow: number;
  /** Their mean error stays below it. */
  readonly meanBelow: number;
  readonly judged: Judged;
}

export interface TestCriterion {
  readonly kind: 'test';
  /** Training sequences between two tests. */
  readonly every: number;
  /** Of a few tests at a time: it ends where one says that it cannot be solved any more. */
  open(): { hear(tests: readonly Sequence[], answers: readonly Float64Array[]): boolean };
  /** For what is told of new sequences after it. */
  readonly within?: number;
  readonly judged: Judged;
}

export type Criterion = StreakCriterion | TestCriterion;

export function outcomeOf(
  { asked, targets, truth = targets }: Sequence,
  answers: Float64Array,
  judged: Judged,
): Outcome {
  const outputs = targets.length / asked.length;
  const first = judged === 'last' ? answers.length - outputs : 0;
  let largest = 0;
  let sum = 0;
  let named = true;
  for (let from = first; from < answers.length; from += outputs) {
    for (let k = from; k < from + outputs; k++) {
      const error = Math.abs(answers[k] - truth[k]);
      // Not a number is no small error, and stays.
      if (error > largest || Number.isNaN(error)) largest = error;
      sum += error;
    }
    named &&= best(answers, from, outputs) === best(truth, from, outputs);
  }
  return { largest, mean: sum / (answers.length - first), named };
}

function best(values: Float64Array, from: number, count: number): number {
  // One output says yes or no.
  if (count === 1) return values[from] > 0.5 ? 1 : 0;
  let at = from;
  for (let k = from; k < from + count; k++) if (values[k] > values[at]) at = k;
  return at - from;
}

export const isRight = ({ largest, named }: Outcome, within: number | undefined): boolean =>
  within === undefined ? named : largest < within;

/** The last outcomes, and whether they fulfil it. */
export function createStreak({ of, within, wrongBelow, meanBelow }: StreakCriterion) {
  const wrongs = new Uint8Array(of);
  const means = new Float64Array(of);
  let heard = 0;
  let wrong = 0;
  return {
    hear(outcome: Outcome): void {
      const at = heard++ % of;
      wrong -= wrongs[at];
      wrongs[at] = isRight(outcome, within) ? 0 : 1;
      wrong += wrongs[at];
      means[at] = outcome.mean;
    },
    isSolved(): boolean {
      if (heard < of || wrong >= wrongBelow) return false;
      return means.reduce((sum, mean) => sum + mean, 0) / of < meanBelow;
    },
  };
}

/** Fewer than so many tests wrong, and their mean error below a bound. */
export function testsBelow(
  wrongBelow: number,
  meanBelow: number,
  within: number,
): TestCriterion['open'] {
  return () => {
    let wrong = 0;
    let sum = 0;
    let heard = 0;
    return {
      hear(tests, answers) {
        tests.forEach((test, n) => {
          const outcome = outcomeOf(test, answers[n], 'last');
          if (!isRight(outcome, within)) wrong++;
          sum += outcome.mean;
          heard++;
        });
        // A mean over all tests is known at their end; before, only that it cannot be reached any more.
        return wrong < wrongBelow && sum < meanBelow * Math.max(heard, wholeTest);
      },
    };
  };
}

/** Tests of a set that is not yet heard to its end count as without error. */
export const wholeTest = 256;
