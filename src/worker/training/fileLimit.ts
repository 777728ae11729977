/**
 * Whether the model's file can be written and read again, known before the first step: what stands in
 * front of the weights (words, sketch of the text, curve, state) has a limit.
 */
import type { ModelFacts } from '../../engine/files/modelFile';
import { modelHeaderLength } from '../../engine/files/modelFile';
import { LONGEST_HEADER } from '../../engine/files/safetensors/safetensorsHeader';
import type { Failure } from '../../shared/failures';
import { pointsOf } from '../models/curve';
import { resumeState } from '../models/resumePoint';
import { metricOf, storedMetric } from './metric';
import type { FactsNow } from './modelFactsNow';
import type { Run } from './training';

/** Of a point of the curve, at most, and of everything else that is not known before. */
const bytesOf = { point: 240, rest: 64 * 1024 } as const;
/** How many times the planned steps a budget in seconds may come to. */
const mostStretched = 4;

export function fileFailure(
  { request, prepared, trainer, training }: Run,
  facts: (now: FactsNow) => ModelFacts,
): Failure | undefined {
  const { plan } = trainer;
  const measured = storedMetric(metricOf(prepared, 1));
  const now = facts({ version: 1, steps: plan.steps, ...measured, history: [] });
  const state = resumeState(trainer.glance(), { seconds: 0, training, pending: { losses: [] } });
  const points = pointsOf(plan) * ('seconds' in request.budget ? mostStretched : 1);
  const bytes = modelHeaderLength(now, state) + points * bytesOf.point + bytesOf.rest;
  if (bytes <= LONGEST_HEADER) return undefined;
  const [megabytes, limitMB] = [bytes / megabyte, LONGEST_HEADER / megabyte];
  return { kind: 'fileTooLarge', name: request.name, megabytes, limitMB };
}

const megabyte = 2 ** 20;
