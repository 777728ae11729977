/**
 * Programs from the graph: a level's outputs, and what they are worked out from, in an order of
 * computation. What an earlier program stored is loaded, everything else is worked out again.
 */
import type { Instruction, Place, Program } from '../../kernels/compiledCell';
import type { Equations } from './equations';
import type { Gradients } from './gradients';
import { argumentsOf, type Node } from './graph';
import type { RecordLayout } from './record';

interface Output {
  readonly node: Node;
  readonly to: Place;
  readonly do: 'store' | 'accumulate';
  readonly level: number;
}

export function forwardPrograms(
  { homes, places }: RecordLayout,
  levels: readonly number[],
): Program[] {
  const outputs = homes.map(({ node, place, level }) => ({
    ...{ node, to: place, level },
    do: 'store' as const,
  }));
  return programs(outputs, (node, level) =>
    levels[node.id] < level ? places.get(node) : undefined,
  );
}

export function backwardPrograms(
  { graph, slots }: Equations,
  gradients: Gradients,
  { places }: RecordLayout,
): Program[] {
  const forward = new Set(places.keys());
  const levelOf = (node: Node): number => gradients.levels[node.id] ?? 0;
  const stored = new Map<Node, Place>();
  const outputs: Output[] = [];
  const put = (node: Node | undefined, to: Place, how: Output['do']): void => {
    const value = node ?? graph.number(0);
    outputs.push({ node: value, to, do: how, level: levelOf(value) });
    if (how === 'store') stored.set(value, to);
  };
  slots.forEach((_, index) => {
    put(gradients.slots[index], { array: 'slotGradient', index }, 'store');
  });
  gradients.carries.forEach((carries, index) => {
    if (carries) put(gradients.before[index], { array: 'carriedOut', index }, 'store');
  });
  gradients.vectors.forEach((node, index) => {
    if (node) put(node, { array: 'vectorGradient', index }, 'accumulate');
  });
  return programs(outputs, (node, level) => {
    if (forward.has(node)) return places.get(node);
    return levelOf(node) < level ? stored.get(node) : undefined;
  });
}

/** @param there where a value stands before the program of `level` begins */
function programs(
  outputs: readonly Output[],
  there: (node: Node, level: number) => Place | undefined,
): Program[] {
  const count = 1 + Math.max(0, ...outputs.map(({ level }) => level));
  return Array.from({ length: count }, (_, level) =>
    programOf(
      outputs.filter((output) => output.level === level),
      (node) => there(node, level),
    ),
  );
}

function programOf(outputs: readonly Output[], there: (node: Node) => Place | undefined): Program {
  const program: Instruction[] = [];
  const values = new Map<Node, number>();
  const read = slotsRead(outputs, there);
  const emit = (instruction: Instruction): number => program.push(instruction) - 1;

  const make = (node: Node): number => {
    if (node.is === 'number') return emit({ do: 'number', value: node.value });
    if (!('of' in node)) return emit({ do: 'load', from: placeOfLeaf(node, there) });
    const place = there(node);
    if (place) return emit({ do: 'load', from: place });
    if (node.is === 'stop') return value(node.of[0]);
    return emit({ do: node.is, of: node.of.map(value) });
  };
  const value = (node: Node): number => {
    const index = values.get(node) ?? make(node);
    values.set(node, index);
    return index;
  };

  for (const { node, to, do: how } of outputs) {
    const of = value(node);
    // A sum in whose column this is stored is read first, if it is read at all.
    const slot = to.array === 'column' ? read.get(to.index) : undefined;
    if (slot) value(slot);
    emit({ do: how, to, of });
  }
  return program;
}

type LeafNode = Exclude<Node, { of: readonly Node[] } | { value: number }>;

/** A state of the step before and a learned vector stand where they are, whatever else they are called. */
function placeOfLeaf(node: LeafNode, there: (node: Node) => Place | undefined): Place {
  const own: Place = { array: node.is === 'slot' ? 'column' : node.is, index: node.index };
  return node.is === 'slot' ? (there(node) ?? own) : own;
}

/** Slots whose sums a program loads from their own columns, by their number. */
function slotsRead(
  outputs: readonly Output[],
  there: (node: Node) => Place | undefined,
): ReadonlyMap<number, Node> {
  const read = new Map<number, Node>();
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.is === 'slot' && !there(node)) read.set(node.index, node);
    if (!there(node)) argumentsOf(node).forEach(visit);
  };
  for (const { node } of outputs) visit(node);
  return read;
}
