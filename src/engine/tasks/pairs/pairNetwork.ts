/** The network of pairs: its tokens, its shape and its training as a stepper. Reads no clock. */
import type { Arithmetic } from '../../kernels/arithmetic';
import type { Kernels } from '../../kernels/kernels';
import type { ChosenShape } from '../../network/cellChoice';
import { createNetwork, type Network } from '../../network/network';
import type { Attention, ModelShape } from '../../network/shape';
import type { Plan } from '../../training/plan';
import { pairObjective } from '../../training/pairs/pairObjective';
import { sequencesFrom, type PairSequences } from '../../training/pairs/pairSequences';
import { createTranslator, type Translator } from '../../training/pairs/translator';
import { longestOf } from '../../training/sequences/sequences';
import { createTrainer, type Trainer } from '../../training/trainer';
import { countValues, rowsFrom, rowsOf, type Rows } from '../inputs/rows';
import type { Split } from '../splits/classSplit';
import { letters } from './pairTokens';
import type { Pair, Pairs } from './readPairs';

/** What is known of tokens, the unknown one first; among what is written the end comes second. */
export interface PairRows {
  readonly source: Rows;
  readonly target: Rows;
}

/** No token holds a line break. */
const end = '\n';

export function pairRows(train: readonly Pair[], units: Pairs['units']): PairRows {
  const rowsFor = (side: 'source' | 'target'): Rows =>
    rowsOf(countValues(train.flatMap((pair) => letters(pair[side], units[side]))), 1);
  const [unknown, ...known] = rowsFor('target').values;
  return { source: rowsFor('source'), target: rowsFrom([unknown, end, ...known]) };
}

export function pairSequences(
  pairs: readonly Pick<Pair, 'source' | 'target'>[],
  rows: PairRows,
  units: Pairs['units'],
): PairSequences {
  const ids = (side: 'source' | 'target'): number[][] =>
    pairs.map((pair) => letters(pair[side], units[side]).map((token) => rows[side].of(token)));
  return { sources: sequencesFrom(ids('source')), targets: sequencesFrom(ids('target')) };
}

export interface PairNetworkOptions {
  readonly kernels: Kernels;
  readonly split: Pick<Split<Pair>, 'train' | 'valid'>;
  readonly units: Pairs['units'];
  readonly attention: Attention;
  /** Of both directions: the source's; a target is written forwards. */
  readonly chosen: ChosenShape;
  readonly seed: number;
  readonly arithmetic: Arithmetic;
  readonly memory?: number | undefined;
  /** Instead of the recipe's. */
  readonly steps?: number | undefined;
}

export interface PairNetwork {
  readonly network: Network;
  readonly translator: Translator;
  readonly trainer: Trainer;
  readonly rows: PairRows;
}

/**
 * Where states of the source are looked at, each is to know what stands on both sides of it; the deep
 * vector alone is no better for it (docs/tasks.md).
 */
export const usualDirection = (attention: Attention): 'both' | 'forward' =>
  attention === 'none' ? 'forward' : 'both';

const recipe = { E: 32, H: 64, B: 32, learningRate: 5e-3, steps: 1500, validations: 12 };

export function createPairNetwork(options: PairNetworkOptions): PairNetwork {
  const { kernels, split, units } = options;
  const rows = pairRows(split.train, units);
  const train = pairSequences(split.train, rows, units);
  const valid = split.valid.length > 0 ? pairSequences(split.valid, rows, units) : train;
  const network = createNetwork(kernels, pairShape(options, rows));
  const longest = {
    source: Math.max(longestOf(train.sources), longestOf(valid.sources)),
    target: longestOf(train.targets),
  };
  const translator = createTranslator(network, recipe.B, longest);
  const objective = pairObjective(translator, { train, valid, seed: options.seed });
  const trainer = createTrainer({ network, objective, plan: pairPlan(options), start: 'new' });
  return { network, translator, trainer, rows };
}

/** At every step the writing network reads what was written last and the source's vector, in pieces. */
function pairShape({ chosen, attention, units }: PairNetworkOptions, rows: PairRows): ModelShape {
  const { E, H } = recipe;
  const { direction, ...layers } = chosen;
  const V = rows.target.values.length;
  return {
    ...layers,
    ...{ tokens: units.target === 'letters' ? 'characters' : 'words', cut: 2, V, outputs: V },
    ...{ inputs: 1 + H / E, E, H, tied: false },
    source: { V: rows.source.values.length, attention, ...(direction && { direction }) },
  };
}

function pairPlan({
  seed,
  arithmetic,
  memory = 0,
  steps = recipe.steps,
}: PairNetworkOptions): Plan {
  const validateEvery = Math.max(1, Math.ceil(steps / recipe.validations));
  return {
    ...{ steps, seed, arithmetic, B: recipe.B, T: 1, samples: 0, clip: 1, weightDecay: 0 },
    ...{ learningRate: recipe.learningRate, warmUp: Math.min(100, Math.ceil(steps / 20)) },
    ...{ validateEvery, patience: recipe.validations + 1 },
    ...(memory > 0 && { memory }),
  };
}
