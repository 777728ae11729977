/** Surprise in bits, and in words: how many equally likely choices it amounts to. */
import { whole } from '../parts/numbers';

/** @param probability 0 to 1 */
export const bitsOf = (probability: number): number => -Math.log2(probability);

export function bitsText(probability: number): string {
  if (!(probability > 0)) return 'infinitely many bits';
  const bits = bitsOf(probability);
  return `${(bits < 0.05 ? 0 : bits).toFixed(1)} bits`;
}

export function choicesSentence(probability: number): string {
  if (!(probability > 0)) return 'The network considered it impossible.';
  const choices = 1 / probability;
  if (choices < 1.1) return 'The network was practically certain of it.';
  const number = choices < 10 ? choices.toFixed(1) : whole(choices);
  return `As surprising as drawing this one out of ${number} equally likely words.`;
}
