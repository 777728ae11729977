/** Languages whose true automaton is known: after each symbol of a string, in which of its states it is. */
import type { Random } from '../../random';
import type { Experiment } from '../experiment';
import { contrasts } from '../contrasts';
import { battery } from '../battery';
import { endless, symbols, type Sequence, type Task } from '../sequence';
import { drawReber, legalTests, reberPath, reberSequence, reberSymbols } from '../tasks/reber';

export interface Language {
  readonly experiment: Experiment;
  readonly symbols: readonly string[];
  /** Of outputs. */
  readonly next: readonly string[];
  /** From this share on an output is expected: half of the least that anything that may come has. */
  readonly expectedFrom: number;
  /** After each step what the true automaton's state is called. */
  statesOf(sequence: Sequence): readonly string[];
}

/** Depth of brackets at most. */
const deepest = 4;
const longest = 60;

/** One kind of brackets, closed at the end: after each symbol what may come next. */
function drawBrackets(dice: Random): Sequence {
  const text: number[] = [];
  const truth: number[] = [];
  for (let depth = 0; text.length === 0 || depth > 0 || dice.below(3) > 0;) {
    const opens = depth === 0 || (depth < deepest && dice.below(2) === 0);
    text.push(opens ? 0 : 1);
    depth += opens ? 1 : -1;
    truth.push(depth < deepest ? 1 : 0, depth > 0 ? 1 : 0, depth === 0 ? 1 : 0);
  }
  // Long ones are drawn anew, and not cut: else the network would have to count up to their end.
  if (text.length > longest) return drawBrackets(dice);
  const targets = text.flatMap((_, t) => oneHot(t + 1 < text.length ? text[t + 1] : 2));
  return {
    ...{ length: text.length, read: symbols(text), asked: Int32Array.from(text.keys()) },
    ...{ targets: Float64Array.from(targets), truth: Float64Array.from(truth) },
  };
}

const oneHot = (place: number): number[] => [0, 1, 2].map((k) => (k === place ? 1 : 0));

const bracketsTask = endless({ inputs: 2, outputs: 3, longest }, drawBrackets, 128);

/** New strings for ever: of 256 that come again and again a network would learn what stands in them. */
const reberStrings: Task = endless(
  find('embeddedReber').task,
  (dice) => reberSequence(drawReber(dice)),
  128,
);

function find(id: string): Experiment {
  const found = [...battery, ...contrasts].find((one) => one.id === id);
  if (!found) throw new RangeError(`There is no experiment ${id}.`);
  return found;
}

/** Strings between two tests: more than are needed to solve it, so that its states are settled. */
const settled = 8000;

/** The same, tested late. */
const late = (experiment: Experiment): Experiment =>
  experiment.criterion.kind === 'test'
    ? { ...experiment, criterion: { ...experiment.criterion, every: settled } }
    : experiment;

const symbolsIn = ({ read }: Sequence): readonly number[] =>
  read.kind === 'symbols' ? [...read.symbols] : [];

export const languages: readonly Language[] = [
  {
    experiment: { ...late(find('embeddedReber')), task: reberStrings },
    // Both ways out of a state are as likely.
    ...{ symbols: reberSymbols, next: reberSymbols, expectedFrom: 0.25 },
    statesOf: (sequence) => reberPath(symbolsIn(sequence).map((n) => reberSymbols[n])),
  },
  {
    experiment: late(find('countTwo')),
    // After the first a of up to ten the b comes once in ten times.
    ...{ symbols: [...'ab'], next: [...'ab', 'end'], expectedFrom: 0.05 },
    statesOf(sequence) {
      const text = symbolsIn(sequence);
      const a = text.filter((symbol) => symbol === 0).length;
      return text.map((symbol, t) => (symbol === 0 ? `a${t + 1}` : `b, ${2 * a - t - 1} left`));
    },
  },
  {
    experiment: {
      ...find('countTwo'),
      ...{ id: 'brackets', title: 'Brackets, up to four deep', task: bracketsTask },
      says: 'Brackets that open and close, up to four deep; after each what may come next.',
      solvedWhen: 'in 128 strings what may come next is always more active than all else',
      criterion: { kind: 'test', every: settled, judged: 'all', open: legalTests },
    },
    // A string ends at depth 0 once in three times.
    ...{ symbols: [...'()'], next: [...'()', 'end'], expectedFrom: 1 / 6 },
    statesOf(sequence) {
      let depth = 0;
      return symbolsIn(sequence).map((symbol) => `depth ${(depth += symbol === 0 ? 1 : -1)}`);
    },
  },
];

export const languageOf = (id: string): Language | undefined =>
  languages.find(({ experiment }) => experiment.id === id);
