/**
 * Handles the trainer's contract: one training at a time, from the text to the saved model. Holds
 * the model's lock from before it reads the file until after it has written it.
 */
import type { TrainingSummary } from '../shared/api';
import type { Failure, Result } from '../shared/failures';
import { failed, success } from '../shared/failures';
import type { Handlers } from '../shared/wire/rpc';
import type { TrainerContract, TrainingRequest } from '../shared/contracts/trainer';
import { cutAsked } from './training/beginning';
import { prepare } from './training/prepare';
import type { Prepared } from './training/prepared';
import { createReporter } from './training/outputs/reporter';
import { OverBudget } from '../engine/kernels/failures';
import { arithmeticOf } from '../engine/training/plan';
import { runTraining, type RunOptions } from './training/run';
import { createSignals, type Signals } from './training/timing/signals';
import { createStopwatch } from './training/timing/stopwatch';
import type { TrainingTools } from './training/trainingTools';

export function createTrainerThread(tools: TrainingTools): Handlers<TrainerContract> {
  let training: string | undefined;
  return {
    async train(request) {
      const { name, documentKey } = request;
      if (training !== undefined) {
        return failed({ kind: 'alreadyTraining', name, sameDocument: training === documentKey });
      }
      training = documentKey;
      try {
        return await trainLocked(request, tools);
      } finally {
        training = undefined;
      }
    },
  };
}

async function trainLocked(
  request: TrainingRequest,
  tools: TrainingTools,
): Promise<Result<TrainingSummary, Failure>> {
  const lock = await tools.files.lock(request.modelPath);
  if (!lock.ok) return lock;
  if (!lock.value) return failed({ kind: 'trainedElsewhere', name: request.name });
  try {
    return await train(request, tools);
  } finally {
    await lock.value.release();
  }
}

async function train(
  request: TrainingRequest,
  tools: TrainingTools,
): Promise<Result<TrainingSummary, Failure>> {
  const { clock, control, tell } = tools;
  const signals = createSignals(control, clock);
  const started = clock.now();
  tell('progress', preparing);
  const prepared = await prepareText(request, tools, signals);
  if (!prepared.ok) return prepared;
  const { resumed, fewWords, beginsAgain, otherArithmetic } = prepared.value;
  const before = resumed ? resumed.seconds : (clock.now() - started) / 1000;
  const stopwatch = createStopwatch(clock, before);
  const pointsBefore = resumed?.model.history.length ?? 0;
  const remarks = {
    ...(fewWords === undefined ? {} : { fewWords }),
    ...(beginsAgain ? { beginsAgain } : {}),
    ...(otherArithmetic ? { otherArithmetic } : {}),
  };
  const heard = { clock, stopwatch, tell, pointsBefore, prepared: prepared.value, remarks };
  const reporter = createReporter(heard);
  return withKernels(request, tools, {
    ...{ request, tools, signals, stopwatch, reporter },
    prepared: prepared.value,
  });
}

const preparing = {
  state: 'preparing',
  ...{ progress: 0, seconds: 0, step: 0, steps: 0, wordsPerSecond: 0, memoryMB: 0 },
  ...{ recoveries: 0, points: [] },
} as const;

async function prepareText(
  request: TrainingRequest,
  { modelFiles, clock, engine }: TrainingTools,
  signals: Signals,
): Promise<Result<Prepared, Failure>> {
  const stored =
    request.start === 'afresh' ? success(undefined) : await modelFiles.open(request.modelPath);
  if (!stored.ok) return stored;
  const breathe = (): Promise<void> => {
    signals.interrupted(); // a sign of life
    return clock.nextTurn();
  };
  await breathe();
  const forgotten = await modelFiles.forgottenIn(request.forgetsLike ?? [], cutAsked(request));
  const before = { model: stored.value, forgotten };
  const prepared = await prepare(request, before, { engine, breathe });
  return prepared.ok && signals.command === 'stop' ? failed({ kind: 'stoppedEarly' }) : prepared;
}

async function withKernels(
  { options }: TrainingRequest,
  { engine, usualThreads }: TrainingTools,
  parts: Omit<RunOptions, 'kernels'>,
): Promise<Result<TrainingSummary, Failure>> {
  const limitMB = options.memoryMB;
  const kernels = engine.createKernels({
    threads: options.threads || usualThreads,
    budgetBytes: limitMB * 2 ** 20,
    interrupted: parts.signals.interrupted,
    arithmetic: arithmeticOf(parts.prepared.plan),
  });
  try {
    return await runTraining({ ...parts, kernels });
  } catch (error) {
    // The estimate was below the limit, but the actual need is above it.
    if (!(error instanceof OverBudget)) throw error;
    return failed({ kind: 'overBudget', neededMB: Math.ceil(error.bytes / 2 ** 20), limitMB });
  } finally {
    kernels.dispose();
  }
}
