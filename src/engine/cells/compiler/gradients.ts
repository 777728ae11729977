/**
 * The way back through a step, by reverse mode over the same graph (Linnainmaa 1970): from the
 * gradients at the states, from above and from the step after, to those at the slots' sums, at the
 * learned vectors and at the states of the step before.
 */
import { passBack } from './derivatives';
import type { DraftOperand, Equations } from './equations';
import { argumentsOf, type Node } from './graph';

export interface Gradients {
  /** By slot; undefined: nothing depends on it. */
  readonly slots: readonly (Node | undefined)[];
  /** By vector. */
  readonly vectors: readonly (Node | undefined)[];
  /** By state: what reaches it unit by unit. Only of states that carry. */
  readonly before: readonly (Node | undefined)[];
  /** By state: has an array of its own for the gradient that a step gives to the one before. */
  readonly carries: readonly boolean[];
  /** By operand: before which program its gradient has to be there. */
  readonly due: readonly (number | undefined)[];
  /** The program that a node can be computed in, by its id. */
  readonly levels: readonly number[];
}

/** Adds nodes to the graph of the equations. */
export function differentiate(equations: Equations): Gradients {
  const { graph, slots, operands, values, states, vectors } = equations;
  const forward = graph.nodes.length;
  const carries = states.map((_, state) => isCarried(equations, state));
  const at = new Map<Node, Node>();
  const levels: number[] = [];
  const due: (number | undefined)[] = [];
  const levelOf = (node: Node): number => {
    if (node.id < forward) return 0;
    if (node.is === 'operandGradient') return due[node.index] ?? 0;
    return (levels[node.id] ??= Math.max(0, ...argumentsOf(node).map(levelOf)));
  };
  const add = (to: Node, gradient: Node): void => {
    const old = at.get(to);
    at.set(to, old ? graph.apply('add', old, gradient) : gradient);
  };

  states.forEach((letter, state) => {
    const node = values.get(letter);
    if (!node) throw new Error(`The state ${letter} has no equation.`);
    if (state === 0) add(node, graph.leaf('above', 0));
    if (carries[state]) add(node, graph.leaf('carriedIn', state));
  });

  /** The slots that read a computed operand are younger than it: their gradients are known. */
  const addFromProducts = (node: Node, operand: DraftOperand, index: number): void => {
    if (operand.node !== node || operand.stopped || node.is === 'before') return;
    const readers = slots.flatMap(({ terms }, slot) => {
      const gradient = at.get(graph.leaf('slot', slot));
      return gradient && terms.some((term) => term.operand === index) ? [gradient] : [];
    });
    if (readers.length === 0) return;
    due[index] = 1 + Math.max(...readers.map(levelOf));
    add(node, graph.leaf('operandGradient', index));
  };

  for (let id = forward - 1; id >= 0; id--) {
    const node = graph.nodes[id];
    operands.forEach((operand, index) => addFromProducts(node, operand, index));
    const gradient = at.get(node);
    if (!gradient || !('of' in node)) continue;
    passBack(graph, node, gradient).forEach((passed, argument) => {
      if (passed) add(node.of[argument], passed);
    });
  }

  const slotGradients = slots.map((_, slot) => at.get(graph.leaf('slot', slot)));
  const vectorGradients = vectors.map((_, vector) => at.get(graph.leaf('vector', vector)));
  const before = states.map((_, state) => at.get(graph.leaf('before', state)));
  for (const node of graph.nodes) levels[node.id] = levelOf(node);
  return { slots: slotGradients, vectors: vectorGradients, before, carries, due, levels };
}

/**
 * Whether a step gives state `state` of the step before a gradient besides what products give to h:
 * that is added to the gradient from above. Others' products go where the rest goes.
 */
function isCarried({ graph, values, operands }: Equations, state: number): boolean {
  const leaf = graph.leaf('before', state);
  const isRead = graph.nodes.some((node) => node.is !== 'stop' && argumentsOf(node).includes(leaf));
  const isKept = [...values.values()].includes(leaf);
  const isMultiplied = operands.some(({ node, stopped }) => node === leaf && !stopped);
  return isRead || isKept || (state > 0 && isMultiplied);
}
