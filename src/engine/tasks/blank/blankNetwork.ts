/**
 * The network that guesses a word from both sides, or, to see what the right side is worth, from the left one
 * alone: its places, its shape and its training as a stepper. Reads no clock.
 */
import type { EvaluationText } from '../../evaluation/evaluationText';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, type Network } from '../../network/network';
import type { ModelShape } from '../../network/shape';
import { blankObjective, type BlankObjective } from '../../training/blank/blankObjective';
import { placesIn, type Places } from '../../training/blank/places';
import type { Plan } from '../../training/plan';
import { createTrainer, type Trainer } from '../../training/trainer';
import type { TrainingWishes } from '../networks/trainingWishes';

export interface BlankPlaces {
  readonly train: Places;
  /** Decide which weights are kept. */
  readonly valid: Places;
  readonly test: Places;
}

/** Enough to tell two perplexities on the same places apart, few enough to be quick. */
const mostValidated = 5_000;
const learnt = { each: 64, margin: 0 } as const;
/** As long as what is learnt from, and no place near its edge. */
const guessed = { each: 32, margin: 16 } as const;

export function blankPlaces({
  ids,
  split: { train, valid, test },
}: Pick<EvaluationText, 'ids' | 'split'>): BlankPlaces {
  const judged = { from: valid.from, to: Math.min(valid.to, valid.from + mostValidated) };
  return {
    train: placesIn(ids, { ...learnt, asked: train, read: train }),
    valid: placesIn(ids, { ...guessed, asked: judged, read: { from: 0, to: valid.to } }),
    test: placesIn(ids, { ...guessed, asked: test, read: { from: 0, to: test.to } }),
  };
}

/** Of the vectors, where they are chosen. */
interface BlankSizes {
  readonly E?: number;
  readonly H?: number;
}

export interface BlankNetworkOptions extends TrainingWishes {
  readonly kernels: Kernels;
  readonly places: BlankPlaces;
  /** Words that are known, the unknown one among them. */
  readonly V: number;
  readonly sides: 'both' | 'left';
  readonly sizes?: BlankSizes;
}

export interface BlankNetwork {
  readonly network: Network;
  readonly objective: BlankObjective;
  readonly trainer: Trainer;
}

const recipe = { E: 64, H: 96, B: 16, learningRate: 4e-3, weightDecay: 0.2, dropout: 0.2 } as const;
const usualSteps = 1500;
const validations = 12;

export function createBlankNetwork(options: BlankNetworkOptions): BlankNetwork {
  const { kernels, places, V, seed } = options;
  const network = createNetwork(kernels, shapeOf(options));
  const plan = planOf(options);
  const objective = blankObjective(network, {
    ...{ train: places.train, valid: places.valid, seed, samples: samplesFor(V) },
    ...{ B: recipe.B, dropout: recipe.dropout, longest: learnt.each },
  });
  const trainer = createTrainer({ network, objective, plan, start: 'new' });
  return { network, objective, trainer };
}

function shapeOf({ chosen, V, sides, sizes }: BlankNetworkOptions): ModelShape {
  const { direction: _, ...layers } = chosen;
  const { E, H } = { ...recipe, ...sizes };
  return {
    ...layers,
    ...{ tokens: 'words', cut: 2, V, E, H, tied: false },
    ...(sides === 'both' && { direction: 'both' }),
  };
}

/** The full softmax up to 1,000 words. */
const samplesFor = (V: number): number => (V <= 1_000 ? 0 : Math.min(1_024, Math.ceil(V / 2)));

function planOf({
  V,
  seed,
  arithmetic,
  memory = 0,
  steps = usualSteps,
}: BlankNetworkOptions): Plan {
  const { B, learningRate, weightDecay } = recipe;
  return {
    ...{ steps, seed, arithmetic, B, T: 1, samples: samplesFor(V), clip: 1 },
    ...{ learningRate, weightDecay, warmUp: Math.min(100, Math.ceil(steps / 20)) },
    ...{ validateEvery: Math.max(1, Math.ceil(steps / validations)), patience: validations + 1 },
    ...(memory > 0 && { memory }),
  };
}
