/**
 * Groups of states as a machine: which symbol leads from which group to which, and what each expects, as
 * most of the points have it. Groups that cannot be told apart by anything that was seen become one.
 */

/** Groups count from 1; 0 is before the first symbol. */
export interface GroupedWalk {
  readonly symbols: readonly number[];
  /** After each symbol: what is expected, as bits, and the group. */
  readonly expects: readonly number[];
  readonly groups: readonly number[];
}

export interface Machine {
  /** By `keyOf`. */
  readonly to: ReadonlyMap<string, number>;
  /** How many points went that way. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of each state what most of its points expect; −1 of one without points. */
  readonly expects: readonly number[];
  /** Whether strings end there. */
  readonly ending: readonly Ending[];
  readonly walks: readonly GroupedWalk[];
}

type Ending = 'never' | 'sometimes' | 'always';

export const keyOf = (state: number, symbol: number): string => `${state} ${symbol}`;

/** A point that expects something else than its group does was put into the wrong one: no arc is taken from it. */
export function machineOf(states: number, walks: readonly GroupedWalk[]): Machine {
  const sets = Array.from({ length: states }, () => new Map<number, number>());
  for (const { expects, groups } of walks) {
    groups.forEach((group, t) => vote(sets[group], expects[t]));
  }
  const usual = sets.map((counted) => mostVoted(counted)[0]);
  const votes = new Map<string, Map<number, number>>();
  const ends = Array.from({ length: states }, () => 0);
  for (const { symbols, expects, groups } of walks) {
    let [from, isUsual] = [0, true];
    symbols.forEach((symbol, t) => {
      const [to, wasUsual] = [groups[t], isUsual];
      isUsual = expects[t] === usual[to];
      if (wasUsual && isUsual) voteIn(votes, keyOf(from, symbol), to);
      from = to;
    });
    ends[from]++;
  }
  const decided = [...votes].map(([key, counted]) => [key, mostVoted(counted)] as const);
  return {
    to: new Map(decided.map(([key, [state]]) => [key, state])),
    counts: new Map(decided.map(([key, [, count]]) => [key, count])),
    ...{ expects: usual, walks },
    ending: sets.map((counted, state) => endingOf(ends[state], totalOf(counted))),
  };
}

function voteIn(votes: Map<string, Map<number, number>>, key: string, value: number): void {
  const counted = votes.get(key) ?? new Map<number, number>();
  votes.set(key, counted);
  vote(counted, value);
}

const totalOf = (counted: ReadonlyMap<number, number>): number =>
  [...counted.values()].reduce((sum, votes) => sum + votes, 0);

const endingOf = (ends: number, points: number): Ending =>
  ends === 0 ? 'never' : ends === points ? 'always' : 'sometimes';

const vote = (counted: Map<number, number>, value: number): void =>
  void counted.set(value, (counted.get(value) ?? 0) + 1);

const mostVoted = (counted: ReadonlyMap<number, number>): readonly [value: number, votes: number] =>
  [...counted].reduce<readonly [number, number]>(
    (most, one) => (one[1] > most[1] ? one : most),
    [-1, 0],
  );

/** As long as there is something to merge: what is decided by more points together may be another thing. */
export function merged(machine: Machine): Machine {
  for (let now = machine; ;) {
    const classes = numbered(classesOf(now));
    const count = new Set(classes).size;
    if (count === now.expects.length) return now;
    const walks = now.walks.map(({ groups, ...walk }) => {
      return { ...walk, groups: groups.map((group) => classes[group]) };
    });
    now = machineOf(count, walks);
  }
}

/**
 * Two states are one where they expect the same and no symbol leads from them to states that are not one. Where a
 * symbol never came nothing is known, which is no difference. Those with the most arcs are merged first.
 */
