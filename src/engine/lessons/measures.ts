/** Figures that the claims share. */
import { random, type Random } from '../random';

/** Of the held-out texts that every claim is measured on; no training and no shown text has it. */
const heldOutSeed = 0x7e57;

/** Passages of a grammar that are the same for every network. */
export function texts(passage: (random: Random) => string, count = 60): string[] {
  const source = random(heldOutSeed);
  return Array.from({ length: count }, () => passage(source));
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
