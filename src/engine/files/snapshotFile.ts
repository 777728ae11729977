/**
 * Weights from the course of a training, as one `.safetensors` file next to the model's: half precision
 * (to three decimal places: for looking, not for continuing), one tensor a snapshot, unpadded in the
 * order of the layout. Read piece by piece: the header first, then the one snapshot that is shown.
 */
import * as v from 'valibot';
import { toHalves } from './safetensors/halfFloats';
import { serialiseSafetensors } from './safetensors/safetensors';
import { parseSafetensorsHeader } from './safetensors/safetensorsHeader';
import type { StoredTensor } from './safetensors/storedTensor';
import { readFloats } from './safetensors/storedTensor';

const KEY = 'gatescope-snapshots';
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const factsSchema = v.object({
  /** Of the trained weights that they led to. */
  modelVersion: whole,
  /** At which the trained weights were reached. */
  steps: whole,
  /** Which training it was, as its checkpoint says; there until it has come to its end. */
  training: v.exactOptional(v.string()),
  snapshots: v.pipe(
    v.array(
      v.object({
        step: whole,
        /** Nats per token. */
        validation: v.exactOptional(v.pipe(v.number(), v.finite())),
      }),
    ),
    v.maxLength(100),
  ),
});

export type SnapshotFacts = v.InferOutput<typeof factsSchema>;

/** Where a snapshot's numbers lie in the file, in bytes. */
export interface SnapshotPlace {
  readonly begin: number;
  readonly end: number;
}

export interface SnapshotHeader {
  readonly facts: SnapshotFacts;
  /** One a snapshot. */
  readonly places: readonly SnapshotPlace[];
}

const nameOf = (index: number): string => `snapshot.${index}`;

/** @param weightsOf one flat array a snapshot, unpadded */
export function encodeSnapshots(
  facts: SnapshotFacts,
  weightsOf: (index: number) => Float32Array,
): Uint8Array<ArrayBuffer> {
  const tensors = facts.snapshots.map((_, index): [string, StoredTensor] => {
    const halves = toHalves(weightsOf(index));
    const bytes = new Uint8Array(halves.buffer);
    return [nameOf(index), { dtype: 'F16', shape: [halves.length], bytes }];
  });
  return serialiseSafetensors(new Map([[KEY, JSON.stringify(facts)]]), new Map(tensors));
}

/**
 * @param start the file's first bytes, the header among them
 * @param parameters of the network that they shall be weights of
 * @returns undefined where they are not
 */
export function readSnapshotHeader(
  start: Uint8Array,
  fileLength: number,
  parameters: number,
): SnapshotHeader | undefined {
  const parsed = parseSafetensorsHeader(start, fileLength);
  if (!parsed.ok) return undefined;
  const { metadata, tensors } = parsed.header;
  const facts = v.safeParse(v.pipe(v.string(), v.parseJson(), factsSchema), metadata.get(KEY));
  if (!facts.success) return undefined;
  const places = facts.output.snapshots.flatMap((_, index) => {
    const entry = tensors.get(nameOf(index));
    const fits = entry?.dtype === 'F16' && entry.shape.join() === String(parameters);
    return fits ? [{ begin: entry.begin, end: entry.end }] : [];
  });
  return places.length === facts.output.snapshots.length
    ? { facts: facts.output, places }
    : undefined;
}

/** @param bytes of one snapshot */
export const decodeSnapshot = (bytes: Uint8Array): Float32Array<ArrayBuffer> =>
  readFloats({ dtype: 'F16', shape: [bytes.length / 2], bytes }, 'f32');
