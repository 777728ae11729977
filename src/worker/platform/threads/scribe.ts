/**
 * Threads that make the bytes of files: each takes a job's arrays and gives its bytes back. To start one
 * takes as long as the file of a small model, so it waits a while for the next job.
 */
import { parentPort, Worker } from 'node:worker_threads';
import type { SnapshotFacts } from '../../../engine/files/snapshotFile';
import type { ModelShape } from '../../../engine/network/shape';
import type { Clock } from '../clock';
import { handOver } from './jobThread';
import { threadFile } from './threadFile';

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
}

export type Encode = (job: ScribeJob) => Promise<Uint8Array>;

/** Milliseconds until one without a job ends: longer than between two checkpoints. */
const patience = 30_000;

interface Scribe {
  readonly worker: Worker;
  /** Who waits for its bytes. */
  asker?: { resolve(bytes: Uint8Array): void; reject(error: Error): void };
}

/** What it gives rejects where the thread dies of an error. */
export function createScribes(clock: Pick<Clock, 'after'>): Encode {
  /** Those without a job, with what keeps each from ending. */
  const idle = new Map<Scribe, () => void>();

  function start(): Scribe {
    const worker = new Worker(threadFile, { workerData: scribeStart, execArgv: [] });
    const scribe: Scribe = { worker };
    const end = (error: Error): void => {
      idle.delete(scribe);
      scribe.asker?.reject(error);
    };
    worker.on('message', (bytes: Uint8Array) => {
      const { asker } = scribe;
      rest(scribe);
      asker?.resolve(bytes);
    });
    worker.on('error', end);
    worker.on('exit', (code) => end(new Error(`A scribe's thread ended with code ${code}`)));
    return scribe;
  }

  function rest(scribe: Scribe): void {
    delete scribe.asker;
    // It keeps no process from ending.
    scribe.worker.unref();
    const end = (): void => {
      idle.delete(scribe);
      void scribe.worker.terminate();
    };
    idle.set(scribe, clock.after(patience, end));
  }

  function wake(): Scribe {
    const found = idle.entries().next();
    if (found.done) return start();
    const [scribe, stay] = found.value;
    idle.delete(scribe);
    stay();
    scribe.worker.ref();
    return scribe;
  }

  return (job) =>
    new Promise((resolve, reject) => {
      const scribe = wake();
      scribe.asker = { resolve, reject };
      const moved = arraysOf(job).map(({ buffer }) => buffer);
      scribe.worker.postMessage(job, moved);
    });
}

const scribeStart: ScribeStart = { role: 'scribe' };

/** The thread's side. @param encode throws where the thread is to die of it */
export function serveScribe(encode: (job: ScribeJob) => Uint8Array<ArrayBuffer>): void {
  parentPort?.on('message', (job: ScribeJob) => {
    const bytes = encode(job);
    handOver(bytes, [bytes.buffer]);
  });
}

function arraysOf(job: ScribeJob): readonly Float32Array<ArrayBuffer>[] {
  if (job.kind === 'snapshots') return job.weights;
  const { best, resume } = job;
  return resume ? [best, resume.last, resume.m, resume.v] : [best];
}
