/** What a training came to. */
import { saveTensors } from '../../engine/model/network';
import { countParameters } from '../../engine/model/shape';
import type { TrainingSummary } from '../../shared/api';
import { sha256 } from '../platform/sha256';
import { perplexity } from './facts';
import type { Run } from './run';

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

/** Of weights as a file holds them. */
export const weightsHash = (tensors: ReadonlyMap<string, Float32Array>): string =>
  sha256(inFileOrder(tensors));

/** Tensors by name, as a model file has them, little-endian as every machine that runs VS Code. */
function inFileOrder(tensors: ReadonlyMap<string, Float32Array>): Uint8Array[] {
  return [...tensors]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, values]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
