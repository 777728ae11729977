/** One training of a race: a contestant, a seed, a plan. The same training as `evaluate`'s. */
import type { EvaluationText } from '../../engine/evaluation/evaluationText';
import { learningPart } from '../../engine/evaluation/learningPart';
import { perplexity } from '../../engine/evaluation/perplexity';
import type { Kernels } from '../../engine/kernels/kernels';
import { createNetwork, saveTensors, type Network } from '../../engine/network/network';
import { countParameters, type ModelShape } from '../../engine/network/shape';
import { cellWeights, type Contestant } from '../../engine/race/contestants';
import type { RaceRow } from '../../engine/race/record';
import { testLoss } from '../../engine/race/testLoss';
import type { Arithmetic } from '../../engine/kernels/arithmetic';
import { makePlan, type Plan } from '../../engine/training/plan';
import { createTrainer, stepFromStart, type Trainer } from '../../engine/training/trainer';
import type { StepReport } from '../../engine/training/trainingStep';
import { weightsHash } from '../models/weightsHash';

/** A contestant with its size. */
export interface Entrant {
  readonly contestant: Contestant;
  readonly shape: ModelShape;
}

export interface Entry {
  readonly network: Network;
  readonly trainer: Trainer;
}

/** Takes all memory of the training. */
export function createEntry(
  kernels: Kernels,
  text: EvaluationText,
  { contestant, shape }: Entrant,
  plan: Plan,
): Entry {
  const network = createNetwork(kernels, shape);
  const part = learningPart(text, contestant.share);
  return { network, trainer: createTrainer({ network, text: part, plan, start: 'new' }) };
}

export interface Planning {
  readonly tokens: number;
  readonly seed: number;
  readonly arithmetic: Arithmetic;
}

export const tokensFor = ({ split }: EvaluationText, { share = 1 }: Contestant): number =>
  Math.floor(share * (split.train.to - split.train.from));

export function planFor({ contestant, shape }: Entrant, steps: number, planning: Planning): Plan {
  const plan = makePlan({ shape, steps, ...planning });
  return contestant.rate === undefined ? plan : { ...plan, learningRate: contestant.rate };
}

/** Between steps. @returns false where the race was called off */
export type GoesOn = () => Promise<boolean>;

/**
 * Trains.
 * @param heard what each step did
 * @returns false where it was called off
 */
export async function train(
  { trainer }: Entry,
  goesOn: GoesOn,
  heard?: (report: StepReport, trainer: Trainer) => void,
): Promise<boolean> {
  while (!trainer.finished) {
    if (!(await goesOn())) return false;
    const report = stepFromStart(trainer);
    if (report) heard?.(report, trainer);
  }
  return true;
}

/** After the training. @returns undefined where it was called off */
export async function measure(
  { network, trainer }: Entry,
  entrant: Entrant,
  text: EvaluationText,
  goesOn: GoesOn,
): Promise<RaceRow | undefined> {
  const { best, finished, plan, stepsDone } = trainer;
  const facts = {
    ...{ cell: entrant.contestant.name, seed: plan.seed, hiddenSize: entrant.shape.H },
    ...{ cellWeights: cellWeights(entrant.shape), weights: countParameters(entrant.shape) },
    ...{ plan, steps: stepsDone },
    validationPerplexity: best ? perplexity(best.loss) : null,
  };
  if (finished === undefined || finished === 'notFinite' || !best) {
    return { ...facts, ended: 'diverged', perplexity: null, sha256: null };
  }
  network.parameters.values.set(best.values);
  const loss = await lossOnTest(network, text, goesOn);
  if (loss === undefined) return undefined;
  const sha256 = weightsHash(saveTensors(network));
  return { ...facts, ended: finished, perplexity: perplexity(loss), sha256 };
}

async function lossOnTest(
  network: Network,
  text: EvaluationText,
  goesOn: GoesOn,
): Promise<number | undefined> {
  const measuring = testLoss(network, text);
  for (;;) {
    if (!(await goesOn())) return undefined;
    const next = measuring.next();
    if (next.done) return next.value;
  }
}
