/**
 * The embedded Reber grammar: B, then T or P, a Reber string, then T or P again, E. To say the last
 * but one symbol a network must keep the second over the whole string between.
 */
import type { Random } from '../../random';
import type { TestCriterion } from '../criteria';
import type { Sequence, Task } from '../sequence';

/** Of a symbol its place among inputs and outputs. */
export const reberSymbols = ['B', 'T', 'S', 'X', 'V', 'P', 'E'] as const;
export type ReberSymbol = (typeof reberSymbols)[number];

type Arc = readonly [symbol: ReberSymbol, to: number];

/** Arcs that leave each state of the plain grammar; 0 is the first. */
const plain: readonly (readonly Arc[])[] = [
  [['B', 1]],
  [
    ['T', 2],
    ['P', 3],
  ],
  [
    ['S', 2],
    ['X', 4],
  ],
  [
    ['T', 3],
    ['V', 5],
  ],
  [
    ['X', 3],
    ['S', 6],
  ],
  [
    ['P', 4],
    ['V', 6],
  ],
  [['E', 7]],
];
const ended = plain.length;

/** The whole automaton: a plain grammar for each of the two symbols that have to be kept. */
function arcsOf(state: number): readonly Arc[] {
  if (state === 0) return [['B', 1]];
  if (state === 1)
    return [
      ['T', inside('T', 0)],
      ['P', inside('P', 0)],
    ];
  if (state === closing) return [['E', finished]];
  const kept: ReberSymbol = state < inside('P', 0) ? 'T' : 'P';
  const within = state - inside(kept, 0);
  if (within === ended) return [[kept, closing]];
  return plain[within].map(([symbol, to]) => [symbol, inside(kept, to)]);
}
const inside = (kept: ReberSymbol, state: number): number =>
  2 + (kept === 'T' ? 0 : ended + 1) + state;
const closing = 2 + 2 * (ended + 1);
const finished = closing + 1;

/** Symbols that may follow, after each symbol but the last; nothing where it is no such string. */
export function followersOf(
  text: readonly string[],
): readonly (readonly ReberSymbol[])[] | undefined {
  let state = 0;
  const followers: ReberSymbol[][] = [];
  for (const symbol of text) {
    const arc = state === finished ? undefined : arcsOf(state).find(([on]) => on === symbol);
    if (!arc) return undefined;
    state = arc[1];
    if (state !== finished) followers.push(arcsOf(state).map(([next]) => next));
  }
  return state === finished ? followers : undefined;
}

/** Both ways out of a state are as likely. */
export function drawReber(random: Random): ReberSymbol[] {
  const text: ReberSymbol[] = [];
  for (let state = 0; state !== finished;) {
    const arcs = arcsOf(state);
    const [symbol, to] = arcs[random.below(arcs.length)];
    text.push(symbol);
    state = to;
  }
  // One in many thousands is longer than there is room for.
  return text.length <= longest + 1 ? text : drawReber(random);
}

const longest = 60;
const placeOf = (symbol: ReberSymbol): number => reberSymbols.indexOf(symbol);

/** Reads all symbols but the last, and is to say the next after each; `truth` has a 1 at each that may come. */
export function reberSequence(text: readonly ReberSymbol[]): Sequence {
  const length = text.length - 1;
  const outputs = reberSymbols.length;
  const targets = new Float64Array(length * outputs);
  const truth = new Float64Array(length * outputs);
  (followersOf(text) ?? []).forEach((followers, t) => {
    targets[t * outputs + placeOf(text[t + 1])] = 1;
    for (const symbol of followers) truth[t * outputs + placeOf(symbol)] = 1;
  });
  return {
    ...{ length, targets, truth },
    read: { kind: 'symbols', symbols: Int32Array.from(text.slice(0, -1), placeOf) },
    asked: Int32Array.from({ length }, (_, t) => t),
  };
}

/** The paper's: 256 strings to train on in random order, 256 others' to test beside them. */
export const reberTask: Task = {
  ...{ inputs: reberSymbols.length, outputs: reberSymbols.length, longest },
  open(random) {
    const drawn = Array.from({ length: 512 }, () => reberSequence(drawReber(random)));
    return { draw: () => drawn[random.below(256)], tests: drawn };
  },
};

/** Every output that may come, after each step, is more active than every one that may not. */
export function isLegal(
  { asked, truth = new Float64Array() }: Sequence,
  answers: Float64Array,
): boolean {
  const outputs = truth.length / asked.length;
  for (let from = 0; from < answers.length; from += outputs) {
    let least = Infinity;
    let most = -Infinity;
    for (let k = from; k < from + outputs; k++) {
      if (truth[k] === 1) least = Math.min(least, answers[k]);
      else most = Math.max(most, answers[k]);
    }
    if (!(least > most)) return false;
  }
  return true;
}

/** All tests are. */
export const legalTests: TestCriterion['open'] = () => ({
  hear: (tests, answers) => tests.every((test, n) => isLegal(test, answers[n])),
});

/** After each symbol but the last of a string of the grammar: the state that it is in, with what is kept. */
export function reberPath(text: readonly ReberSymbol[]): readonly string[] {
  let state = 0;
  return text.map((symbol) => {
    state = arcsOf(state).find(([on]) => on === symbol)?.[1] ?? state;
    return `${state}`;
  });
}
