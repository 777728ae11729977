/**
 * The automaton that a trained network has become: what it carries after each symbol of many strings, in groups, which symbol
 * leads from which group to which, and what each group expects next. How far it says what the network
 * says, and what is true, is counted on fresh strings.
 */
import { principalComponents } from '../../inspection/components/principalComponents';
import type { Random } from '../../random';
import type { CellNetwork } from '../learners/cellNetwork';
import { agreementOf, type Agreement } from './agreement';
import { cluster, type Clusters } from './clusters';
import type { Language } from './languages';
import { areTheSame, inOrder, machineOf, merged, numbered, type Machine } from './machine';
import { walkOf, type Walk } from './walks';

export type { Agreement, Share } from './agreement';

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
  /** Points that went that way. */
  readonly count: number;
}

export interface StateGraph<State> {
  /** State 0 is before the first symbol. */
  readonly states: readonly State[];
  readonly transitions: readonly Transition[];
}

export interface Automaton extends StateGraph<AutomatonState> {
  /** The true one, as far as the same strings met it. */
  readonly truth: StateGraph<AutomatonState>;
  /** But for the names of its states it is the true one. */
  readonly isTrue: boolean;
  readonly agreement: Agreement;
  /** Groups that were made before those that cannot be told apart became one. */
  readonly groups: number;
  readonly plane: Plane;
}

/** The first two principal components of what was carried, and of each point its state. */
export interface Plane {
  /** [points][2] */
  readonly points: Float64Array;
  /** Of all the variance. */
  readonly shares: readonly number[];
  readonly of: Int32Array;
  /** The states of the true automaton, the same numbers as in `truth`. */
  readonly truth: Int32Array;
}

/** Strings that it is made from, that decide on the number of groups, and that it is tried on in the end. */
const counts = { made: 200, deciding: 100, fresh: 400 } as const;
/** Groups that are tried, one number after the other; what is the same in them is merged afterwards. */
const groupCounts = [6, 9, 13, 19, 28, 40, 56, 80] as const;
/** Where the automaton says what the network says. */
const enough = 0.999;

/** Read before the network is given up. */
export interface Walks {
  readonly made: readonly Walk[];
  readonly deciding: readonly Walk[];
  readonly fresh: readonly Walk[];
}

export function walksOf(language: Language, network: CellNetwork, dice: Random): Walks {
  const source = language.experiment.task.open(dice);
  const draw = (count: number): Walk[] =>
    Array.from({ length: count }, () => walkOf(language, network, source.draw()));
  return { made: draw(counts.made), deciding: draw(counts.deciding), fresh: draw(counts.fresh) };
}

/** Yields after each number of groups that was tried. */
export function* drawAutomaton(
  language: Language,
  { made, deciding, fresh }: Walks,
  dice: Random,
  groups?: number,
): Generator<number, Automaton> {
  const width = made[0].states.length / made[0].symbols.length;
  const points = joined(made.map(({ states }) => states));
  let best: { readonly machine: Machine; readonly right: number; readonly groups: number } | undefined; // prettier-ignore
  for (const count of groups === undefined ? groupCounts : [groups]) {
    const machine = merged(grouped(cluster(points, width, count, dice), made));
    const { network: right } = agreementOf(machine, deciding);
    if (!best || right > best.right + 1e-9) best = { machine, right, groups: count };
    if (right >= enough) break;
    yield count;
  }
  if (!best) throw new RangeError('An automaton has two groups or more.');
  const machine = inOrder(best.machine);
  const truth = inOrder(trueMachine(made));
  const { coordinates, shares } = principalComponents(points, width, 2);
  const flat = ({ walks }: Machine): Int32Array =>
    Int32Array.from(walks.flatMap(({ groups: own }) => own));
  return {
    ...described(language, machine, made),
    ...{ truth: described(language, truth, made), isTrue: areTheSame(machine, truth) },
    ...{ agreement: agreementOf(machine, fresh), groups: best.groups },
    plane: { points: coordinates, shares, of: flat(machine), truth: flat(truth) },
  };
}

/** Before the first symbol is a state of its own. */
function grouped({ count, of }: Clusters, walks: readonly Walk[]): Machine {
  let at = 0;
  const own = walks.map(({ symbols, expects }) => {
    return { symbols, expects, groups: symbols.map(() => 1 + of[at++]) };
  });
  return machineOf(count + 1, own);
}

function trueMachine(walks: readonly Walk[]): Machine {
  const numbers = numbered(['start', ...walks.flatMap(({ trueStates }) => trueStates)]);
  let at = 1;
  const own = walks.map(({ symbols, truth }) => {
    return { symbols, expects: truth, groups: symbols.map(() => numbers[at++]) };
  });
  return machineOf(Math.max(...numbers) + 1, own);
}

function described(
  { next, symbols }: Language,
  { to, counts: counted, expects, walks: grouping }: Machine,
  walks: readonly Walk[],
): StateGraph<AutomatonState> {
  const members = Array.from({ length: expects.length }, () => new Map<string, number>());
  walks.forEach(({ trueStates }, w) => {
    trueStates.forEach((name, t) => {
      const own = members[grouping[w].groups[t]];
      own.set(name, (own.get(name) ?? 0) + 1);
    });
  });
  const states = members.map((own, n): AutomatonState => {
    const points = [...own.values()].reduce((sum, one) => sum + one, 0);
    const [trueState, most] = mostOften(own);
    const expected = next.filter((_, k) => expects[n] >= 0 && (expects[n] >> k) & 1);
    return { points, trueState, share: points === 0 ? 1 : most / points, next: expected };
  });
  const transitions = [...to].map(([key, target]): Transition => {
    const [from, symbol] = key.split(' ').map(Number);
    return { from, symbol: symbols[symbol], to: target, count: counted.get(key) ?? 0 };
  });
  return { states, transitions };
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
