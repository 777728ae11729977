/** What a training came to. */
import { saveTensors } from '../../engine/network/network';
import { countParameters } from '../../engine/network/shape';
import type { TrainingSummary } from '../../shared/api';
import { perplexity } from '../../engine/evaluation/perplexity';
import type { Run } from './training';
import { weightsHash } from '../models/weightsHash';

type Best = NonNullable<Run['trainer']['best']>;

export function summarise(
  { trainer, network, prepared, stopwatch }: Run,
  stopped: TrainingSummary['stopped'],
  best: Best,
): TrainingSummary {
  return {
    stopped,
    seconds: stopwatch.seconds(),
    steps: trainer.stepsDone,
    epochs: trainer.epochs,
    tokens: prepared.trainTokens,
    vocabulary: prepared.vocabulary.size,
    parameters: countParameters(prepared.shape),
    validationPerplexity: perplexity(best.loss),
    seed: trainer.plan.seed,
    sha256: weightsHash(saveTensors(network, best.values)),
  };
}
