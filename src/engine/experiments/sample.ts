/** A sequence of an experiment as a person reads it: what is read step by step, and what is asked for. */
import { random } from '../random';
import type { Experiment } from './experiment';
import type { Sequence } from './sequence';
import { reberSymbols } from './tasks/reber';

export interface SampleStep {
  readonly reads: string;
  /** Where an answer is asked for after this step. */
  readonly answer?: string;
}

/** What symbols and answers are called. */
interface Names {
  readonly inputs?: readonly string[];
  /** Of one output: no and yes. */
  readonly outputs?: readonly string[];
}

const ends = ['x', 'y'];
const lagSymbols = [...Array.from({ length: 99 }, (_, n) => `a${n + 1}`), ...ends];
const orders = (count: number): string[] =>
  Array.from({ length: 1 << count }, (_, order) =>
    Array.from({ length: count }, (_, n) => ((order >> (count - 1 - n)) & 1 ? 'Y' : 'X')).join(''),
  );
const orderSymbols = [...'abcdEBXY'];
const parities = ['even', 'odd'];
const letters = [...'ABCD'];
const nouns = ['boy', 'dog', 'key', 'tree', 'boys', 'dogs', 'keys', 'trees'];

const names: Readonly<Record<string, Names>> = {
  embeddedReber: { inputs: reberSymbols, outputs: reberSymbols },
  '2a': { inputs: lagSymbols, outputs: lagSymbols },
  '2b': { inputs: lagSymbols, outputs: lagSymbols },
  '2c': {
    inputs: [...Array.from({ length: 50 }, (_, n) => `a${n + 1}`), 'b', 'e', ...ends],
    outputs: ends,
  },
  '3a': { outputs: ['class 1', 'class 2'] },
  '3b': { outputs: ['class 1', 'class 2'] },
  '6a': { inputs: orderSymbols, outputs: orders(2) },
  '6b': { inputs: orderSymbols, outputs: orders(3) },
  xor: { outputs: ['same', 'different'] },
  parity500: { outputs: parities },
  parity: { inputs: ['0', '1'], outputs: parities },
  selectiveCopying: { inputs: [...letters, '·', '?'], outputs: letters },
  countTwo: { inputs: [...'ab'], outputs: [...'ab', 'end'] },
  countThree: { inputs: [...'abc'], outputs: [...'abc', 'end'] },
  agreement: { inputs: [...nouns, 'of', '…'], outputs: ['is', 'are'] },
};

/** The sequence that is shown of an experiment, always the same. */
export const sampleSequence = ({ task }: Experiment): Sequence => task.open(random(6)).draw();

export const sampleOf = (experiment: Experiment): readonly SampleStep[] =>
  readable(experiment, sampleSequence(experiment));

function readable({ id }: Pick<Experiment, 'id'>, sequence: Sequence): SampleStep[] {
  const { inputs = [], outputs = [] } = names[id] ?? {};
  const { length, asked, targets, truth = targets } = sequence;
  const count = targets.length / asked.length;
  let next = 0;
  return Array.from({ length }, (_, t) => {
    const reads = readAt(sequence, t, inputs);
    if (asked[next] !== t) return { reads };
    const from = next++ * count;
    return { reads, answer: answerIn(truth.subarray(from, from + count), outputs) };
  });
}

function readAt({ read, length }: Sequence, t: number, inputs: readonly string[]): string {
  if (read.kind === 'symbols') return inputs[read.symbols[t]] ?? String(read.symbols[t]);
  const width = read.numbers.length / length;
  const [value, mark] = read.numbers.subarray(t * width, (t + 1) * width);
  const number = shown(value);
  // Of pairs the second number says whether the first counts; at the ends it is -1.
  return width === 2 && mark === 1 ? `${number} ✓` : number;
}

function answerIn(values: Float64Array, outputs: readonly string[]): string {
  if (values.length === 1) {
    return outputs.length === 2 ? outputs[values[0] > 0.5 ? 1 : 0] : shown(values[0]);
  }
  const possible = [...values].flatMap((value, k) => (value === 1 ? [outputs[k] ?? `${k}`] : []));
  return possible.join(' or ');
}

const shown = (value: number): string =>
  value
    .toFixed(2)
    .replace(/\.?0+$/, '')
    .replace('-', '−');
