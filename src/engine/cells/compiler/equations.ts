/**
 * The equations of a cell as a graph. In every sum the products and the lone vectors with a plus
 * sign become one *slot*, which the matrix product makes; all else is done unit by unit. So the LSTM
 * has four slots, each W x + b + U h' + d; the GRU's candidate has two, because r stands between.
 */
import type { CellDefinition, Expression } from '../definition';
import { createGraph, type Graph, type Node } from './graph';

/** Rows of a tensor, by letters. */
export interface LetterBlock {
  readonly letter: string;
  readonly block: string;
}

export interface DraftSlot {
  readonly terms: readonly (LetterBlock & { readonly operand: number })[];
  readonly biases: readonly LetterBlock[];
}

/** `node`: what a matrix multiplies; x where there is none. */
export interface DraftOperand {
  readonly node: Node | undefined;
  readonly stopped: boolean;
}

export interface Equations {
  readonly graph: Graph;
  /** The value of each equation, in their order. */
  readonly values: ReadonlyMap<string, Node>;
  readonly slots: readonly DraftSlot[];
  readonly operands: readonly DraftOperand[];
  /** Learned vectors that are not merely added. */
  readonly vectors: readonly LetterBlock[];
  /** h first, which the layer shows. */
  readonly states: readonly string[];
}

/** @param definition whose names are resolved: each equation uses only what stands above it */
export function readEquations(definition: CellDefinition): Equations {
  const states = ['h', ...definition.states.filter((letter) => letter !== 'h')];
  const values = new Map<string, Node>();
  const graph = createGraph();
  const slots = createList<DraftSlot>();
  const operands = createList<DraftOperand>();
  const vectors = createList<LetterBlock>();

  const operandOf = (of: Extract<Expression, { kind: 'product' }>['of']): number => {
    if (of.kind === 'input') return operands.add('x', { node: undefined, stopped: false });
    let node = read(of);
    let stopped = false;
    while (node.is === 'stop') {
      node = node.of[0];
      stopped = true;
    }
    return operands.add(`${node.id} ${stopped}`, { node, stopped });
  };

  const slotOf = (terms: readonly Expression[]): Node => {
    const products = terms.flatMap((term) =>
      term.kind === 'product'
        ? [{ letter: term.letter, block: term.block, operand: operandOf(term.of) }]
        : [],
    );
    const biases = terms.flatMap((term) =>
      term.kind === 'vector' ? [{ letter: term.letter, block: term.block }] : [],
    );
    // x first: these products are made for all steps together.
    const isInput = ({ operand }: { operand: number }): boolean => !operands.all[operand].node;
    const slot = {
      terms: [...products.filter(isInput), ...products.filter((term) => !isInput(term))],
      biases,
    };
    return graph.leaf('slot', slots.add(JSON.stringify(slot), slot));
  };

  const readSum = (sum: Extract<Expression, { kind: 'operation' }>): Node => {
    const terms = addends(sum);
    const isMerged = ({ minus, term }: Addend): boolean =>
      !minus && (term.kind === 'product' || term.kind === 'vector');
    if (!terms.some((it) => isMerged(it) && it.term.kind === 'product')) {
      return graph.apply(
        sum.operator === '+' ? 'add' : 'subtract',
        read(sum.left),
        read(sum.right),
      );
    }
    const slot = slotOf(terms.filter(isMerged).map(({ term }) => term));
    return terms
      .filter((term) => !isMerged(term))
      .reduce(
        (total, { minus, term }) => graph.apply(minus ? 'subtract' : 'add', total, read(term)),
        slot,
      );
  };

  const quantity = (letter: string, before: boolean): Node => {
    const node = before ? graph.leaf('before', states.indexOf(letter)) : values.get(letter);
    if (!node) throw new Error(`${letter} is used before its equation.`);
    return node;
  };

  const read = (value: Expression): Node => {
    switch (value.kind) {
      case 'number':
        return graph.number(value.value);
      case 'quantity':
        return quantity(value.letter, value.before);
      case 'vector': {
        const { letter, block } = value;
        return graph.leaf('vector', vectors.add(`${letter} ${block}`, { letter, block }));
      }
      case 'product':
        return slotOf([value]);
      case 'negative':
        return graph.apply('negate', read(value.of));
      case 'unary':
        return graph.apply(value.function, read(value.of));
      case 'binary':
        return graph.apply(value.function, read(value.of[0]), read(value.of[1]));
      case 'operation':
        if (value.operator === '+' || value.operator === '-') return readSum(value);
        return graph.apply(
          value.operator === '*' ? 'multiply' : 'divide',
          read(value.left),
          read(value.right),
        );
    }
  };

  for (const { letter, value } of definition.equations) values.set(letter, read(value));
  return {
    ...{ graph, values, states },
    slots: slots.all,
    operands: operands.all,
    vectors: vectors.all,
  };
}

interface Addend {
  readonly minus: boolean;
  readonly term: Expression;
}

/** The terms of a sum. What is subtracted stays one term: `a - (W x + b)` has one slot, not two. */
function addends(term: Expression): Addend[] {
  if (term.kind !== 'operation' || (term.operator !== '+' && term.operator !== '-')) {
    return [{ minus: false, term }];
  }
  const right = term.operator === '+' ? addends(term.right) : [{ minus: true, term: term.right }];
  return [...addends(term.left), ...right];
}

/** What is equal is once in the list. */
function createList<Item>() {
  const all: Item[] = [];
  const places = new Map<string, number>();
  return {
    all,
    add(key: string, item: Item): number {
      const index = places.get(key) ?? all.push(item) - 1;
      places.set(key, index);
      return index;
    },
  };
}

/**
 * The level of each node by its id: 0, or how many products of computed vectors have to be made
 * before it, one after the other. (Cho's GRU: U (r*h') is made in a second stage.)
 */
export function levelsOf({ graph, slots, operands }: Equations): number[] {
  const levels: number[] = [];
  for (const node of graph.nodes) levels[node.id] = levelOf(node);
  return levels;

  function levelOf(node: Node): number {
    if (node.is === 'slot') {
      return Math.max(0, ...slots[node.index].terms.map(({ operand }) => after(operands[operand])));
    }
    return 'of' in node ? Math.max(...node.of.map(({ id }) => levels[id])) : 0;
  }

  function after({ node }: DraftOperand): number {
    return !node || node.is === 'before' ? 0 : levels[node.id] + 1;
  }
}
