/**
 * What is wrong with a stored state, before anything is made of it: a file can be damaged and still be
 * what its schema says. If nothing is found, the state can be restored and the training continued.
 */
import { carriedTensors, layOut, type ModelShape } from '../network/shape';
import type { Tensors } from '../network/network';
import type { Plan } from './plan';
import type { TrainerPosition, TrainerState } from './trainerState';
import { mostRecoveries } from './trainingStep';

export interface StateSetting {
  readonly shape: ModelShape;
  readonly plan: Plan;
  /** Tokens to train on; of sequences with answers, steps of a round. */
  readonly reads: { readonly tokens: number } | { readonly batches: number };
}

/** @returns the rest of a sentence about the state */
export function flawOfState(state: TrainerState, setting: StateSetting): string | undefined {
  return (
    flawOfPlan(setting) ??
    flawOfPosition(state.position, setting) ??
    flawOfCarried(state.tensors, setting) ??
    flawOfMoments(state.tensors)
  );
}

function flawOfPlan({ shape, plan, reads }: StateSetting): string | undefined {
  if (plan.samples > shape.V) return 'its plan samples more words than the model knows';
  if ('batches' in reads) return undefined;
  const { B, T } = plan;
  return Math.floor(reads.tokens / B) < T + 1
    ? 'its plan reads more text than there is'
    : undefined;
}

const isBeyond = (at: number, { plan, reads }: Pick<StateSetting, 'plan' | 'reads'>): boolean =>
  'batches' in reads ? at >= reads.batches : at + plan.T + 1 > Math.floor(reads.tokens / plan.B);

function flawOfPosition(
  { progress, stream, random, powers }: TrainerPosition,
  { plan, reads }: StateSetting,
): string | undefined {
  const { steps, rateScale, recoveries, bestLoss, bestStep } = progress;
  if (steps > plan.steps) return 'it has done more steps than were planned';
  if (bestLoss === undefined || bestStep === undefined || bestStep > steps)
    return 'it does not say when its best weights were reached';
  if (!Number.isFinite(bestLoss)) return 'the loss of its best weights is not a number';
  if (!(rateScale > 0 && rateScale <= 1) || recoveries > mostRecoveries)
    return 'its learning rate is impossible';
  if (isBeyond(stream.at, { plan, reads })) return 'it is beyond the end of the text';
  if (random.some((word) => word > 0xffffffff)) return 'its random numbers are impossible';
  const isPower = (power: number): boolean => power >= 0 && power <= 1;
  return isPower(powers.beta1) && isPower(powers.beta2) ? undefined : 'its moments are impossible';
}

function flawOfCarried(tensors: Tensors, { shape, plan, reads }: StateSetting): string | undefined {
  const prefix = 'state.';
  const found = [...tensors.keys()].filter((name) => name.startsWith(prefix));
  // Sequences begin anew in every step.
  if ('batches' in reads) return found.length > 0 ? 'it carries a state' : undefined;
  const wanted = carriedTensors(layOut(shape, 1)).map(({ name }) => `${prefix}${name}`);
  const hasWords = shape.window !== undefined && shape.window > 1;
  if (found.length !== wanted.length + Number(hasWords))
    return 'its carried state has other layers';
  for (const name of wanted) {
    const values = tensors.get(name);
    if (values?.length !== plan.B * shape.H) return 'its carried state has another size';
    if (!values.every(Number.isFinite)) return 'its carried state is not a number';
  }
  return hasWords ? flawOfWords(tensors, { shape, plan }) : undefined;
}

function flawOfWords(
  tensors: Tensors,
  { shape: { V, window = 1 }, plan }: Pick<StateSetting, 'shape' | 'plan'>,
): string | undefined {
  const words = tensors.get('state.words');
  if (words?.length !== plan.B * (window - 1)) return 'its carried state has another size';
  return words.every((id) => Number.isInteger(id) && id >= 0 && id < V)
    ? undefined
    : 'its carried state has words that it does not know';
}

function flawOfMoments(tensors: Tensors): string | undefined {
  for (const [name, values] of tensors) {
    if (name.startsWith('v.') && values.some((value) => value < 0))
      return 'its moments are impossible';
  }
  return undefined;
}
