/** The battery of 1997: tasks, criteria and sizes of the paper; beside them a recipe of today. */
import { testsBelow, type StreakCriterion } from './criteria';
import type { Experiment, PaperWay } from './experiment';
import type { PaperSettings } from './learners/paperNetwork';
import type { Recipe } from './learners/recipe';
import { longLag, noiseFree, randomMiddle } from './tasks/longLags';
import { markedNumbers, type MarkedNumbers } from './tasks/markedNumbers';
import { temporalOrder } from './tasks/order';
import { delayedXor, parity } from './tasks/parities';
import { legalTests, reberTask } from './tasks/reber';
import { twoSequence, type TwoSequence } from './tasks/twoSequence';

const usual: Recipe = {
  ...{ H: 32, batch: 32, learningRate: 5e-3, clip: 1, gain: 1, lastCounts: 1 },
  ...{ keep: { kind: 'chrono', steps: 100 }, output: 'softmax', loss: 'crossEntropy' },
};

/** What most of the paper's networks have in common. */
const blocks: Topology = {
  ...{ recurrent: true, outputGates: true, direct: false },
  range: 2,
  shows: 'squashed',
};

/** Of 2a and 2b: no output gate, inputs straight to the outputs, nothing fed back. */
const lone: Topology = {
  ...{ recurrent: false, outputGates: false, direct: true },
  range: 1,
  shows: 'state',
};

type Topology = Pick<PaperSettings, 'recurrent' | 'outputGates' | 'direct' | 'range' | 'shows'>;

const reber: Experiment = {
  id: 'embeddedReber',
  title: 'Embedded Reber grammar',
  says: 'Strings of a grammar, symbol by symbol, each next symbol asked for. The last but one repeats the second, whatever stood between.',
  task: reberTask,
  criterion: {
    ...{ kind: 'test', every: 100, judged: 'all' },
    open: legalTests,
  },
  solvedWhen:
    'in all 256 training and 256 test strings the symbols that may come next are more active than all others, tested after every 100 strings',
  fresh: 0,
  modern: {
    recipe: { ...usual, batch: 1, keep: { kind: 'usual' } },
    limit: 30_000,
  },
  rtrl: { H: 12, learningRate: 0.1 },
  paper: {
    settings: {
      ...{ ...blocks, inputs: 7, outputs: 7, blocks: 4, size: 1, biases: 'gates' },
      ...{ learningRate: 0.1, start: 0.2, outputBias: [-1, -2, -3, -4] },
    },
    limit: 200_000,
    row: '4 blocks of 1, rate 0.1: 100 % of 30 trials, 39,740 strings',
    deviations: ['Its faster rows (blocks of 2, rates of 0.2 and 0.5) are not run.'],
  },
};

const streak: Pick<StreakCriterion, 'kind' | 'wrongBelow' | 'judged'> = {
  ...{ kind: 'streak', wrongBelow: 1, judged: 'last' },
};

const longLagPaper = (row: string): PaperWay => ({
  settings: {
    ...{ ...lone, inputs: 101, outputs: 101, blocks: 1, size: 1, biases: 'none' },
    ...{ learningRate: 1, start: 0.2 },
  },
  limit: 100_000,
  row,
  deviations: ['The topology is inferred from the number of weights, 10,504.'],
});

const lagRecipe: Recipe = {
  ...usual,
  ...{ batch: 2, keep: { kind: 'bias', bias: 5 }, lastCounts: 100 },
};

