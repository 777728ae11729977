/** What is measured in networks that are trained for it: on the gap, and on the experiments. */
import { knownCell } from '../../cells/cell';
import { opens } from '../../cells/describe';
import type { Experiment } from '../../experiments/experiment';
import { experimentOf } from '../../experiments/experiments';
import {
  createCellNetwork,
  findGradients,
  readSequences,
  type CellNetwork,
} from '../../experiments/learners/cellNetwork';
import { outcomeOf } from '../../experiments/criteria';
import { valuesOf } from '../../experiments/observing';
import { runExperiment, type FinishedTrial, type Way } from '../../experiments/running';
import type { Sequence } from '../../experiments/sequence';
import { agreement, agreementNouns } from '../../experiments/tasks/contrasts';
import type { Kernels } from '../../kernels/kernels';
import { compareCells, type AskedGap } from '../../lessons/gap/comparing';
import { usualSteps } from '../../lessons/gap/settings';
import { shapeOfChoice } from '../../network/cellChoice';
import { random, type Random } from '../../random';
import { createTwin } from '../../twin/twin';
import type { Measuring } from '../claim';

type Gap = Pick<AskedGap, 'gap' | 'mixed' | 'bias'>;

/** Right answers of a network that was trained on the gap, after so many words. */
export const gapShare = (cell: string, trained: Gap, at: number): Measuring =>
  function* (seed, createKernels) {
    const shape = shapeOfChoice({ cells: [cell], layers: 1 });
    if (!shape.ok) throw new RangeError(`There is no cell ${cell}.`);
    const asked = { ...trained, steps: usualSteps, seeds: 1, seed };
    const comparing = compareCells([shape.value], asked, createKernels);
    let isOver = false;
    try {
      for (;;) {
        const next = comparing.next();
        isOver = next.done ?? false;
        if (next.done) return next.value.cells[0].shares.find(({ gap }) => gap === at)?.share ?? 0;
        yield;
      }
    } finally {
      if (!isOver) comparing.return({ asked, cells: [], opponents: [] });
    }
  };

/** Both measured from the same seed. */
export const difference = (one: Measuring, other: Measuring): Measuring =>
  function* (seed, createKernels) {
    const first = yield* one(seed, createKernels);
    return first - (yield* other(seed, createKernels));
  };

export const ratio = (one: Measuring, other: Measuring): Measuring =>
  function* (seed, createKernels) {
    const first = yield* one(seed, createKernels);
    return first / (yield* other(seed, createKernels));
  };

export function need(id: string): Experiment {
  const found = experimentOf(id);
  if (!found) throw new RangeError(`There is no experiment ${id}.`);
  return found;
}

export const cellWay = (cell: string, truncation?: number): Way => ({
  ...{ kind: 'modern', cell: knownCell(cell) },
  ...(truncation !== undefined && { truncation }),
});

/** What a trial of an experiment came to, as a number. */
export const trialOf = (
  experiment: Experiment,
  way: Way,
  say: (trial: FinishedTrial) => number,
  limit?: number,
): Measuring =>
  function* (seed, createKernels) {
    const trial = yield* trained({ experiment, way, seed, limit }, createKernels);
    return say(trial.trial);
  };

interface Trained {
  readonly trial: FinishedTrial;
  readonly found: number;
}

function* trained(
  asked: Parameters<typeof runExperiment>[0],
  createKernels: () => Kernels,
  look: (network: CellNetwork, dice: Random) => number = () => 0,
): Generator<undefined, Trained> {
  let found = NaN;
  const running = runExperiment(asked, createKernels, (network, dice) => {
    found = look(network, dice);
  });
  try {
    for (;;) {
      const next = running.next();
      if (next.done) return { trial: next.value, found };
      yield;
    }
  } finally {
    // Where nobody goes on, its memory is given back.
    running.return({ seed: 0, solved: false, sequences: 0, diverged: false, weights: 0 });
  }
}

export const solved = ({ solved: isSolved }: FinishedTrial): number => (isSolved ? 1 : 0);
export const sequences = ({ sequences: count }: FinishedTrial): number => count;

/** Of sequences of these kinds, the share that was answered rightly. */
export const rightOf =
  (isMeant: (kind: number) => boolean) =>
  ({ test }: FinishedTrial): number => {
    const meant = (test?.kinds ?? []).filter(({ kind }) => isMeant(kind));
    const of = meant.reduce((sum, one) => sum + one.of, 0);
    return 1 - meant.reduce((sum, one) => sum + one.wrong, 0) / of;
  };

/** Agreement over more nouns than the contrast has. */
export function farAgreement(nouns: number): Experiment {
  const near = need('agreement');
  return { ...near, task: agreement(nouns), fresh: 2048 };
}

/** Right answers of an LSTM that has learnt the order of two symbols, when the words are shuffled. */
export const shuffledOrder: Measuring = function* (seed, createKernels) {
  const experiment = need('6a');
  const count = 256;
  const look = (network: CellNetwork, dice: Random): number => {
    const source = experiment.task.open(dice);
    let right = 0;
    for (let n = 0; n < count; n++) {
      const sequence = shuffled(source.draw(), dice);
      const [answers] = readSequences(network, [sequence]);
      if (outcomeOf(sequence, answers, 'last').named) right++;
    }
    return right / count;
  };
  const { found } = yield* trained({ experiment, way: cellWay('lstm'), seed }, createKernels, look);
  return found;
};

