/**
 * How often words of a probability turn out right: P(right) = logistic(offset + slope logit p), one
 * curve for each number of letters typed, fitted to held-out text and drawn towards taking
 * probabilities at face value.
 */
import { exp, log } from '../math';
import type { TypedToken } from './typingSimulation';

/** Letters typed beyond which there is no further curve. */
export const mostLetters = 3;

export interface Calibration {
  readonly offset: number;
  readonly slope: number;
}

/** How strongly a curve is drawn to the diagonal, in imagined moments. */
const stiffness = 20;
const newtonRounds = 12;

/** [0..mostLetters] */
export function calibrate(tokens: readonly TypedToken[]): Calibration[] {
  return Array.from({ length: mostLetters + 1 }, (_, letters) =>
    fit(momentsAfter(tokens, letters)),
  );
}

export function chanceOf({ offset, slope }: Calibration, probability: number): number {
  return logistic(offset + slope * logit(probability));
}

/** The probability from which on words are right with at least this chance. */
export function probabilityFor({ offset, slope }: Calibration, chance: number): number {
  return logistic((logit(chance) - offset) / slope);
}

interface Outcome {
  readonly x: number;
  readonly right: 0 | 1;
}

function momentsAfter(tokens: readonly TypedToken[], letters: number): Outcome[] {
  return tokens.flatMap(({ moments }) =>
    moments
      .filter((moment) => Math.min(moment.letters, mostLetters) === letters)
      .map(({ probability, right }) => ({ x: logit(probability), right: right ? 1 : 0 })),
  );
}

/** Newton's method for the two parameters; the stiffness keeps it well-posed without moments. */
function fit(outcomes: readonly Outcome[]): Calibration {
  let offset = 0;
  let slope = 1;
  for (let round = 0; round < newtonRounds; round++) {
    const gradient = { offset: stiffness * offset, slope: stiffness * (slope - 1) };
    const curvature = { offset: stiffness, both: 0, slope: stiffness };
    for (const { x, right } of outcomes) {
      const p = logistic(offset + slope * x);
      gradient.offset += p - right;
      gradient.slope += (p - right) * x;
      const weight = p * (1 - p);
      curvature.offset += weight;
      curvature.both += weight * x;
      curvature.slope += weight * x * x;
    }
    const { offset: a, both: b, slope: c } = curvature;
    const determinant = a * c - b * b;
    offset -= (c * gradient.offset - b * gradient.slope) / determinant;
    slope -= (a * gradient.slope - b * gradient.offset) / determinant;
    // A more probable word is never less likely to be right.
    slope = Math.max(0.2, Math.min(5, slope));
    offset = Math.max(-10, Math.min(10, offset));
  }
  return { offset, slope };
}

function logit(probability: number): number {
  const p = Math.max(1e-6, Math.min(1 - 1e-6, probability));
  return log(p / (1 - p));
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
