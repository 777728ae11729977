/**
 * Which earlier words a prediction depends on, by experiment: one word at a time is replaced by what
 * the model itself held likely at its place, the rest is read again, and the change of the explained
 * word's surprise is taken, averaged over the replacements by their probabilities. Exact for this
 * network; leaving the word out instead would test a text that nobody writes.
 *
 * A generator: between two tokens read it yields, so that the caller stays in control of time.
 */
import type { Floats } from '../kernels/kernels';
import type { Predictor } from '../network/predictor';
import type { RecurrentState } from '../network/state';
import { bits, top } from '../reading/bitsAndRank';

export interface SubstitutedWindow {
  readonly predictor: Predictor;
  /** The words before the explained place, the farthest first. */
  readonly ids: ArrayLike<number>;
  /** The state before the first of them; not kept, not changed. */
  readonly start: RecurrentState;
  /** The class whose surprise is explained. */
  readonly target: number;
  /** How many replacements are tried for each word. */
  readonly count: number;
  readonly mayReplace: (id: number) => boolean;
}

export interface Substitution {
  /** Place in `ids`. */
  readonly index: number;
  /** How much more surprising the explained word would have been; negative: less. */
  readonly bits: number;
  /** Most probable first, with what the model gave them there. */
  readonly alternatives: readonly { readonly id: number; readonly probability: number }[];
}

/** Yields one substitution a word, the nearest first, and undefined in between. */
export function* substitutions(
  window: SubstitutedWindow,
): Generator<Substitution | undefined, void, void> {
  const { predictor, ids, start, target, count, mayReplace } = window;
  const states: RecurrentState[] = [start];
  for (let at = 0; at < ids.length; at++) {
    const state = states[at].slice();
    predictor.read(ids[at], state);
    states.push(state);
    yield;
  }
  const actual = surprise(predictor.probabilities(states[ids.length]), target);
  for (let index = ids.length - 1; index >= 0; index--) {
    const likely = (id: number): boolean => id !== ids[index] && mayReplace(id);
    const alternatives = top(predictor.probabilities(states[index]), count, likely);
    const total = alternatives.reduce((sum, { probability }) => sum + probability, 0);
    let change = 0;
    for (const { id, probability } of alternatives) {
      const state = states[index].slice();
      for (let at = index; at < ids.length; at++) {
        predictor.read(at === index ? id : ids[at], state);
        yield;
      }
      const otherwise = surprise(predictor.probabilities(state), target);
      change += (probability / total) * (otherwise - actual);
    }
    yield { index, bits: change, alternatives };
  }
}

/** Of the smallest probability that single precision can hold: a difference must stay a number. */
const mostBits = 149;

const surprise = (probabilities: Floats, id: number): number =>
  Math.min(mostBits, bits(probabilities, id));