const noise: readonly Experiment[] = [
  {
    id: '2a',
    title: '2a: noise-free sequences, 100 steps',
    says: 'Two sequences of 101 symbols that differ in the first and the last alone, each next symbol asked for.',
    task: noiseFree(100),
    criterion: { ...streak, of: 100, within: 0.25, meanBelow: Infinity, judged: 'all' },
    solvedWhen: '100 sequences in a row without an error of 0.25 at any output',
    fresh: 0,
    modern: { recipe: lagRecipe, limit: 20_000 },
    rtrl: { H: 4, learningRate: 0.1 },
    paper: longLagPaper('100 % of 18 trials, 5,040 sequences'),
  },
  {
    id: '2b',
    title: '2b: random symbols between, 100 steps',
    says: 'As 2a, but what stands between is random, so that only the last symbol can be known.',
    task: randomMiddle(100),
    criterion: { ...streak, of: 100, within: 0.25, meanBelow: Infinity },
    solvedWhen: '100 sequences in a row whose last symbol has no error of 0.25 at any output',
    fresh: 2560,
    modern: { recipe: lagRecipe, limit: 4_000 },
    paper: longLagPaper('all trials, 5,680 sequences'),
  },
  {
    id: '2c',
    title: '2c: long lags, 50 distractors or more',
    says: 'x or y, then at least 50 of 50 distractors and an end at no fixed time; which of the two it was is asked.',
    task: longLag(50, 50),
    criterion: { ...streak, of: 10_000, within: 0.2, meanBelow: Infinity },
    solvedWhen: '10,000 sequences in a row with errors below 0.2',
    fresh: 2560,
    modern: { recipe: { ...usual, keep: { kind: 'chrono', steps: 64 } }, limit: 100_000 },
    paper: {
      settings: {
        ...{ ...blocks, inputs: 54, outputs: 2, blocks: 2, size: 1, biases: 'none' },
        ...{ learningRate: 0.01, start: 0.2 },
      },
      limit: 300_000,
      row: '(q, p) = (50, 50): 20 trials, 30,000 sequences',
      deviations: ['The paper’s lags of 100 to 1,000 are not run.'],
    },
  },
];

interface TwoSequenceRow extends Pick<TwoSequence, 'noisySignal' | 'noisyTargets'> {
  readonly id: string;
  readonly title: string;
  readonly row: string;
  readonly rate: number;
  readonly recipe: Partial<Recipe>;
  /** Of 256 tests fewer than this may be wrong. */
  readonly wrongBelow: number;
  readonly meanBelow: number;
  readonly within: number;
}

const twoSequences: readonly Experiment[] = (
  [
    {
      ...{ id: '3a', title: '3a: two-sequence problem', noisySignal: false, noisyTargets: false },
      ...{ wrongBelow: 1, meanBelow: 0.01, within: 0.2, rate: 1, recipe: {} },
      row: 'T = 100, N = 3: 10 trials, 27,380 and 39,850 sequences; 0.0195 % wrong of 2,560',
    },
    {
      ...{ id: '3b', title: '3b: noise on the signal', noisySignal: true, noisyTargets: false },
      ...{ wrongBelow: 6, meanBelow: 0.04, within: 0.2, rate: 1, recipe: {} },
      row: 'T = 100, N = 3: 10 trials, 41,740 and 43,250 sequences; 0.8 % wrong of 2,560',
    },
    {
      ...{
        id: '3c',
        title: '3c: noise on the targets, too',
        noisySignal: true,
        noisyTargets: true,
      },
      ...{ wrongBelow: 6, meanBelow: 0.015, within: 0.1, rate: 0.1 },
      recipe: { batch: 16, output: 'sigmoid', loss: 'squared', gain: 2 },
      row: 'T = 100, N = 3: 10 trials, 269,650 sequences; 0.56 % wrong of 2,560',
    },
  ] satisfies TwoSequenceRow[]
).map(({ id, title, row, rate, wrongBelow, meanBelow, within, recipe, ...noise }): Experiment => ({
  ...{ id, title, fresh: 2560 },
  says: 'Of 100 to 110 numbers the first three tell the class; all others are noise.',
  task: twoSequence({ T: 100, N: 3, ...noise }),
  criterion: {
    ...{ kind: 'test', every: 256, judged: 'last', within },
    open: testsBelow(wrongBelow, meanBelow, within),
  },
  solvedWhen: `of 256 test sequences fewer than ${wrongBelow} wrong (an error of ${within} or more), mean error below ${meanBelow}; tested after every 256`,
  modern: {
    recipe: {
      ...{ ...usual, H: 8, batch: 8, learningRate: 1e-2, keep: { kind: 'bias', bias: 5 } },
      ...{ output: 'sigmoid', ...recipe },
    },
    limit: 60_000,
  },
  rtrl: { H: 4, learningRate: 0.1 },
  guess: { H: 2, range: 100 },
  paper: {
    settings: {
      ...{ ...blocks, inputs: 1, outputs: 1, blocks: 3, size: 1, biases: 'hidden' },
      ...{ learningRate: rate, start: 0.1, inputBias: [-1, -3, -5], outputBias: [-2, -4, -6] },
    },
    limit: 1_000_000,
    row,
    deviations: ['T = 100 and N = 3 alone are run; N = 1 and T = 1,000 are not.'],
  },
}));

