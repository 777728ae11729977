/**
 * Makes the bytes of a model file, in a thread of its own: for a large model it takes longer than a
 * stop may wait.
 */
import { encodeModelFile } from '../engine/files/modelFile';
import { readFacts } from '../engine/files/modelMetadata';
import type { SnapshotFacts } from '../engine/files/snapshotFile';
import { encodeSnapshots } from '../engine/files/snapshotFile';
import { flatten, unpadTensors } from '../engine/model/network';
import type { ModelShape } from '../engine/model/shape';
import { layOut } from '../engine/model/shape';
import { metadataOf } from './metadata';

/** Sent to the thread; its arrays are moved there. All in the layout of that alignment. */
export type ScribeJob = ModelJob | SnapshotJob;

export interface SnapshotJob {
  readonly kind: 'snapshots';
  readonly facts: SnapshotFacts;
  readonly shape: ModelShape;
  readonly alignment: number;
  /** One array a snapshot. */
  readonly weights: readonly Float32Array<ArrayBuffer>[];
}

export interface ModelJob {
  readonly kind: 'model';
  /** What `writeMetadata` made of the model's facts. */
  readonly metadata: string;
  readonly alignment: number;
  readonly best: Float32Array<ArrayBuffer>;
  readonly resume?: {
    /** JSON of `resumeState`. */
    readonly state: unknown;
    readonly last: Float32Array<ArrayBuffer>;
    readonly m: Float32Array<ArrayBuffer>;
    readonly v: Float32Array<ArrayBuffer>;
  };
}

export function encodeJob(job: ScribeJob): Uint8Array<ArrayBuffer> {
  return job.kind === 'model' ? encodeModel(job) : encodeEarlier(job);
}

function encodeEarlier({ facts, shape, alignment, weights }: SnapshotJob): Uint8Array<ArrayBuffer> {
  const layout = layOut(shape, alignment);
  return encodeSnapshots(facts, (at) => flatten(layout, weights[at]));
}

function encodeModel({ metadata, alignment, best, resume }: ModelJob): Uint8Array<ArrayBuffer> {
  const read = readFacts(metadataOf(metadata));
  if (!read.ok) throw new Error(`Not the facts of a model: ${read.failure.kind}`);
  const { facts } = read.value;
  const layout = layOut(facts.shape, alignment);
  const model = { ...facts, weights: unpadTensors(layout, best) };
  if (!resume) return encodeModelFile(model);
  return encodeModelFile({
    ...model,
    resume: {
      state: resume.state,
      last: unpadTensors(layout, resume.last),
      m: unpadTensors(layout, resume.m),
      v: unpadTensors(layout, resume.v),
    },
  });
}
