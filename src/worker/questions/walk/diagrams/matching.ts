/**
 * Whether a cell is, whatever its letters, one that is drawn by hand: the same equations, but for which
 * matrices and biases make a sum.
 */
import type { Cell } from '../../../../engine/cells/cell';
import type { CellDefinition } from '../../../../engine/cells/definition';
import { grouped, type Grouped, type Sum } from '../../../../engine/cells/display/grouped';

/** The cell's letter for one of the pattern. */
export type Letters = (letter: string) => string;

export function matching(pattern: CellDefinition, { definition }: Cell): Letters | undefined {
  const letters = new Map([['h', 'h']]);
  const values = (of: CellDefinition): Map<string, Grouped> =>
    new Map(of.equations.map(({ letter, value }) => [letter, grouped(value)]));
  const [wanted, given] = [values(pattern), values(definition)];
  if (wanted.size !== given.size) return undefined;

  /** What a letter stands for, it stands for everywhere. */
  const isSame = (one: string, other: string): boolean => {
    const known = letters.get(one);
    if (known !== undefined) return known === other;
    if ([...letters.values()].includes(other)) return false;
    letters.set(one, other);
    return true;
  };
  const fits = (one: Grouped, other: Grouped): boolean => {
    if (one.kind === 'number') return other.kind === 'number' && one.value === other.value;
    if (one.kind === 'quantity') {
      return other.kind === 'quantity' && one.before === other.before && isSame(one.letter, other.letter); // prettier-ignore
    }
    if (one.kind === 'vector') return other.kind === 'vector';
    if (one.kind === 'sum') return other.kind === 'sum' && readsOf(one) === readsOf(other);
    if (one.kind === 'call') {
      return other.kind === 'call' && one.name === other.name && eachFits(one.of, other.of);
    }
    if (other.kind !== 'chain' || one.by !== other.by) return false;
    const signs = [one, other].map(({ items }) => items.map(({ sign }) => sign).join());
    const [its, others] = [one, other].map(({ items }) => items.map(({ of }) => of));
    return signs[0] === signs[1] && eachFits(its, others);
  };
  const eachFits = (some: readonly Grouped[], others: readonly Grouped[]): boolean =>
    some.length === others.length && some.every((one, n) => fits(one, others[n]));

  // Each equation that is met names others, until all are met.
  for (const [one, other] of letters) {
    const [a, b] = [wanted.get(one), given.get(other)];
    if (!a || !b || !fits(a, b)) return undefined;
  }
  if (letters.size !== wanted.size) return undefined;
  return (letter) => letters.get(letter) ?? letter;
}

/** What its matrices multiply: `x, h before`. Anything else than these is not drawn by hand. */
function readsOf({ products }: Sum): string {
  const read = products.map(({ minus, part: { of } }) => {
    if (minus) return 'else';
    if (of.kind === 'input') return 'x';
    return of.kind === 'quantity' && of.before && of.letter === 'h' ? 'h before' : 'else';
  });
  return [...new Set(read)].sort().join();
}
