/** What a training came to. */
import { saveTensors } from '../../engine/network/network';
import { countParameters } from '../../engine/network/shape';
import type { TrainingSummary } from '../../shared/api';
import { isCountsAlone, type CompletionFacts } from '../../engine/ghostText/completionTuning';
import type { BestWeights } from '../../engine/training/trainer';
import type { CurvePoint } from '../../shared/model/training';
import { metricOf, toldMetric } from './metric';
import type { Run } from './training';
import { measuredAt } from '../models/curve';
import { weightsHash } from '../models/weightsHash';

export interface Outcome {
  readonly stopped: TrainingSummary['stopped'];
  readonly best: BestWeights;
  readonly points: readonly CurvePoint[];
  readonly completion: CompletionFacts | undefined;
}

export function summarise(
  { trainer, network, prepared, stopwatch }: Run,
  { stopped, best, points, completion }: Outcome,
): TrainingSummary {
  const bestSeconds = measuredAt(points, best.step);
  const { fewWords } = prepared;
  return {
    stopped,
    seconds: stopwatch.seconds(),
    steps: trainer.stepsDone,
    epochs: trainer.epochs,
    tokens: prepared.trainTokens,
    vocabulary: prepared.vocabulary.size,
    parameters: countParameters(prepared.shape),
    ...toldMetric(metricOf(prepared, best.loss)),
    ...(bestSeconds === undefined ? {} : { bestSeconds }),
    ...(fewWords === undefined ? {} : { fewWords }),
    ...(completion && isCountsAlone(completion) ? { countsAlone: true } : {}),
    seed: trainer.plan.seed,
    sha256: weightsHash(saveTensors(network, best.values)),
  };
}
