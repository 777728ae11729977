/**
 * The automaton that a trained network has become: what it carries after each symbol of many strings, in groups, which symbol
 * leads from which group to which, and what each group expects next. How far it says what the network
 * says, and what is true, is counted on fresh strings.
 */
import type { Random } from '../../random';
import { readSequences, type CellNetwork } from '../learners/cellNetwork';
import { carriedBy } from '../observing';
import type { Sequence } from '../sequence';
import { cluster, nearest, type Clusters } from './clusters';
import { principalPlane, type Plane } from './components';
import type { Language } from './languages';

export interface AutomatonState {
  /** Points of the network in it. */
  readonly points: number;
  /** The true state that most of them belong to, and which share of them does. */
  readonly trueState: string;
  readonly share: number;
  /** Symbols that it expects. */
  readonly next: readonly string[];
}

export interface Transition {
  readonly from: number;
  readonly symbol: string;
  readonly to: number;
}

export interface Automaton {
  /** State 0 is before the first symbol. */
  readonly states: readonly AutomatonState[];
  readonly transitions: readonly Transition[];
  /** States of the true automaton that were met, the first one included. */
  readonly trueStates: number;
  readonly agreement: Agreement;
  /** Of the strings that it was made from: the two principal components, and of each point its state. */
  readonly plane: Plane;
  readonly of: Int32Array;
}

/** On fresh strings, walked by the automaton alone. */
export interface Agreement {
  readonly strings: number;
  /** Of all steps: it expects exactly what the network does, and exactly what may come. */
  readonly network: number;
  readonly truth: number;
  /** Strings in which every step is as the truth says. */
  readonly whole: number;
}

/** Strings that it is made from, and that it is tried on. */
const counts = { made: 120, fresh: 200 } as const;
/** From this share on an output is expected: each arc of the grammars has more. */
const expectedFrom = 0.07;
/** Groups that are tried, one number after the other; what is the same in them is merged afterwards. */
const groupCounts = [6, 9, 13, 19, 28, 40, 56, 80] as const;
/** Where the automaton says what the network says. */
const enough = 0.995;

export function drawAutomaton(
  language: Language,
  network: CellNetwork,
  dice: Random,
  states?: number,
): Automaton {
  const source = language.experiment.task.open(dice);
  const draw = (count: number): Walk[] =>
    Array.from({ length: count }, () => walkOf(language, network, source.draw()));
  const [made, fresh] = [draw(counts.made), draw(counts.fresh)];
  const width = made[0].states.length / made[0].sequence.length;
  const points = joined(made.map((walk) => walk.states));
  const tried = states === undefined ? groupCounts : [states];
  let best: Automaton | undefined;
  for (const count of tried) {
    const clusters = cluster(points, width, count, dice);
    const machine = merged(machineOf(clusters, made, width));
    const agreement = agreementOf(machine, fresh);
    if (!best || agreement.network > best.agreement.network + 1e-9) {
      best = describe(language, machine, made, agreement, principalPlane(points, width));
    }
    if (agreement.network >= enough) break;
  }
  if (!best) throw new RangeError('An automaton has two states or more.');
  return best;
}

/** A string as the network read it. */
interface Walk {
  readonly sequence: Sequence;
  readonly symbols: readonly number[];
  readonly states: Float64Array;
  /** After each step: what is expected, by the network and in truth, as bits. */
  readonly expects: readonly number[];
  readonly truth: readonly number[];
  readonly trueStates: readonly string[];
}

function walkOf(language: Language, network: CellNetwork, sequence: Sequence): Walk {
  const { targets, truth = targets, asked, read } = sequence;
  const outputs = targets.length / asked.length;
  const [states] = carriedBy(network, [sequence]);
  const [answers] = readSequences(network, [sequence]);
  const bits = (values: Float64Array, least: number): number[] =>
    Array.from(asked, (_, n) => {
      const some = values.subarray(n * outputs, (n + 1) * outputs);
      return some.reduce((set, value, k) => (value >= least ? set | (1 << k) : set), 0);
    });
  return {
    ...{ sequence, states, symbols: read.kind === 'symbols' ? [...read.symbols] : [] },
    ...{ expects: bits(answers, expectedFrom), truth: bits(truth, 1) },
    trueStates: language.statesOf(sequence),
  };
}

/** States count from 1; 0 is before the first symbol. */
interface Machine {
  readonly to: ReadonlyMap<string, number>;
  /** What most points of a state expect. */
  readonly expects: readonly number[];
  readonly of: readonly (readonly number[])[];
}

