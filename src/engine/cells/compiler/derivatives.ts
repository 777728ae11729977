/**
 * What an operation passes back to its arguments: y = f(a, b), and g is the gradient at y. `max`,
 * `min` and `relu` pass it to one side; at a tie to the first argument, and at 0 nowhere.
 */
import type { Operation } from '../../kernels/compiledCell';
import type { Graph, Node } from './graph';

type Rule = (graph: Graph, g: Node, y: Node, a: Node, b: Node) => readonly (Node | undefined)[];

const rules: Record<Operation | 'stop', Rule> = {
  add: (_, g) => [g, g],
  subtract: ({ apply }, g) => [g, apply('negate', g)],
  multiply: ({ apply }, g, _, a, b) => [apply('multiply', g, b), apply('multiply', g, a)],
  divide({ apply }, g, y, _, b) {
    const share = apply('divide', g, b);
    return [share, apply('negate', apply('multiply', share, y))];
  },
  negate: ({ apply }, g) => [apply('negate', g)],
  max: ({ apply }, g, _, a, b) => [apply('ifNotLess', a, b, g), apply('ifLess', a, b, g)],
  min: ({ apply }, g, _, a, b) => [apply('ifNotLess', b, a, g), apply('ifLess', b, a, g)],
  sigmoid: ({ apply, number }, g, y) => [
    apply('multiply', g, apply('multiply', y, apply('subtract', number(1), y))),
  ],
  tanh: ({ apply, number }, g, y) => [
    apply('multiply', g, apply('subtract', number(1), apply('multiply', y, y))),
  ],
  relu: ({ apply }, g, y) => [apply('ifPositive', y, g)],
  exp: ({ apply }, g, y) => [apply('multiply', g, y)],
  log: ({ apply }, g, _, a) => [apply('divide', g, a)],
  sqrt: ({ apply }, g, y) => [apply('divide', g, apply('add', y, y))],
  stop: () => [undefined],
  // Only made by the rules above; nothing differentiates twice.
  ifPositive: () => [],
  ifNotLess: () => [],
  ifLess: () => [],
};

/** In the order of the arguments; undefined: nothing flows there. */
export function passBack(
  graph: Graph,
  node: Extract<Node, { is: Operation | 'stop' }>,
  gradient: Node,
): readonly (Node | undefined)[] {
  return rules[node.is](graph, gradient, node, node.of[0], node.of[1]);
}
