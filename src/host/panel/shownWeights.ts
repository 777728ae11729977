/**
 * Which weights the panel looks through. A snapshot is one of a certain version of the model: with
 * another version, or another document, the panel is back at the trained weights.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { WeightsAt } from '../../shared/model/weights';
import { trainedWeights } from '../../shared/model/weights';
import type { SupervisedThread } from '../threads/supervisor';

type Analyst = Pick<SupervisedThread<AnalystContract>, 'call'>;

export interface ShownWeights {
  readonly now: WeightsAt;
  /** Asks every question about a document through the weights of now. */
  readonly analyst: Analyst;
  choose(weights: WeightsAt, modelVersion: number | undefined): void;
  /** Forgets what was chosen for another version. */
  settle(modelVersion: number | undefined): void;
  reset(): void;
}

export function createShownWeights(analyst: Analyst): ShownWeights {
  let now = trainedWeights;
  let of: number | undefined;
  return {
    get now() {
      return now;
    },
    analyst: {
      call: (method, request, options) => analyst.call(method, through(request, now), options),
    },
    choose(weights, modelVersion) {
      now = weights;
      of = modelVersion;
    },
    settle(modelVersion) {
      if (of !== modelVersion) now = trainedWeights;
    },
    reset: () => void (now = trainedWeights),
  };
}

function through<R>(request: R, weights: WeightsAt): R {
  const isAbout = typeof request === 'object' && request !== null && 'documentKey' in request;
  return isAbout && weights.kind === 'snapshot' ? Object.assign({}, request, { weights }) : request;
}
