/**
 * The trainer's state in a model file: weights and moments as tensors of the file, everything else
 * (positions, the state carried between windows, the time used) as JSON.
 */
import * as v from 'valibot';
import type { NamedTensors, ResumePoint } from '../../engine/files/modelFile';
import type { TrainerState } from '../../engine/model/trainerState';
import { trainerPositionSchema } from '../../engine/model/trainerState';
import { fromBase64, toBase64 } from '../platform/base64';

const stateSchema = v.object({
  position: trainerPositionSchema,
  /** Rows of single precision, base64. */
  carried: v.record(v.string(), v.string()),
  seconds: v.number(),
});

export interface Resumed {
  readonly state: TrainerState;
  /** Training time used before. */
  readonly seconds: number;
}

const parts = ['last', 'm', 'v'] as const;

export function toResumePoint({ position, tensors }: TrainerState, seconds: number): ResumePoint {
  const named = (part: string): NamedTensors =>
    new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(`${part}.`))
        .map(([name, values]) => [name.slice(part.length + 1), Float32Array.from(values)]),
    );
  const carried = Object.fromEntries(
    [...named('state')].map(([name, values]) => [name, toBase64(bytesOf(values))]),
  );
  const state: v.InferOutput<typeof stateSchema> = { position, carried, seconds };
  return { state, last: named('last'), m: named('m'), v: named('v') };
}

/** @returns undefined where the JSON is not what `toResumePoint` made */
export function fromResumePoint(point: ResumePoint): Resumed | undefined {
  const parsed = v.safeParse(stateSchema, point.state);
  if (!parsed.success) return undefined;
  const { position, carried, seconds } = parsed.output;
  const tensors = new Map<string, Float32Array>();
  for (const part of parts) {
    for (const [name, values] of point[part]) tensors.set(`${part}.${name}`, values);
  }
  for (const [name, text] of Object.entries(carried)) {
    const bytes = fromBase64(text);
    if (bytes.length % 4 !== 0) return undefined;
    tensors.set(`state.${name}`, new Float32Array(bytes.buffer));
  }
  return { state: { position, tensors }, seconds };
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