const pairs = (kind: MarkedNumbers): Experiment => ({
  id: kind === 'sum' ? 'adding' : 'multiplication',
  title: kind === 'sum' ? 'Adding, 100 steps' : 'Multiplication, 100 steps',
  says: `Of 100 to 110 numbers two are marked; their ${kind} is asked for at the end.`,
  task: markedNumbers(kind, 100),
  criterion: {
    ...{ ...streak, of: 2000, within: 0.04 },
    ...(kind === 'sum' ? { meanBelow: 0.01 } : { wrongBelow: 140, meanBelow: Infinity }),
  },
  solvedWhen:
    kind === 'sum'
      ? '2,000 sequences in a row with errors below 0.04, their mean below 0.01'
      : 'of 2,000 sequences in a row fewer than 140 with errors of 0.04 or more',
  fresh: 2560,
  modern: { recipe: { ...usual, output: 'linear', loss: 'squared', gain: 20 }, limit: 300_000 },
  paper: {
    settings: {
      ...{ ...blocks, inputs: 2, outputs: 1, blocks: 2, size: 2, biases: 'all', start: 0.1 },
      ...(kind === 'sum' ? { learningRate: 0.5, inputBias: [-3, -6] } : { learningRate: 0.1 }),
    },
    limit: kind === 'sum' ? 400_000 : 2_000_000,
    row:
      kind === 'sum'
        ? 'T = 100, 93 weights: 74,000 sequences, 1 wrong of 2,560'
        : 'T = 100, 93 weights, 140: 482,000 sequences, 139 wrong of 2,560',
    deviations: kind === 'sum' ? ['T = 500 and 1,000 are not run.'] : ['13 wrong is not run.'],
  },
});

const order = (which: '6a' | '6b', settings: Partial<PaperSettings>, row: string): Experiment => ({
  id: which,
  title: which === '6a' ? '6a: order of two symbols' : '6b: order of three symbols',
  says: 'Among 100 to 110 symbols some are X or Y; in which order they came is asked at the end.',
  task: temporalOrder(which),
  criterion: { ...streak, of: 2000, within: 0.3, meanBelow: 0.1 },
  solvedWhen: '2,000 sequences in a row with errors below 0.3, their mean below 0.1',
  fresh: 2560,
  modern: { recipe: usual, limit: 200_000 },
  rtrl: { H: 8, learningRate: 0.1 },
  paper: {
    settings: {
      ...{ ...blocks, inputs: 8, outputs: 4, blocks: 2, size: 2, biases: 'all', start: 0.1 },
      ...{ learningRate: 0.5, inputBias: [-2, -4], ...settings },
    },
    limit: which === '6a' ? 200_000 : 2_000_000,
    row,
    deviations: [],
  },
});

export const battery: readonly Experiment[] = [
  reber,
  ...noise,
  ...twoSequences,
  pairs('sum'),
  pairs('product'),
  order('6a', {}, '156 weights: 20 trials, 31,390 sequences, 1 wrong of 2,560'),
  order(
    '6b',
    { outputs: 8, blocks: 3, inputBias: [-2, -4, -6], learningRate: 0.1 },
    '308 weights: 10 trials, 571,100 sequences, 2 wrong of 2,560',
  ),
  {
    id: 'xor',
    title: 'Strongly delayed XOR, 50 steps',
    says: 'Of 50 bits two are marked, one in the first tenth and one after the middle: are they different?',
    task: delayedXor(50),
    criterion: { ...streak, of: 2000, within: 0.3, meanBelow: 0.1 },
    solvedWhen: '2,000 sequences in a row with errors below 0.3, their mean below 0.1',
    fresh: 2560,
    modern: {
      recipe: { ...usual, keep: { kind: 'chrono', steps: 50 }, output: 'sigmoid' },
      limit: 200_000,
    },
  },
  {
    id: 'parity500',
    title: 'Parity of 500 bits',
    says: '500 to 600 bits; whether the ones among them are odd is asked at the end.',
    task: parity(500, 600),
    criterion: { ...streak, of: 100, within: 0.3, meanBelow: 0.1 },
    solvedWhen: '100 sequences in a row with errors below 0.3, their mean below 0.1',
    fresh: 256,
    modern: { recipe: { ...usual, batch: 8, output: 'sigmoid' }, limit: 4_000 },
    guess: { H: 2, range: 100 },
  },
];
