/**
 * What happened in one unit at one word, in sentences made from its numbers. Every statement follows
 * from the numbers.
 */
import type { CellStep } from '../../src/shared/questions/cellSteps';
import { gateValue } from '../parts/numbers';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const keptOf = (step: CellStep): number => step.forgetGate.value * step.cellStateBefore;
export const writtenOf = (step: CellStep): number => step.inputGate.value * step.candidate.value;

/** The first sentence is what a screen reader hears at each step. */
export function storyOf(step: CellStep): string[] {
  const { forgetGate, inputGate, candidate, outputGate, cellStateBefore, cellState } = step;
  const kept = `the forget gate (${gateValue(forgetGate.value)}) kept ${gateValue(keptOf(step))}`;
  const wrote = `input gate (${gateValue(inputGate.value)}) times candidate (${gateValue(candidate.value)}) wrote ${gateValue(writtenOf(step))}`;
  const moved = `The cell went from ${gateValue(cellStateBefore)} to ${gateValue(cellState)}: ${kept}, ${wrote}.`;
  const notes = [moved];
  if (inputGate.value > 0.7 && Math.abs(candidate.value) < 0.1) {
    notes.push(
      `The input gate is open (${gateValue(inputGate.value)}), yet almost nothing is stored, because the candidate is near 0 (${gateValue(candidate.value)}): a high input gate stores nothing by itself.`,
    );
  }
  const byBias = sigmoid(forgetGate.bias);
  if (Math.abs(forgetGate.value - byBias) < 0.02) {
    notes.push(
      `The forget gate is where its bias alone would put it, σ(${gateValue(forgetGate.bias)}) = ${gateValue(byBias)}: the word and the state hardly moved it. In an untrained network the bias is 1 and every forget gate is near 0.73 without having learnt anything.`,
    );
  }
  if (outputGate.value < 0.1 && Math.abs(cellState) > 0.5) {
    notes.push(
      `The cell holds ${gateValue(cellState)}, but its output gate is nearly shut (${gateValue(outputGate.value)}): the rest of the network sees little of it at this word.`,
    );
  }
  return notes;
}
