/** The network of pairs: its tokens, its shape and its training as a stepper. Reads no clock. */
import { inOneGo, mapped, pauses, type Steps } from '../../steps';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, type Network } from '../../network/network';
import type { Attention, ModelShape } from '../../network/shape';
import type { Plan } from '../../training/plan';
import { pairObjective } from '../../training/pairs/pairObjective';
import { sequencesFrom, type PairSequences } from '../../training/pairs/pairSequences';
import { createTranslator, type Translator } from '../../training/pairs/translator';
import type { Objective } from '../../training/objective';
import { longestOf, type Sequences } from '../../training/sequences/sequences';
import { createTrainer, type Trainer } from '../../training/trainer';
import { rowsFrom, rowsOf, type Rows } from '../inputs/rows';
import type { TrainingWishes } from '../networks/trainingWishes';
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

type Sides = Pick<Pair, 'source' | 'target'>;

function* pairRows(train: readonly Pair[], units: Pairs['units']): Steps<PairRows> {
  function* rowsFor(side: keyof Sides): Steps<Rows> {
    const isDue = pauses();
    const counts = new Map<string, number>();
    for (const pair of train) {
      for (const token of letters(pair[side], units[side])) {
        counts.set(token, (counts.get(token) ?? 0) + 1);
      }
      if (isDue(4 * pair[side].length)) yield;
    }
    return rowsOf(counts, 1);
  }
  const [unknown, ...known] = (yield* rowsFor('target')).values;
  return { source: yield* rowsFor('source'), target: rowsFrom([unknown, end, ...known]) };
}

export function* pairSequences(
  pairs: readonly Sides[],
  rows: PairRows,
  units: Pairs['units'],
): Steps<PairSequences> {
  const ids = (side: keyof Sides): Steps<number[][]> =>
    mapped(
      pairs,
      (pair) => letters(pair[side], units[side]).map((token) => rows[side].of(token)),
      (pair) => 4 * pair[side].length,
    );
  const sources = sequencesFrom(yield* ids('source'));
  yield;
  return { sources, targets: sequencesFrom(yield* ids('target')) };
}

/** Of the network's vectors, where a person chose them; a source's vector is read in pieces as wide as an embedding. */
export interface PairSizes {
  readonly E?: number | undefined;
  readonly H?: number | undefined;
}

/** Of both directions in `chosen`: the source's; a target is written forwards. */
export interface PairTaskOptions extends TrainingWishes {
  readonly split: Pick<Split<Pair>, 'train' | 'valid'>;
  readonly units: Pairs['units'];
  readonly attention: Attention;
  readonly sizes?: PairSizes | undefined;
}

export interface PairNetworkOptions extends PairTaskOptions {
  readonly kernels: Kernels;
}

/** What a training of pairs starts with, before there is a network. */
export interface PairTask {
  readonly rows: PairRows;
  readonly train: PairSequences;
  readonly valid: PairSequences;
  readonly shape: ModelShape;
  readonly plan: Plan;
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

export function* makingPairTask(options: PairTaskOptions): Steps<PairTask> {
  const { split, units } = options;
  const rows = yield* pairRows(split.train, units);
  const train = yield* pairSequences(split.train, rows, units);
  const valid = split.valid.length > 0 ? yield* pairSequences(split.valid, rows, units) : train;
  return { rows, train, valid, shape: pairShape(options, rows), plan: pairPlan(options) };
}

/** @param others sources that are only written from */
export function pairTraining(
  network: Network,
  { train, valid, plan }: PairTask,
  others?: Sequences,
): { readonly translator: Translator; readonly objective: Objective } {
  const longest = {
    source: Math.max(...[train.sources, valid.sources, ...(others ? [others] : [])].map(longestOf)),
    target: longestOf(train.targets),
  };
  const translator = createTranslator(network, recipe.B, longest);
  return { translator, objective: pairObjective(translator, { train, valid, seed: plan.seed }) };
}

export function createPairNetwork(options: PairNetworkOptions): PairNetwork {
  const task = inOneGo(makingPairTask(options));
  const network = createNetwork(options.kernels, task.shape);
  const { translator, objective } = pairTraining(network, task);
  const trainer = createTrainer({ network, objective, plan: task.plan, start: 'new' });
  return { network, translator, trainer, rows: task.rows };
}

/** At every step the writing network reads what was written last and the source's vector, in pieces. */
function pairShape(
  { chosen, attention, units, sizes }: PairTaskOptions,
  rows: PairRows,
): ModelShape {
  const { E, H } = sizesOf(sizes);
  const { direction, ...layers } = chosen;
  const V = rows.target.values.length;
  return {
    ...layers,
    ...{ tokens: units.target === 'letters' ? 'characters' : 'words', cut: 2, V, outputs: V },
    ...{ inputs: 1 + H / E, E, H, tied: false },
    source: { V: rows.source.values.length, attention, ...(direction && { direction }) },
  };
}

/** The widest embedding, up to the one that is wished for, of which the vector is a multiple. */
function sizesOf({ E: wished = recipe.E, H = recipe.H }: PairSizes = {}): {
  readonly E: number;
  readonly H: number;
} {
  let E = Math.min(wished, H);
  while (H % E !== 0) E--;
  return { E, H };
}

export function pairPlan({
  seed,
  arithmetic,
  memory = 0,
  steps = recipe.steps,
}: Omit<TrainingWishes, 'chosen'>): Plan {
  const validateEvery = Math.max(1, Math.ceil(steps / recipe.validations));
  return {
    ...{ steps, seed, arithmetic, B: recipe.B, T: 1, samples: 0, clip: 1, weightDecay: 0 },
    ...{ learningRate: recipe.learningRate, warmUp: Math.min(100, Math.ceil(steps / 20)) },
    ...{ validateEvery, patience: recipe.validations + 1 },
    ...(memory > 0 && { memory }),
  };
}