function machineOf({ count, centres }: Clusters, walks: readonly Walk[], width: number): Machine {
  const votes = new Map<string, Map<number, number>>();
  const sets = Array.from({ length: count + 1 }, () => new Map<number, number>());
  const of = walks.map(({ symbols, states, expects }) => {
    let from = 0;
    return symbols.map((symbol, t) => {
      const state = 1 + nearest(states, t * width, centres, width).at;
      const key = `${from} ${symbol}`;
      vote(votes.get(key) ?? put(votes, key), state);
      vote(sets[state], expects[t]);
      return (from = state);
    });
  });
  const to = new Map([...votes].map(([key, counted]) => [key, mostVoted(counted)]));
  return { to, expects: sets.map(mostVoted), of };
}

/**
 * States that expect the same and lead to the same are one (Moore 1956). Where a symbol was never met, a
 * state leads nowhere, which is another thing than leading to one.
 */
function merged({ to, expects, of }: Machine): Machine {
  const symbols = [...new Set([...to.keys()].map((key) => key.split(' ')[1]))];
  let classes = numbered(expects.map(String));
  for (;;) {
    const finer = numbered(
      expects.map((_, state) => {
        const leads = symbols.map((symbol) => {
          const next = to.get(`${state} ${symbol}`);
          return next === undefined ? '' : classes[next];
        });
        return [classes[state], ...leads].join(' ');
      }),
    );
    const isSame = Math.max(...finer) === Math.max(...classes);
    classes = finer;
    if (isSame) break;
  }
  const states = new Map(classes.map((one, state) => [one, expects[state]]));
  const renamed = [...to].map(([key, next]): [string, number] => {
    const [from, symbol] = key.split(' ');
    return [`${classes[Number(from)]} ${symbol}`, classes[next]];
  });
  return {
    to: new Map(renamed),
    expects: [...states.values()],
    of: of.map((walk) => walk.map((state) => classes[state])),
  };
}

/** From 0 on, in the order in which they come: the first state stays the first. */
function numbered(names: readonly string[]): number[] {
  const known = new Map<string, number>();
  return names.map((name) => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  });
}

const put = (votes: Map<string, Map<number, number>>, key: string): Map<number, number> => {
  const counted = new Map<number, number>();
  votes.set(key, counted);
  return counted;
};
const vote = (counted: Map<number, number>, value: number): void =>
  void counted.set(value, (counted.get(value) ?? 0) + 1);
const mostVoted = (counted: ReadonlyMap<number, number>): number =>
  [...counted].reduce((most, one) => (one[1] > most[1] ? one : most), [-1, 0])[0];

function agreementOf({ to, expects }: Machine, walks: readonly Walk[]): Agreement {
  let [steps, network, truth, whole] = [0, 0, 0, 0];
  for (const walk of walks) {
    let state: number | undefined = 0;
    let right = 0;
    walk.symbols.forEach((symbol, t) => {
      state = state === undefined ? undefined : to.get(`${state} ${symbol}`);
      const says = state === undefined ? -1 : expects[state];
      if (says === walk.expects[t]) network++;
      if (says === walk.truth[t]) right++;
    });
    steps += walk.symbols.length;
    truth += right;
    if (right === walk.symbols.length) whole++;
  }
  const strings = walks.length;
  return { strings, network: network / steps, truth: truth / steps, whole: whole / strings };
}

function describe(
  language: Language,
  { to, expects, of }: Machine,
  walks: readonly Walk[],
  agreement: Agreement,
  plane: Plane,
): Automaton {
  const members = Array.from({ length: expects.length }, () => new Map<string, number>());
  walks.forEach(({ trueStates }, w) => {
    trueStates.forEach((name, t) => {
      const counted = members[of[w][t]];
      counted.set(name, (counted.get(name) ?? 0) + 1);
    });
  });
  const states = members.map((counted, n): AutomatonState => {
    const total = [...counted.values()].reduce((sum, one) => sum + one, 0);
    const [trueState, most] = mostOften(counted);
    const next = language.next.filter((_, k) => expects[n] >= 0 && (expects[n] >> k) & 1);
    return { points: total, trueState, share: total === 0 ? 1 : most / total, next };
  });
  const transitions = [...to].map(([key, target]): Transition => {
    const [from, symbol] = key.split(' ').map(Number);
    return { from, symbol: language.symbols[symbol], to: target };
  });
  return {
    ...{ states, transitions, agreement, plane },
    trueStates: 1 + new Set(walks.flatMap(({ trueStates }) => trueStates)).size,
    of: Int32Array.from(of.flat()),
  };
}

/** Before the first symbol there are no points. */
const mostOften = (counted: ReadonlyMap<string, number>): readonly [string, number] =>
  [...counted].sort((one, other) => other[1] - one[1])[0] ?? ['start', 0];

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
