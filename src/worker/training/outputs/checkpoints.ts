/**
 * The model's file while it trains: best weights, and everything that is needed to continue after the
 * thread or the window has gone. The training waits only for copies of its arrays, made bit by bit;
 * encoding and writing run alongside it, one file at a time. If the disk refuses, that is logged; only
 * the last file matters to the caller.
 */
import type { Floats } from '../../../engine/kernels/kernels';
import type { Failure, Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import type { ModelFacts } from '../../../engine/files/modelFile';
import { factsAsJson } from '../../models/factsAsJson';
import type { ModelJob } from '../../platform/threads/scribe';
import type { Curve } from '../../models/curve';
import type { FactsNow } from '../modelFactsNow';
import { shareDone } from '../../../engine/training/plan';
import { hasLearntNothing, metricOf, storedMetric } from '../metric';
import { resumeState, type TunedAhead } from '../../models/resumePoint';
import type { Run } from '../training';
import type { TrainingTools } from '../trainingTools';

export interface Checkpoints {
  /**
   * @param mayGoOn called between copies; false drops this checkpoint
   * @returns whether one is being written
   */
  saveWhenDue(mayGoOn: () => Promise<boolean>): Promise<boolean>;
  /** Without what only an unfinished training needs. */
  saveFinal(
    last: Required<Pick<FactsNow, 'summary'>> & Partial<FactsNow>,
  ): Promise<Result<void, Failure>>;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
}

export interface CheckpointOptions {
  readonly run: Run;
  readonly tools: Pick<TrainingTools, 'clock' | 'files' | 'encode' | 'log'>;
  readonly facts: (now: FactsNow) => ModelFacts;
  readonly curve: Curve;
  readonly version: () => number;
  readonly tuned: () => TunedAhead | undefined;
}

const saveEvery = 10_000;
/** Seconds before the end, about: the last file is written soon, and would wait for this one. */
const tooLate = 3;
/** Numbers copied at once: about a millisecond. */
const copiedAtOnce = 1 << 20;

export function createCheckpoints(options: CheckpointOptions): Checkpoints {
  const { run, tools } = options;
  const { clock, files, encode, log } = tools;
  const path = run.request.modelPath;
  let last = clock.now();
  let writing: Promise<void> | undefined;

  const write = async (job: ModelJob): Promise<void> => {
    const bytes = await encode(job);
    const saved = await files.write(path, bytes);
    log(saved.ok ? `checkpoint: ${bytes.length} bytes` : `checkpoint: ${saved.failure.reason}`);
  };

  /** A model that cannot be encoded now cannot be so after another training either. */
  const encoded = async (job: ModelJob): Promise<Result<Uint8Array, Failure>> => {
    try {
      return success(await encode(job));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`the model was not encoded: ${reason}`);
      return failed({ kind: 'notEncoded', reason });
    }
  };

  return {
    async saveWhenDue(mayGoOn) {
      if (writing || clock.now() - last < saveEvery || secondsLeft(run) < tooLate) return false;
      const { best } = run.trainer;
      if (!best || hasLearntNothing(run.prepared, best.loss) || !run.trainer.sound()) return false;
      last = clock.now();
      const job = await checkpointJob(options, mayGoOn);
      if (!job) return false;
      writing = write(job)
        .catch((error: unknown) => log(`checkpoint: ${String(error)}`))
        .finally(() => (writing = undefined));
      return true;
    },
    async saveFinal(last) {
      await writing;
      const best = new Float32Array(bestOf(run).values);
      const bytes = await encoded({ ...outline(options, last), best });
      return bytes.ok ? files.write(path, bytes.value) : bytes;
    },
    settled: async () => writing,
  };
}

/** As its steps went so far. */
function secondsLeft({ trainer, stopwatch }: Run): number {
  const share = shareDone(trainer.plan, trainer.stepsDone);
  return share > 0 ? (stopwatch.seconds() * (1 - share)) / share : Infinity;
}

async function checkpointJob(
  options: CheckpointOptions,
  mayGoOn: () => Promise<boolean>,
): Promise<ModelJob | undefined> {
  const { trainer, stopwatch, training } = options.run;
  const glance = trainer.glance();
  const pending = options.curve.pending();
  const tuned = options.tuned();
  const kept = { seconds: stopwatch.seconds(), training, pending, ...(tuned ? { tuned } : {}) };
  const state = resumeState(glance, kept);
  const best = await copy(bestOf(options.run).values, mayGoOn);
  const last = best && (await copy(glance.last, mayGoOn));
  const m = last && (await copy(glance.m, mayGoOn));
  const v = m && (await copy(glance.v, mayGoOn));
  return v && { ...outline(options), best, resume: { state, last, m, v } };
}

/** In single precision. */
async function copy(
  values: Floats,
  mayGoOn: () => Promise<boolean>,
): Promise<Float32Array<ArrayBuffer> | undefined> {
  const copied = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += copiedAtOnce) {
    copied.set(values.subarray(at, at + copiedAtOnce), at);
    if (!(await mayGoOn())) return undefined;
  }
  return copied;
}

function outline(
  { run, facts, curve, version }: CheckpointOptions,
  more: Partial<FactsNow> = {},
): Pick<ModelJob, 'kind' | 'metadata' | 'alignment'> {
  const now = facts({
    version: version(),
    steps: run.trainer.stepsDone,
    ...storedMetric(metricOf(run.prepared, bestOf(run).loss)),
    history: curve.points,
    ...more,
  });
  return { kind: 'model', metadata: factsAsJson(now), alignment: run.network.kernels.alignment };
}

function bestOf({ trainer }: Run): NonNullable<Run['trainer']['best']> {
  if (!trainer.best) throw new Error('Nothing was learnt yet');
  return trainer.best;
}
