/**
 * The trainer's state in a model file: weights and moments as tensors of the file, everything else
 * (positions, the state carried between windows, the curve's next point, the time used) as JSON.
 */
import * as v from 'valibot';
import type { ResumePoint } from '../../engine/files/modelFile';
import type { TrainerGlance } from '../../engine/training/trainer';
import type { TrainerState } from '../../engine/training/trainerState';
import { trainerPositionSchema } from '../../engine/training/trainerState';
import type { CompletionFacts } from '../../engine/ghostText/completionTuning';
import { completionFactsSchema } from './completionFacts';
import { fromBase64, toBase64 } from '../platform/base64';
import type { PendingPoint } from './curve';

/** Some thirty thousand years: above it, milliseconds are no longer whole or even finite. */
const mostSeconds = 1e12;

const stateSchema = v.object({
  position: trainerPositionSchema,
  /** Rows of single precision, base64. */
  carried: v.record(v.string(), v.string()),
  seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(mostSeconds)),
  /** Missing in files from before it was kept. */
  pending: v.exactOptional(
    v.object({
      losses: v.array(v.pipe(v.number(), v.finite())),
      latest: v.exactOptional(v.object({ learningRate: v.number(), gradientNorm: v.number() })),
    }),
  ),
  /** What is already known about completion. */
  tuned: v.exactOptional(
    v.object({ step: v.number(), lasting: v.boolean(), facts: completionFactsSchema }),
  ),
  /** Identifies what was written along with it as belonging to the same training. */
  training: v.exactOptional(v.string()),
});

/** Completion tuned before the end of a training. */
export interface TunedAhead {
  /** Of the weights it was tuned with. */
  readonly step: number;
  /** Holds for later weights, too. */
  readonly lasting: boolean;
  readonly facts: CompletionFacts;
}

export interface Resumed {
  readonly state: TrainerState;
  /** Training time used before. */
  readonly seconds: number;
  readonly training?: string;
  /** Of the curve. */
  readonly pending?: PendingPoint;
  readonly tuned?: TunedAhead;
}

/** @returns JSON for `ResumePoint.state` */
export function resumeState(
  { position, carried }: TrainerGlance,
  {
    seconds,
    training,
    pending,
    tuned,
  }: Required<Omit<Resumed, 'state' | 'tuned'>> & Pick<Resumed, 'tuned'>,
): unknown {
  const rows = Object.fromEntries(
    [...carried].map(([name, values]) => {
      const { buffer } = Float32Array.from(values);
      return [name, toBase64(new Uint8Array(buffer))];
    }),
  );
  const { losses, latest } = pending;
  return {
    ...{ position, carried: rows, seconds, training },
    pending: { losses: [...losses], ...(latest ? { latest } : {}) },
    ...(tuned ? { tuned } : {}),
  };
}

/** Which training a checkpoint's state is of; undefined where it does not say. */
export function trainingOf(state: unknown): string | undefined {
  const parsed = v.safeParse(v.object({ training: v.string() }), state);
  return parsed.success ? parsed.output.training : undefined;
}

/** @returns undefined where the JSON is not what `resumeState` made */
export function fromResumePoint(point: ResumePoint): Resumed | undefined {
  const parsed = v.safeParse(stateSchema, point.state);
  if (!parsed.success) return undefined;
  const { position, carried, seconds, training, pending, tuned } = parsed.output;
  const tensors = new Map<string, Float32Array>();
  for (const part of ['last', 'm', 'v'] as const) {
    for (const [name, values] of point[part]) tensors.set(`${part}.${name}`, values);
  }
  for (const [name, text] of Object.entries(carried)) {
    const bytes = fromBase64(text);
    if (bytes.length % 4 !== 0) return undefined;
    tensors.set(`state.${name}`, new Float32Array(bytes.buffer));
  }
  return {
    ...{ state: { position, tensors }, seconds },
    ...(training ? { training } : {}),
    ...(pending ? { pending } : {}),
    ...(tuned ? { tuned } : {}),
  };
}
