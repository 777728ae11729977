/**
 * From which probability on a suggestion is shown, so that of all that are shown a chosen share is
 * right. Learnt on held-out text in two steps: how often words of a probability turn out right after
 * 0, 1, 2, 3 or more letters (a logistic curve for each, drawn towards taking probabilities at their
 * word), and then the one chance of being right, for all letters alike, from which on showing reaches
 * the chosen precision when the text is typed again.
 */
import { play, type TypedToken } from './displays';

/** Letters typed beyond which there is no further row. */
export const mostLetters = 3;

export interface Thresholds {
  /** Ascending. */
  readonly precisions: readonly number[];
  /** [precisions][0..mostLetters] the least probability that is shown. */
  readonly least: readonly (readonly number[])[];
}

/** P(right) = logistic(offset + slope logit p). */
interface Calibration {
  readonly offset: number;
  readonly slope: number;
}

const precisions = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;
/** Imagined displays, right as often as in the middle between the threshold and certainty. */
const imagined = 10;
/** How strongly a calibration is drawn to the diagonal, in imagined moments. */
const stiffness = 20;
const newtonRounds = 12;
const nearlyCertain = 0.99;
const leastChance = 0.1;
const chanceStep = 0.01;

export function learnThresholds(tokens: readonly TypedToken[]): Thresholds {
  const curves = Array.from({ length: mostLetters + 1 }, (_, letters) =>
    calibrate(tokens, letters),
  );
  const reached = chances().map((chance) => ({
    chance,
    precision: precisionAbove(tokens, curves, chance),
  }));
  const least = precisions.map((precision) => {
    const enough = reached.filter((one) => one.precision >= precision);
    const chance = enough.reduce((low, one) => Math.min(low, one.chance), nearlyCertain);
    return curves.map((curve) => probabilityFor(curve, chance));
  });
  return { precisions, least };
}

/** The least probability that is shown after so many letters; between measured precisions a mean. */
export function thresholdFor(
  { precisions: measured, least }: Thresholds,
  precision: number,
  letters: number,
): number {
  const column = Math.min(letters, mostLetters);
  const last = measured.length - 1;
  if (precision <= measured[0]) return least[0][column];
  for (let row = 1; row <= last; row++) {
    if (precision > measured[row]) continue;
    const part = (precision - measured[row - 1]) / (measured[row] - measured[row - 1]);
    return least[row - 1][column] * (1 - part) + least[row][column] * part;
  }
  const rest = Math.min(1, (precision - measured[last]) / (1 - measured[last]));
  return least[last][column] * (1 - rest) + rest;
}

function chances(): number[] {
  const count = Math.round((nearlyCertain - leastChance) / chanceStep) + 1;
  return Array.from({ length: count }, (_, n) => nearlyCertain - n * chanceStep);
}

/** Share of right ones when everything is shown that has at least this chance of being right. */
function precisionAbove(
  tokens: readonly TypedToken[],
  curves: readonly Calibration[],
  chance: number,
): number {
  const bounds = curves.map((curve) => probabilityFor(curve, chance));
  const shows = (letters: number, p: number): boolean =>
    p >= bounds[Math.min(letters, mostLetters)];
  const { displays, right } = play(tokens, shows);
  return (right + (imagined * (1 + chance)) / 2) / (displays + imagined);
}

function probabilityFor({ offset, slope }: Calibration, chance: number): number {
  return logistic((logit(chance) - offset) / slope);
}

/** Newton's method for the two parameters; the stiffness keeps it well-posed without moments. */
function calibrate(tokens: readonly TypedToken[], letters: number): Calibration {
  const moments = tokens.flatMap((token) =>
    token.moments
      .filter((moment) => Math.min(moment.letters, mostLetters) === letters)
      .map(({ probability, right }) => ({ x: logit(probability), right: right ? 1 : 0 })),
  );
  let offset = 0;
  let slope = 1;
  for (let round = 0; round < newtonRounds; round++) {
    const gradient = { offset: stiffness * offset, slope: stiffness * (slope - 1) };
    const curvature = { offset: stiffness, both: 0, slope: stiffness };
    for (const { x, right } of moments) {
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
  return Math.log(p / (1 - p));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** For a model that nothing was measured for: probabilities are taken at their word. */
export const usualThresholds: Thresholds = learnThresholds([]);
