/**
 * A letter is a tensor, an equation is its block of rows: all `W`s are one, in the order of the
 * equations. PyTorch's four names go by letter, so that weights interchange; other letters keep
 * their own.
 */
import type { Block, Tensor } from '../../kernels/compiledCell';
import type { CellDefinition } from '../definition';
import type { Equations, LetterBlock } from './equations';

/** In PyTorch's order in a file. */
const torchNames = [
  { letter: 'W', name: 'weight_ih', kind: 'input' },
  { letter: 'U', name: 'weight_hh', kind: 'recurrent' },
  { letter: 'b', name: 'bias_ih', kind: 'vector' },
  { letter: 'd', name: 'bias_hh', kind: 'vector' },
] as const;

interface Use extends LetterBlock {
  readonly kind: Tensor['kind'];
  /** Only added, as a bias is. */
  readonly isBias: boolean;
}

export function tensorsOf(definition: CellDefinition, equations: Equations): Tensor[] {
  const uses = usesOf(equations);
  const letters = [...new Set(uses.map(({ letter }) => letter))];
  const tensors = letters.map((letter) =>
    tensorOf(
      definition,
      letter,
      uses.filter((use) => use.letter === letter),
    ),
  );
  const rank = ({ name }: Tensor): number => {
    const place = torchNames.findIndex((known) => known.name === name);
    return place < 0 ? torchNames.length : place;
  };
  return tensors.sort((a, b) => rank(a) - rank(b));
}

/** Where the rows of a letter and an equation are. */
export function blockFinder(tensors: readonly Tensor[]): (rows: LetterBlock) => Block {
  return ({ letter, block }) => {
    const tensor = tensors.findIndex((candidate) => candidate.letter === letter);
    const index = tensors[tensor]?.blocks.indexOf(block) ?? -1;
    if (index < 0) throw new Error(`${letter}_${block} belongs to no equation.`);
    return { tensor, block: index };
  };
}

function usesOf({ slots, operands, vectors }: Equations): Use[] {
  const products = slots.flatMap(({ terms }) =>
    terms.map(({ letter, block, operand }) => ({
      ...{ letter, block, isBias: false },
      kind: operands[operand].node ? ('recurrent' as const) : ('input' as const),
    })),
  );
  const biases = slots.flatMap((slot) => slot.biases);
  return [
    ...products,
    ...biases.map((bias) => ({ ...bias, kind: 'vector' as const, isBias: true })),
    ...vectors.map((vector) => ({ ...vector, kind: 'vector' as const, isBias: false })),
  ];
}

function tensorOf({ equations }: CellDefinition, letter: string, uses: readonly Use[]): Tensor {
  const { kind } = uses[0];
  if (uses.some((use) => use.kind !== kind)) {
    throw new Error(`${letter} multiplies x in one place and units in another.`);
  }
  const rows = equations.filter((equation) => uses.some(({ block }) => block === equation.letter));
  const known = torchNames.find((it) => it.letter === letter && it.kind === kind);
  return {
    ...{ letter, kind, name: known?.name ?? letter },
    blocks: rows.map((equation) => equation.letter),
    starts: rows.map(({ letter: block, initial }) => {
      // A bias that nobody sets starts from 0, all else from random numbers.
      const isBias = uses.every((use) => use.block !== block || use.isBias);
      return initial[letter] ?? (isBias ? 0 : NaN);
    }),
  };
}