function classesOf({ to, expects, ending }: Machine): readonly number[] {
  const arcs = expects.map((_, state) => arcsFrom(to, state));
  const order = [...arcs.keys()].sort((one, other) => arcs[other].size - arcs[one].size);
  let classes: readonly number[] = [...expects.keys()];
  order.forEach((one, n) => {
    for (const other of order.slice(0, n)) {
      if (classes[one] === classes[other]) continue;
      const joined = joinedBy(one, other, classes, { arcs, expects, ending });
      if (!joined) continue;
      classes = joined;
      break;
    }
  });
  return classes;
}

type Arcs = ReadonlyMap<number, number>;

interface Known extends Pick<Machine, 'expects' | 'ending'> {
  readonly arcs: readonly Arcs[];
}

const arcsFrom = (to: Machine['to'], state: number): Arcs =>
  new Map(
    [...to].flatMap(([key, target]) => {
      const [from, symbol] = key.split(' ').map(Number);
      return from === state ? [[symbol, target] as const] : [];
    }),
  );

/** @returns undefined where they, or what they lead to, cannot be one */
function joinedBy(
  one: number,
  other: number,
  classes: readonly number[],
  known: Known,
): readonly number[] | undefined {
  const joined = [...classes];
  const open: (readonly [number, number])[] = [[one, other]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [kept, given] = next.map((state) => joined[state]);
    if (kept === given) continue;
    const members = [...joined.keys()].filter((n) => joined[n] === kept || joined[n] === given);
    if (!areAlike(members, known)) return undefined;
    for (const n of members) joined[n] = kept;
    open.push(...sameTargets(members, known.arcs));
  }
  return joined;
}

/** Where all strings end is not where none does, though neither may lead anywhere that was seen. */
function areAlike(members: readonly number[], { expects, ending }: Known): boolean {
  if (members.some((n) => expects[n] !== expects[members[0]])) return false;
  const endings = new Set(members.map((n) => ending[n]));
  return endings.has('sometimes') || endings.size === 1;
}

/** What must be one if these are. */
function sameTargets(members: readonly number[], arcs: readonly Arcs[]): [number, number][] {
  const first = new Map<number, number>();
  return members.flatMap((n) =>
    [...arcs[n]].flatMap(([symbol, target]): [number, number][] => {
      const known = first.get(symbol);
      if (known === undefined) first.set(symbol, target);
      return known === undefined || known === target ? [] : [[known, target]];
    }),
  );
}

/** Walked together from the beginning they are in states that correspond, one to one, and expect the same. */
export function areTheSame(
  one: Pick<Machine, 'to' | 'expects'>,
  other: Pick<Machine, 'to' | 'expects'>,
): boolean {
  if (one.to.size !== other.to.size || one.expects.length !== other.expects.length) return false;
  const partner = new Map([[0, 0]]);
  for (const [from, own] of partner) {
    if (one.expects[from] !== other.expects[own]) return false;
    const arcs = arcsFrom(one.to, from);
    const others = arcsFrom(other.to, own);
    if (arcs.size !== others.size) return false;
    for (const [symbol, target] of arcs) {
      const theirs = others.get(symbol);
      if (theirs === undefined || (partner.get(target) ?? theirs) !== theirs) return false;
      partner.set(target, theirs);
    }
  }
  return new Set(partner.values()).size === one.expects.length;
}

/** The states in the order in which they are met, so that two that are the same have the same numbers. */
export function inOrder(machine: Machine): Machine {
  const { to, expects, walks } = machine;
  const met = new Set([0]);
  for (const state of met) {
    const arcs = [...arcsFrom(to, state)].sort(([one], [other]) => one - other);
    for (const [, target] of arcs) met.add(target);
  }
  const order = [...new Set([...met, ...expects.keys()])];
  const numbers = order.map((_, n) => order.indexOf(n));
  const renamed = walks.map(({ groups, ...walk }) => {
    return { ...walk, groups: groups.map((group) => numbers[group]) };
  });
  return machineOf(expects.length, renamed);
}

/** From 0 on, in the order in which they come: the first state stays the first. */
export function numbered(names: readonly (string | number)[]): number[] {
  const known = new Map<string | number, number>();
  return names.map((name) => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  });
}
