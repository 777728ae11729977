/** A thread for one job: it is given the job at its start, answers once and ends. */
import { parentPort, Worker, type Transferable } from 'node:worker_threads';
import { threadFile } from './threadFile';

export interface JobThread<Answer> {
  /** Rejects where the thread dies of an error, or is ended before it has answered. */
  readonly answer: Promise<Answer>;
  end(): void;
}

/** @param start its `workerData`, which the entry of threads parses */
export function startJobThread<Answer>(
  start: { readonly role: string; readonly job: unknown },
  transferList: readonly Transferable[] = [],
): JobThread<Answer> {
  const worker = new Worker(threadFile, {
    ...{ workerData: start, transferList: [...transferList], execArgv: [] },
  });
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.once('message', (given: Answer) => resolve(given));
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The thread for ${start.role} ended with code ${code}`)),
    );
  });
  // Who ends it does not wait for its answer.
  answer.catch(() => undefined);
  return { answer, end: () => void worker.terminate() };
}

/** The thread's side. */
export function handOver(answer: unknown, transferList: readonly Transferable[] = []): void {
  parentPort?.postMessage(answer, transferList);
}
