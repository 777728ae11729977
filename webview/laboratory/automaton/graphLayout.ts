/**
 * Where the states of an automaton stand: in columns by how many symbols lead to them at least, each column in the order that
 * crosses the fewest arcs; or, where everything leads everywhere, on a ring.
 */
import type { AutomatonGraph } from '../../../src/shared/laboratory/automaton';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Several symbols that lead from one state to the same one. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly symbols: readonly string[];
  readonly count: number;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly places: readonly Place[];
  readonly arcs: readonly Arc[];
}

const column = 66;
const row = 66;
const edge = { x: 30, y: 46 } as const;

export function arcsOf({ transitions }: AutomatonGraph): Arc[] {
  const arcs = new Map<string, Arc>();
  for (const { from, to, symbol, count } of transitions) {
    const known = arcs.get(`${from} ${to}`) ?? { from, to, symbols: [], count: 0 };
    const symbols = [...known.symbols, symbol];
    arcs.set(`${from} ${to}`, { ...known, symbols, count: known.count + count });
  }
  return [...arcs.values()];
}

export function layeredLayout(graph: AutomatonGraph): GraphLayout {
  const arcs = arcsOf(graph);
  const columns = orderedColumns(columnsOf(graph.states.length, arcs), arcs);
  const tallest = Math.max(...columns.map(({ length }) => length), 1);
  const places: Place[] = graph.states.map(() => ({ x: 0, y: 0 }));
  columns.forEach((states, c) => {
    const top = edge.y + ((tallest - states.length) * row) / 2;
    states.forEach((state, r) => (places[state] = { x: edge.x + c * column, y: top + r * row }));
  });
  return {
    width: 2 * edge.x + (columns.length - 1) * column,
    height: 2 * edge.y + (tallest - 1) * row,
    ...{ places, arcs },
  };
}

/** Steps from state 0; what is never reached stands in the last column. */
function columnsOf(count: number, arcs: readonly Arc[]): number[][] {
  const depth = new Map([[0, 0]]);
  for (const [state, steps] of depth) {
    for (const { from, to } of arcs) {
      if (from === state && !depth.has(to)) depth.set(to, steps + 1);
    }
  }
  const last = Math.max(...depth.values());
  const columns: number[][] = Array.from({ length: last + 1 }, () => []);
  for (let state = 0; state < count; state++) columns[depth.get(state) ?? last]?.push(state);
  return columns;
}

const sweeps = 8;

/** Each state where its neighbours in the columns beside are on average (Sugiyama 1981), to and fro. */
function orderedColumns(
  columns: readonly (readonly number[])[],
  arcs: readonly Arc[],
): readonly (readonly number[])[] {
  // prettier-ignore
  let now = columns;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = now;
    const height = new Map(
      before.flatMap((states) =>
        states.map((state, r) => [state, r - (states.length - 1) / 2] as const),
      ),
    );
    now = before.map((states, c) => {
      const beside = new Set(before[sweep % 2 === 0 ? c - 1 : c + 1] ?? []);
      const wish = (state: number): number => {
        const found = arcs.flatMap(({ from, to }) => {
          const other = from === state ? to : to === state ? from : -1;
          return beside.has(other) ? [height.get(other) ?? 0] : [];
        });
        if (found.length === 0) return height.get(state) ?? 0;
        return found.reduce((sum, one) => sum + one, 0) / found.length;
      };
      const wishes = new Map(states.map((state) => [state, wish(state)]));
      return [...states].sort((one, other) => (wishes.get(one) ?? 0) - (wishes.get(other) ?? 0));
    });
  }
  return now;
}

/** Arcs that leave a state, at most: those that are taken most often. */
const mostArcs = 3;

export function ringLayout(graph: AutomatonGraph): GraphLayout {
  const all = arcsOf(graph);
  const arcs = graph.states.flatMap((_, state) =>
    all
      .filter(({ from }) => from === state)
      .sort((one, other) => other.count - one.count)
      .slice(0, mostArcs),
  );
  const { length } = graph.states;
  const radius = { x: 190, y: Math.max(110, 24 * length) };
  const [width, height] = [2 * radius.x + 150, 2 * radius.y + 130];
  const places = graph.states.map((_, n) => {
    const angle = (2 * Math.PI * n) / length - Math.PI / 2;
    return {
      x: width / 2 + radius.x * Math.cos(angle),
      y: height / 2 + radius.y * Math.sin(angle),
    };
  });
  return { width, height, places, arcs };
}
