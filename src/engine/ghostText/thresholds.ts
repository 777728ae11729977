/**
 * From which probability on a word is shown: a table over the precision that is asked for, the
 * letters that are typed and the letters that the word saves. A value, as it stands in a model's
 * file; learnt in `thresholdLearning.ts`. Never falls when the precision rises.
 */
import { mostLetters, probabilityFor, type Calibration } from './calibration';

/** Letters that a word saves: fewer count as the least, more as the most. */
export const savedRange = { least: 4, most: 12 } as const;
export const savedColumns = savedRange.most - savedRange.least + 1;

export interface Thresholds {
  /** Ascending. */
  readonly precisions: readonly number[];
  /** [precisions][0..mostLetters][savedColumns] the least probability that is shown. */
  readonly least: readonly (readonly (readonly number[])[])[];
}

/** The least chance of being right with which a word is shown, by what it saves. */
export interface Rule {
  /** For a word that saves `usualSaving` letters. */
  readonly chance: number;
  /** Fourths of the power with which the chance falls as a word saves more; below 0 it rises. */
  readonly fourths: number;
}

export const precisions = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;

const usualSaving = 8;
const digits = 1000;

export function savedColumn(saved: number): number {
  return Math.max(savedRange.least, Math.min(savedRange.most, saved)) - savedRange.least;
}

/** [savedColumns] 1 = never. */
export function chancesOf({ chance, fourths }: Rule): Float64Array {
  return Float64Array.from({ length: savedColumns }, (_, column) => {
    const root = Math.sqrt(Math.sqrt(usualSaving / (column + savedRange.least)));
    let factor = 1;
    for (let n = 0; n < Math.abs(fourths); n++) factor *= fourths > 0 ? root : 1 / root;
    return Math.min(1, chance * factor);
  });
}

/** @param rules one a precision */
export function tabulate(curves: readonly Calibration[], rules: readonly Rule[]): Thresholds {
  const least = rules.map((rule) => {
    const chances = Array.from(chancesOf(rule));
    return curves.map((curve) => chances.map((chance) => leastFor(curve, chance)));
  });
  return { precisions, least };
}

function leastFor(curve: Calibration, chance: number): number {
  if (chance >= 1) return 1;
  return Math.round(probabilityFor(curve, chance) * digits) / digits;
}

/** The least probability that is shown; between measured precisions a mean, at 1 certainty. */
export function thresholdFor(
  { precisions: measured, least }: Thresholds,
  precision: number,
  letters: number,
  saved: number,
): number {
  const at = (row: number): number =>
    least[row][Math.min(letters, mostLetters)][savedColumn(saved)];
  const last = measured.length - 1;
  if (precision <= measured[0]) return at(0);
  for (let row = 1; row <= last; row++) {
    if (precision > measured[row]) continue;
    const part = (precision - measured[row - 1]) / (measured[row] - measured[row - 1]);
    return at(row - 1) * (1 - part) + at(row) * part;
  }
  const rest = Math.min(1, (precision - measured[last]) / (1 - measured[last]));
  return at(last) * (1 - rest) + rest;
}

/** While nothing is measured: the worst that is shown is as often wrong as twice the mean may be. */
export const usualRules: readonly Rule[] = precisions.map((precision) => ({
  chance: Math.max(0.1, 2 * precision - 1),
  fourths: 2,
}));

/** For a model without measurements: probabilities are taken at face value. */
export const usualThresholds: Thresholds = tabulate(
  Array.from({ length: mostLetters + 1 }, () => ({ offset: 0, slope: 1 })),
  usualRules,
);
