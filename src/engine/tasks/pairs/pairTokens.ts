/** What a side of a pair is made of: letters, or words between spaces. */
import { pauses, type Steps } from '../../steps';

export type TokenUnit = 'letters' | 'words';

export const letters = (side: string, unit: TokenUnit): string[] =>
  unit === 'letters' ? Array.from(side) : side.split(/\s+/).filter((word) => word !== '');

export const joined = (tokens: readonly string[], unit: TokenUnit): string =>
  tokens.join(unit === 'letters' ? '' : ' ');

/** Words where there are several to a side and hardly one is rare: others could never be written. */
export function* unitOf(sides: readonly string[]): Steps<TokenUnit> {
  const isDue = pauses();
  const counts = new Map<string, number>();
  let total = 0;
  for (const side of sides) {
    for (const word of letters(side, 'words')) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total++;
    }
    if (isDue(4 * side.length)) yield;
  }
  let rare = 0;
  for (const count of counts.values()) if (count < 3) rare += count;
  return total >= 2 * sides.length && rare <= 0.01 * total ? 'words' : 'letters';
}
