/**
 * One trial: a network learns a task from new sequences until it is solved, or the sequences that it is
 * allowed are used up. A generator: its owner goes on when there is time, or stops. Reads no clock.
 */
import type { Random } from '../random';
import { createStreak, isRight, outcomeOf, type Criterion, type TestCriterion } from './criteria';
import type { Learner } from './learners/learner';
import type { Sequence, Source, Task } from './sequence';

export interface TrialSetting {
  readonly task: Task;
  readonly criterion: Criterion;
  /** Training sequences at most. */
  readonly limit: number;
  /** New sequences that it is tested on at the end. */
  readonly fresh: number;
}

export interface Trial {
  readonly seed: number;
  readonly solved: boolean;
  /** Read in training, those that show that it is solved included. */
  readonly sequences: number;
  /** Its numbers became infinite or none at all. */
  readonly diverged: boolean;
  /** At the end, of sequences that it has never read. */
  readonly test?: FreshTest;
}

export interface FreshTest {
  readonly of: number;
  readonly wrong: number;
  /** Mean absolute error of what is judged. */
  readonly error: number;
  /** Where sequences are of several kinds. */
  readonly kinds?: readonly {
    readonly kind: number;
    readonly of: number;
    readonly wrong: number;
  }[];
}

export interface TrialProgress {
  readonly seed: number;
  readonly sequences: number;
  /** Mean absolute error of the last sequences. */
  readonly error: number;
}

/** What is read in a trial: training, then tests, each from numbers of its own. */
export interface TrialRandom {
  readonly training: Random;
  readonly fresh: Random;
}

export function* runTrial(
  setting: TrialSetting,
  learner: Learner,
  seed: number,
  random: TrialRandom,
): Generator<TrialProgress, Trial> {
  const { task, criterion, limit } = setting;
  const source = task.open(random.training);
  const judge = createJudge(criterion, source, learner);
  let sequences = 0;
  let solved = false;
  while (sequences < limit && !solved) {
    const some = Array.from({ length: learner.batch }, () => source.draw());
    const answers = learner.learn(some);
    sequences += some.length;
    const error = judge.hear(some, answers);
    if (!Number.isFinite(error)) return { seed, solved: false, sequences, diverged: true };
    yield { seed, sequences, error };
    solved = judge.isSolved(sequences);
  }
  const test = testFresh(setting, learner, random.fresh);
  return { seed, solved, sequences, diverged: false, ...(test && { test }) };
}

interface Judge {
  /** @returns their mean error */
  hear(sequences: readonly Sequence[], answers: readonly Float64Array[]): number;
  isSolved(sequences: number): boolean;
}

function createJudge(criterion: Criterion, source: Source, learner: Learner): Judge {
  const streak = criterion.kind === 'streak' ? createStreak(criterion) : undefined;
  let tested = 0;
  return {
    hear(sequences, answers) {
      let sum = 0;
      sequences.forEach((sequence, n) => {
        const outcome = outcomeOf(sequence, answers[n], criterion.judged);
        streak?.hear(outcome);
        sum += outcome.mean;
      });
      return sum / sequences.length;
    },
    isSolved(sequences) {
      if (criterion.kind === 'streak') return streak?.isSolved() ?? false;
      if (sequences - tested < criterion.every) return false;
      tested = sequences;
      return passes(criterion, source.tests, learner);
    },
  };
}

/** Some tests at a time: most fail early. */
function passes(criterion: TestCriterion, tests: readonly Sequence[], learner: Learner): boolean {
  const judge = criterion.open();
  const each = Math.max(16, learner.batch);
  for (let from = 0; from < tests.length; from += each) {
    const some = tests.slice(from, from + each);
    if (!judge.hear(some, learner.answer(some))) return false;
  }
  return true;
}

function testFresh(
  { task, criterion, fresh }: TrialSetting,
  learner: Learner,
  random: Random,
): FreshTest | undefined {
  if (fresh === 0) return undefined;
  const source = task.open(random);
  const kinds = new Map<number, { kind: number; of: number; wrong: number }>();
  let wrong = 0;
  let sum = 0;
  const count = ({ kind }: Sequence, isWrong: boolean): void => {
    if (isWrong) wrong++;
    if (kind === undefined) return;
    const { of, wrong: before } = kinds.get(kind) ?? { of: 0, wrong: 0 };
    kinds.set(kind, { kind, of: of + 1, wrong: before + (isWrong ? 1 : 0) });
  };
  for (let from = 0; from < fresh; from += learner.batch) {
    const some = Array.from({ length: Math.min(learner.batch, fresh - from) }, () => source.draw());
    learner.answer(some).forEach((answers, n) => {
      const outcome = outcomeOf(some[n], answers, criterion.judged);
      count(some[n], !isRight(outcome, criterion.within));
      sum += outcome.mean;
    });
  }
  const byKind = [...kinds.values()].sort((a, b) => a.kind - b.kind);
  return { of: fresh, wrong, error: sum / fresh, ...(byKind.length > 0 && { kinds: byKind }) };
}
