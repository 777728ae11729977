/**
 * A generated sequence: what a network reads step by step, after which steps it must answer, and with
 * what. Plain data, the same for every way to learn.
 */
import type { Random } from '../random';

export interface Sequence {
  /** Steps. */
  readonly length: number;
  readonly read: Reading;
  /** Steps after which an answer is asked for, in their order. */
  readonly asked: Int32Array;
  /** What is learnt, [asked][outputs]. */
  readonly targets: Float64Array;
  /** What an answer is judged by, [asked][outputs], where that is not the target. */
  readonly truth?: Float64Array;
  /** Of which kind it is, where accuracy is told by kind: the nouns between, a depth. */
  readonly kind?: number;
}

/** Symbols, each an input of its own that is 1; or numbers, [length][inputs]. */
export type Reading =
  | { readonly kind: 'symbols'; readonly symbols: Int32Array }
  | { readonly kind: 'numbers'; readonly numbers: Float64Array };

/** Of one trial: what is trained on, and what is tested where the paper fixes it beforehand. */
export interface Source {
  draw(): Sequence;
  readonly tests: readonly Sequence[];
}

/** Sizes that a network for a task needs. */
export interface TaskSizes {
  readonly inputs: number;
  readonly outputs: number;
  /** Steps of a sequence at most. */
  readonly longest: number;
}

export interface Task extends TaskSizes {
  open(random: Random): Source;
}

/** A task whose sequences are drawn anew for ever, some of them beforehand as a test. */
export function endless(sizes: TaskSizes, draw: (random: Random) => Sequence, tests = 0): Task {
  return {
    ...sizes,
    open(random) {
      const fixed = Array.from({ length: tests }, () => draw(random));
      return { draw: () => draw(random), tests: fixed };
    },
  };
}

export const symbols = (read: ArrayLike<number>): Reading => ({
  kind: 'symbols',
  symbols: Int32Array.from(read),
});

/** A 1 at `place`. */
export function oneOf(count: number, place: number): Float64Array {
  const numbers = new Float64Array(count);
  numbers[place] = 1;
  return numbers;
}

/** One answer, after the last step. */
export function askedAtEnd(
  read: Reading,
  length: number,
  target: ArrayLike<number>,
): Pick<Sequence, 'length' | 'read' | 'asked' | 'targets'> {
  return {
    ...{ read, length },
    asked: Int32Array.of(length - 1),
    targets: Float64Array.from(target),
  };
}

/** low <= n <= high */
export const whole = (random: Random, low: number, high: number): number =>
  low + random.below(high - low + 1);
