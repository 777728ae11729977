/**
 * A network as it was before it learnt anything: the same sizes, and weights drawn again from the
 * plan's seed, as its training began. Of a model that was not trained here the seed is 1.
 */
import type { Network } from '../../engine/network/network';
import { initialise } from '../../engine/network/network';
import type { ModelShape } from '../../engine/network/shape';
import { planSchema } from '../../engine/training/plan';
import { random } from '../../engine/random';
import * as v from 'valibot';
import type { ModelsOptions } from './models';
import { openNetwork } from './models';

export interface UntrainedModel {
  readonly shape: ModelShape;
  /** JSON of the training plan; none of a model that was not trained here. */
  readonly plan: unknown;
}

/** To be disposed of with `kernels.dispose()`. Its projection knows no word's share: only the units count. */
export function createUntrainedNetwork(
  { shape, plan }: UntrainedModel,
  options: Pick<ModelsOptions, 'createKernels'>,
): Network {
  const known = v.safeParse(planSchema, plan);
  const untrained = openNetwork(shape, options);
  const { seed, memory } = known.success ? known.output : { seed: 1 };
  initialise(untrained, random(seed), new Uint8Array(shape.V), memory);
  return untrained;
}
