/** The words of the notation, and which known word somebody may have meant. */
import { binaryFunctions, unaryFunctions } from '../definition';
import type { BinaryFunction, UnaryFunction } from '../definition';

export const keywords = ['cell', 'vector', 'start', 'name', 'with'] as const;
export const functionNames: readonly string[] = [...unaryFunctions, ...binaryFunctions];

export const isUnary = (name: string): name is UnaryFunction =>
  (unaryFunctions as readonly string[]).includes(name);
export const isBinary = (name: string): name is BinaryFunction =>
  (binaryFunctions as readonly string[]).includes(name);
export const isFunction = (name: string): boolean => functionNames.includes(name);
export const isKeyword = (name: string): boolean => (keywords as readonly string[]).includes(name);
export const isMatrixName = (name: string): boolean => /^\p{Lu}/u.test(name);

/** The one learned vector that needs no line of its own. */
export const bias = 'b';
/** What the layer is given, and what it shows. */
export const input = 'x';
export const output = 'h';

export const longestName = 32;

/** Why no value may be called so, if none may. */
export function whyNoName(name: string): string | undefined {
  if (isKeyword(name)) return `${name} is a word of the notation; take another letter`;
  if (isFunction(name)) return `${name} is a function; take another letter`;
  if (name === input) return `x is what the layer is given; take another letter`;
  if (name in {}) return `${name} is a word that programs reserve; take another`;
  if (name.length > longestName) return `a name has at most ${longestName} letters`;
  return undefined;
}

/** The known word that needs the fewest changes, if those are few. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > longestName) return undefined;
  let best: string | undefined;
  let fewest = word.length < 3 ? 1 : word.length < 6 ? 2 : 3;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > fewest) continue;
    const changes = changesBetween(word.toLowerCase(), candidate.toLowerCase());
    // A letter has no spelling: one changed letter of one is another name.
    if (candidate.length < 2 || candidate === word || changes >= candidate.length - 1) continue;
    if (changes > fewest || (changes === fewest && best !== undefined)) continue;
    best = candidate;
    fewest = changes;
  }
  return best;
}

/** Letters put in, left out, changed, or exchanged with the next one. */
function changesBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      const changed = row[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1);
      let least = Math.min(changed, row[k] + 1, next[k - 1] + 1);
      const swapped = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1];
      if (swapped) least = Math.min(least, before[k - 2] + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}
