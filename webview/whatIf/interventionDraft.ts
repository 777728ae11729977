/** What was filled in to try something, and what it comes to: an intervention, or why it is none. */
import type { Overview } from '../../src/shared/questions/gates';
import type { QuantityName } from '../../src/shared/model/cells';
import type { Intervention, InterventionTarget } from '../../src/shared/questions/whatIf';
import { whatIfBounds as bounds } from '../../src/shared/questions/whatIf';
import { unitsFrom } from './interventionText';

/** In the order in which they are offered: zero is far from what the network knows. */
export const targetChoices = [
  ['mean', 'its mean'],
  ['0', '0'],
  ['1', '1'],
  ['hold', 'its value there (hold)'],
  ['scale', 'itself times …'],
  ['value', 'another value …'],
] as const;
export type TargetChoice = (typeof targetChoices)[number][0];

export interface InterventionDraft {
  readonly gate: QuantityName;
  readonly layer: number;
  /** As typed. */
  readonly units: string;
  readonly choice: TargetChoice;
  readonly amount: number;
}

export const needsAmount = (choice: TargetChoice): boolean =>
  choice === 'scale' || choice === 'value';

/** @param word from which on; 1 is the second of the text */
export function interventionOf(
  { gate, layer, units, choice, amount }: InterventionDraft,
  word: number,
  { layers, hiddenSize }: Pick<Overview, 'layers' | 'hiddenSize'>,
): Intervention | string {
  const chosen = unitsFrom(units, hiddenSize);
  if (!chosen) {
    return `Units are numbers from 0 to ${hiddenSize - 1}, such as 3, 17, at most ${bounds.units} of them; leave the field empty for all.`;
  }
  if (!(Math.abs(amount) <= bounds.value)) {
    return `The number lies between −${bounds.value} and ${bounds.value}.`;
  }
  const where = { layer: Math.min(layer, layers - 1), gate, from: word - 1 };
  return { ...where, ...(chosen.length > 0 && { units: chosen }), to: targetOf(choice, amount) };
}

function targetOf(choice: TargetChoice, amount: number): InterventionTarget {
  if (choice === '0' || choice === '1') return { kind: 'value', amount: Number(choice) };
  return { kind: choice, amount };
}