/** All symbols but the first and the last, which say where it begins and ends. */
function shuffled(sequence: Sequence, dice: Random): Sequence {
  if (sequence.read.kind === 'numbers') return sequence;
  const symbols = sequence.read.symbols.slice();
  for (let n = symbols.length - 2; n > 1; n--) {
    const other = 1 + dice.below(n);
    [symbols[n], symbols[other]] = [symbols[other], symbols[n]];
  }
  return { ...sequence, read: { kind: 'symbols', symbols } };
}

/** Of sentences with two nouns or more: answers that change with the number of one of them. */
export const changedBy = (noun: 'first' | 'later'): Measuring =>
  function* (seed, createKernels) {
    const experiment = need('agreement');
    const look = (network: CellNetwork, dice: Random): number => {
      const source = experiment.task.open(dice);
      const drawn = Array.from({ length: 400 }, () => source.draw());
      const several = drawn.filter(({ kind = 0 }) => kind > 0);
      const says = (sequence: Sequence): boolean => {
        const [answers] = readSequences(network, [sequence]);
        return answers[0] > answers[1];
      };
      const changed = several.filter(
        (one) => says(one) !== says(withOtherNumber(one, noun === 'first' ? 0 : 2)),
      );
      return changed.length / several.length;
    };
    const { found } = yield* trained(
      { experiment, way: cellWay('lstm'), seed },
      ...([createKernels, look] as const),
    );
    return found;
  };

function withOtherNumber(sequence: Sequence, place: number): Sequence {
  if (sequence.read.kind === 'numbers') return sequence;
  const symbols = sequence.read.symbols.slice();
  symbols[place] = (symbols[place] + agreementNouns) % (2 * agreementNouns);
  return { ...sequence, read: { kind: 'symbols', symbols } };
}

/** Of all gates of an LSTM that has learnt agreement: how many are within 0.05 of 0 or 1. */
export const nearlyBinary: Measuring = function* (seed, createKernels) {
  const experiment = need('agreement');
  const look = (network: CellNetwork, dice: Random): number => {
    const source = experiment.task.open(dice);
    const drawn = Array.from({ length: 100 }, () => source.draw());
    const gates = network.cell.description.quantities.filter(opens);
    const values = gates.flatMap(({ place }) => valuesOf(network, drawn, place));
    return values.filter((value) => value <= 0.05 || value >= 0.95).length / values.length;
  };
  const { found } = yield* trained({ experiment, way: cellWay('lstm'), seed }, createKernels, look);
  return found;
};

/** An untrained network of a task, in double precision, and a few of its sequences. */
function untrainedOn(id: string, cell: string, seed: number) {
  const { task, modern } = need(id);
  const twin = createTwin({ interrupted: () => false });
  const recipe = { ...modern.recipe, batch: 2, H: 8 };
  const network = createCellNetwork(twin, knownCell(cell), task, recipe, random(seed));
  const source = task.open(random(seed + 1000));
  return { network, sequences: [source.draw(), source.draw()] };
}

/** The gradient at 40 weights of an LSTM against how much its loss changes with them: the largest relative difference. */
export const slopeDifference: Measuring = function* (seed) {
  const { network, sequences: read } = untrainedOn('parity', 'lstm', seed);
  const answers = readSequences(network, read).map((one) => one.slice());
  findGradients(network, read, answers);
  const gradients = Float64Array.from(network.gradients.values);
  const total = read.reduce((sum, { asked }) => sum + asked.length, 0);
  const loss = (): number =>
    readSequences(network, read).reduce(
      (sum, given, n) =>
        sum -
        read[n].targets.reduce((one, t, k) => (t > 0 ? one + t * Math.log(given[k]) : one), 0),
      0,
    ) / total;
  const { values } = network.weights;
  const dice = random(seed + 2000);
  let most = 0;
  for (let n = 0; n < 40; n++) {
    const at = dice.below(values.length);
    const was = values[at];
    const step = 1e-5;
    values[at] = was + step;
    const up = loss();
    values[at] = was - step;
    const down = loss();
    values[at] = was;
    const slope = (up - down) / (2 * step);
    const scale = Math.max(1e-4, Math.abs(slope), Math.abs(gradients[at]));
    most = Math.max(most, Math.abs(slope - gradients[at]) / scale);
    yield;
  }
  return most;
};

/** The gradient at the layer's weights of a plain RNN whose units are all saturated: its length. */
export const saturatedGradient: Measuring = function* (seed) {
  const { network, sequences: read } = untrainedOn('parity', 'rnn', seed);
  for (const tensor of network.weights.cell.tensors) {
    for (let n = 0; n < tensor.length; n++) tensor[n] *= 1e6;
  }
  findGradients(network, read, readSequences(network, read));
  yield;
  return Math.sqrt(
    network.gradients.cell.tensors.reduce(
      (sum, tensor) => sum + network.kernels.squaredNorm(tensor),
      0,
    ),
  );
};
