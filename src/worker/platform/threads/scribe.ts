/** One thread for one file: takes the job's arrays, gives its bytes back and ends. */
import { parentPort, Worker } from 'node:worker_threads';
import { threadFile } from './threadFile';
import type { SnapshotFacts } from '../../../engine/files/snapshotFile';
import type { ModelShape } from '../../../engine/network/shape';

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
export const encodeInThread: Encode = (job) =>
  new Promise((resolve, reject) => {
    const workerData: ScribeStart = { role: 'scribe', job };
    const transferList = arraysOf(job).map(({ buffer }) => buffer);
    const worker = new Worker(threadFile, { workerData, transferList, execArgv: [] });
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The scribe ended with code ${code}`)));
  });

function arraysOf(job: ScribeJob): readonly Float32Array<ArrayBuffer>[] {
  if (job.kind === 'snapshots') return job.weights;
  const { best, resume } = job;
  return resume ? [best, resume.last, resume.m, resume.v] : [best];
}

/** The scribe's side. */
export function handOver(bytes: Uint8Array<ArrayBuffer>): void {
  parentPort?.postMessage(bytes, [bytes.buffer]);
}
