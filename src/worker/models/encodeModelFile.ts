/**
 * Makes the bytes of a model file, in a thread of its own: for a large model it takes longer than a
 * stop may wait.
 */
import { encodeModelFile } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import { encodeSnapshots } from '../../engine/files/snapshotFile';
import { flatten, unpadTensors } from '../../engine/network/network';
import { layOut } from '../../engine/network/shape';
import { factsFromJson } from './factsAsJson';
import type { ModelJob, ScribeJob, SnapshotJob } from '../platform/threads/scribe';

export function encodeScribeJob(job: ScribeJob): Uint8Array<ArrayBuffer> {
  return job.kind === 'model' ? encodeModel(job) : encodeEarlier(job);
}

function encodeEarlier({ facts, shape, alignment, weights }: SnapshotJob): Uint8Array<ArrayBuffer> {
  const layout = layOut(shape, alignment);
  return encodeSnapshots(facts, (at) => flatten(layout, weights[at]));
}

function encodeModel({ metadata, alignment, best, resume }: ModelJob): Uint8Array<ArrayBuffer> {
  const read = readFacts(factsFromJson(metadata), 'any');
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
