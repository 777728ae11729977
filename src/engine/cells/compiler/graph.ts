/**
 * Values of one unit at one step as a graph: equal expressions are one node, and what can be worked
 * out beforehand is. A node's arguments are older than it, so that the order of the ids is an order
 * of computation. (Hash-consing: Ershov 1958.)
 */
import type { Operation } from '../../kernels/compiledCell';

/** What a graph begins with. `index` counts slots, states, vectors or operands. */
export const leaves = [
  'slot',
  'before',
  'vector',
  'above',
  'carriedIn',
  'operandGradient',
] as const;
export type Leaf = (typeof leaves)[number];

export type Node = { readonly id: number } & (
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: Leaf; readonly index: number }
  /** `stop` is its argument, and passes no gradient. */
  | { readonly is: Operation | 'stop'; readonly of: readonly Node[] }
);

export interface Graph {
  readonly nodes: readonly Node[];
  number(value: number): Node;
  leaf(is: Leaf, index: number): Node;
  apply(is: Operation | 'stop', ...of: readonly Node[]): Node;
}

export function createGraph(): Graph {
  const nodes: Node[] = [];
  const known = new Map<string, Node>();
  const keep = (key: string, make: (id: number) => Node): Node => {
    const old = known.get(key);
    if (old) return old;
    const node = make(nodes.length);
    nodes.push(node);
    known.set(key, node);
    return node;
  };
  const graph: Graph = {
    nodes,
    // The sign of a zero counts: 1 / -0 is not 1 / 0.
    number: (value) =>
      keep(`${Object.is(value, -0) ? '-0' : value}`, (id) => ({ id, is: 'number', value })),
    leaf: (is, index) => keep(`${is} ${index}`, (id) => ({ id, is, index })),
    apply(is, ...of) {
      const folded = fold(graph, is, of);
      if (folded) return folded;
      const key = `${is} ${of.map(({ id }) => id).join(' ')}`;
      return keep(key, (id) => ({ id, is, of }));
    },
  };
  return graph;
}

export const argumentsOf = (node: Node): readonly Node[] => ('of' in node ? node.of : []);

/**
 * What needs no computation. Only what IEEE 754 fixes to the last bit, and what changes no value:
 * x 0 is left, because x may be infinite.
 */
function fold(graph: Graph, is: Operation | 'stop', of: readonly Node[]): Node | undefined {
  const [a, b] = of;
  const x = valueOf(a);
  const y = valueOf(b);
  if (is === 'negate' && a.is === 'negate') return a.of[0];
  if (is === 'multiply' && x === 1) return b;
  if ((is === 'multiply' || is === 'divide') && y === 1) return a;
  if (is === 'subtract' && Object.is(y, 0)) return a;
  const value = x === undefined ? undefined : workOut(is, x, y);
  return value === undefined ? undefined : graph.number(value);
}

const valueOf = (node: Node | undefined): number | undefined =>
  node?.is === 'number' ? node.value : undefined;

function workOut(is: Operation | 'stop', x: number, y: number | undefined): number | undefined {
  if (is === 'negate') return -x;
  if (is === 'stop') return x;
  if (y === undefined) return undefined;
  if (is === 'add') return x + y;
  if (is === 'subtract') return x - y;
  if (is === 'multiply') return x * y;
  if (is === 'divide') return x / y;
  return undefined;
}
