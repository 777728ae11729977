/** Numbers as tables write them; between semicolons with a comma before the decimals as well. */
import type { Separator } from '../../formats/delimited';

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Larger ones are no longer told apart in single precision. */
const largest = 1e30;

/** @returns undefined where it is none */
export function numberIn(text: string, separator: Separator): number | undefined {
  const written = separator === ',' ? text : text.replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  if (!plain.test(written)) return undefined;
  const value = Number(written);
  return Math.abs(value) <= largest ? value : undefined;
}

const missing = new Set(['', '-', '--', '.', '?', 'na', 'n/a', 'nan', 'null', 'none', '#n/a']);

/** Nothing, or what tables write for it. */
export const isMissing = (text: string): boolean => missing.has(text.toLowerCase());
