/**
 * The model's file while it trains: best weights, and everything that is needed to go on after the
 * thread or the window has gone. Written in the background, one at a time, from copies. A disk that
 * refuses costs a line in the log; only the last file matters to the caller.
 */
import type { ModelFacts, StoredModel } from '../../engine/files/modelFile';
import { encodeModelFile } from '../../engine/files/modelFile';
import { saveTensors } from '../../engine/model/network';
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import type { Curve } from './curve';
import type { FactsNow } from './facts';
import { perplexity } from './facts';
import { toResumePoint } from './resumePoint';
import type { Run } from './run';
import type { TrainingTools } from './tools';

export interface Checkpoints {
  saveWhenDue(): void;
  /** Without what only an unfinished training needs. */
  saveFinal(summary: TrainingSummary): Promise<Result<void, Failure>>;
}

export interface CheckpointOptions {
  readonly run: Run;
  readonly tools: Pick<TrainingTools, 'clock' | 'files' | 'log'>;
  readonly facts: (now: FactsNow) => ModelFacts;
  readonly curve: Curve;
  readonly version: () => number;
}

const saveEvery = 10_000;

export function createCheckpoints(options: CheckpointOptions): Checkpoints {
  const { run, tools } = options;
  const { clock, files, log } = tools;
  const path = run.request.modelPath;
  let last = clock.now();
  let writing: Promise<void> = Promise.resolve();
  let busy = false;

  const save = async (bytes: Uint8Array): Promise<void> => {
    const saved = await files.write(path, bytes);
    log(saved.ok ? `checkpoint: ${bytes.length} bytes` : `checkpoint: ${saved.failure.reason}`);
  };

  return {
    saveWhenDue() {
      if (busy || clock.now() - last < saveEvery || !run.trainer.best) return;
      last = clock.now();
      busy = true;
      const resume = toResumePoint(run.trainer.state(), run.stopwatch.seconds());
      const bytes = encodeModelFile({ ...snapshot(options), resume });
      writing = save(bytes).finally(() => (busy = false));
    },
    async saveFinal(summary) {
      await writing;
      return files.write(path, encodeModelFile({ ...snapshot(options), summary }));
    },
  };
}

function snapshot({ run, facts, curve, version }: CheckpointOptions): StoredModel {
  const { trainer, network } = run;
  const { best } = trainer;
  if (!best) throw new Error('Nothing was learnt yet');
  return {
    ...facts({
      version: version(),
      steps: trainer.stepsDone,
      validationPerplexity: perplexity(best.loss),
      history: curve.points,
    }),
    weights: saveTensors(network, best.values),
  };
}
