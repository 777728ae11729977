/** One thread for one file: takes the job's arrays, gives its bytes back and ends. */
import type { SnapshotFacts } from '../../../engine/files/snapshotFile';
import type { ModelShape } from '../../../engine/network/shape';
import { startJobThread } from './jobThread';

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

/** `workerData` of a scribe's thread. */
export interface ScribeStart {
  readonly role: 'scribe';
  readonly job: ScribeJob;
}

export type Encode = (job: ScribeJob) => Promise<Uint8Array>;

/** Rejects where the thread dies of an error. */
export const encodeInThread: Encode = (job) => {
  const start: ScribeStart = { role: 'scribe', job };
  const moved = arraysOf(job).map(({ buffer }) => buffer);
  return startJobThread<Uint8Array>(start, moved).answer;
};

function arraysOf(job: ScribeJob): readonly Float32Array<ArrayBuffer>[] {
  if (job.kind === 'snapshots') return job.weights;
  const { best, resume } = job;
  return resume ? [best, resume.last, resume.m, resume.v] : [best];
}
