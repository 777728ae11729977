/**
 * What a step keeps, and where. Kept are the values that the text names, the states and what a
 * matrix multiplies; everything else is worked out again from them on the way back (Chen et al.
 * 2016). A slot's sum is kept only where the way back needs it, or where it has a name itself:
 * otherwise its column goes to a named value. So the LSTM keeps i, f, g, o in place of their sums,
 * c and h, and works out tanh(c) again.
 */
import type { Place } from '../../kernels/compiledCell';
import { levelsOf, type Equations } from './equations';
import type { Gradients } from './gradients';
import { argumentsOf, type Node } from './graph';

/** A value that a step stores. */
export interface Home {
  readonly node: Node;
  readonly place: Place;
  /** The program that stores it. */
  readonly level: number;
}

export interface RecordLayout {
  /** In the order of computation. */
  readonly homes: readonly Home[];
  /** Where a kept value stands: stored there, or a slot's sum that stays. */
  readonly places: ReadonlyMap<Node, Place>;
  /** By letter of the equation. */
  readonly quantities: ReadonlyMap<string, Place>;
  readonly columns: number;
}

export function layOutRecord(equations: Equations, gradients: Gradients): RecordLayout {
  const { states, values, slots } = equations;
  const levels = levelsOf(equations);
  const kept = keptNodes(equations);
  const stays = (node: Node): boolean => node.is === 'slot' && !isState(equations, node);

  const places = new Map<Node, Place>();
  for (const [letter, node] of values) {
    const index = states.indexOf(letter);
    if (index >= 0 && !places.has(node)) places.set(node, { array: 'state', index });
  }
  for (const node of kept) {
    if (node.is === 'slot' && stays(node)) places.set(node, { array: 'column', index: node.index });
  }
  const waiting = [...kept].filter((node) => !places.has(node));
  const free = freeSlots(equations, gradients, kept, levels);
  const columns = assignColumns(waiting, kept, free, slots.length);
  for (const [node, index] of columns.of) places.set(node, { array: 'column', index });

  const placeOf = (node: Node): Place => {
    const place = places.get(node);
    if (!place) throw new Error(`Value ${node.id} has no place in the record.`);
    return place;
  };
  const homes = [...kept].flatMap((node) =>
    stays(node) ? [] : [{ node, place: placeOf(node), level: levels[node.id] }],
  );
  // States of one value have an array each.
  const copies = states.flatMap((letter, index) => {
    const node = values.get(letter);
    if (!node || placeOf(node).index === index) return [];
    return [{ node, place: { array: 'state', index } as const, level: levels[node.id] }];
  });
  const quantities = new Map([...values].map(([letter, node]) => [letter, placeOf(node)]));
  return { homes: [...homes, ...copies], places, quantities, columns: columns.count };
}

/** In the order of computation: values of equations, then what only a matrix reads. */
function keptNodes({ values, operands }: Equations): ReadonlySet<Node> {
  const read = operands.flatMap(({ node }) => (node && node.is !== 'before' ? [node] : []));
  return new Set([...values.values(), ...read]);
}

function isState({ values, states }: Equations, node: Node): boolean {
  return states.some((letter) => values.get(letter) === node);
}

/** Slots whose sum nobody needs once a value of this level is worked out. */
function freeSlots(
  equations: Equations,
  { slots, vectors, before }: Gradients,
  kept: ReadonlySet<Node>,
  levels: readonly number[],
): (node: Node) => number[] {
  const lastRead = equations.slots.map((_, slot) => levels[equations.graph.leaf('slot', slot).id]);
  for (const node of kept) {
    const level = levels[node.id];
    const isThere = (inner: Node): boolean => kept.has(inner) && levels[inner.id] < level;
    for (const slot of slotsBelow(node, isThere)) lastRead[slot] = Math.max(lastRead[slot], level);
    if (node.is === 'slot' && !isState(equations, node)) lastRead[node.index] = Infinity;
  }
  const back = [...slots, ...vectors, ...before].flatMap((node) => (node ? [node] : []));
  for (const node of back) {
    for (const slot of slotsBelow(node, (inner) => kept.has(inner))) lastRead[slot] = Infinity;
  }
  return (node) => lastRead.flatMap((last, slot) => (last <= levels[node.id] ? [slot] : []));
}

/** A column each: that of a slot which it is made of, else another's that is free, else a new one. */
function assignColumns(
  nodes: readonly Node[],
  kept: ReadonlySet<Node>,
  free: (node: Node) => number[],
  slots: number,
): { readonly of: ReadonlyMap<Node, number>; readonly count: number } {
  const of = new Map<Node, number>();
  const take = (node: Node, accepts: (slot: number) => boolean): void => {
    if (of.has(node)) return;
    const taken = new Set(of.values());
    const slot = free(node).find((candidate) => !taken.has(candidate) && accepts(candidate));
    if (slot !== undefined) of.set(node, slot);
  };
  for (const node of nodes) {
    const own = slotsBelow(node, (inner) => inner !== node && kept.has(inner));
    take(node, (slot) => own.has(slot));
  }
  for (const node of nodes) take(node, () => true);
  let count = slots;
  for (const node of nodes) if (!of.has(node)) of.set(node, count++);
  return { of, count };
}

/** Slots that `node` is worked out from, no further than where a value is there already. */
function slotsBelow(node: Node, isThere: (node: Node) => boolean): Set<number> {
  const found = new Set<number>();
  // What is used twice is looked into once, or chains of squares would take for ever.
  const seen = new Set<Node>();
  const visit = (inner: Node): void => {
    if (seen.has(inner) || isThere(inner)) return;
    seen.add(inner);
    if (inner.is === 'slot') found.add(inner.index);
    argumentsOf(inner).forEach(visit);
  };
  visit(node);
  return found;
}
