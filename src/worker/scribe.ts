/**
 * Makes the bytes of a model file, in a thread of its own: for a large model it takes longer than a
 * stop may wait.
 */
import { encodeModelFile } from '../engine/files/modelFile';
import { readFacts } from '../engine/files/modelMetadata';
import { unpadTensors } from '../engine/model/network';
import { layOut } from '../engine/model/shape';
import { metadataOf } from './metadata';

/** Sent to the thread; its arrays are moved there. All in the layout of that alignment. */
export interface ScribeJob {
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

export function encodeJob({
  metadata,
  alignment,
  best,
  resume,
}: ScribeJob): Uint8Array<ArrayBuffer> {
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
