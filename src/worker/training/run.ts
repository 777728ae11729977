/**
 * A training in progress: step after step, between which the thread is free for messages and
 * files. Owns what it makes (kernels, published slots) from here to the summary. Pause and stop are
 * seen in the middle of a step; a step cut off is done again as if nothing had been.
 */
import type { Kernels } from '../../engine/kernels/kernels';
import { createNetwork, loadTensors, type Network } from '../../engine/network/network';
import { within } from '../../engine/tasks/networks/pace';
import { arithmeticOf, makePlan, mostSteps, type Plan } from '../../engine/training/plan';
import type { StepReport } from '../../engine/training/trainingStep';
import { createTrainer, stepFromStart } from '../../engine/training/trainer';
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed } from '../../shared/failures';
import type { TrainingRequest } from '../../shared/contracts/trainer';
import type { TrainingOptions } from '../../shared/model/training';
import type { Clock } from '../platform/clock';
import { createCheckpoints } from './outputs/checkpoints';
import { createCompletionTuning } from './completionTuning';
import { createCurve } from '../models/curve';
import { createModelFactsNow } from './modelFactsNow';
import { fileFailure } from './fileLimit';
import { finish, tunedTokens, type End } from './finish';
import type { Outlets } from './outlets';
import { fixPlan, planWithin, reserve, type TimedTraining } from './timing/fixPlan';
import { createPace } from './timing/pace';
import { createPublisher } from './outputs/publisher';
import type { Prepared } from './prepared';
import type { Reporter } from './outputs/reporter';
import type { Signals } from './timing/signals';
import { createSnapshots } from './outputs/snapshots';
import type { Stopwatch } from './timing/stopwatch';
import type { TrainingTools } from './trainingTools';
import { createTuningAhead } from './tuningAhead';
import type { TunedAhead } from '../models/resumePoint';
import type { Run } from './training';

export interface RunOptions {
  readonly request: TrainingRequest;
  readonly prepared: Prepared;
  readonly kernels: Kernels;
  readonly signals: Signals;
  readonly stopwatch: Stopwatch;
  readonly reporter: Reporter;
  readonly tools: TrainingTools;
}

export async function runTraining(options: RunOptions): Promise<Result<TrainingSummary, Failure>> {
  const { tools, prepared } = options;
  const run = begin(options);
  const breathe = (): Promise<void> => {
    run.signals.interrupted(); // a sign of life
    return tools.clock.nextTurn();
  };
  const facts = await createModelFactsNow(run, breathe);
  const unwritable = fileFailure(run, facts);
  if (unwritable) return failed(unwritable);
  if (!(await settlePlan(run, tools))) return failed({ kind: 'stoppedEarly' });
  const { model, pending, tuned: before } = prepared.resumed ?? {};
  const curve = createCurve(() => run.trainer.plan, model?.history ?? [], pending);
  const tuning = createCompletionTuning(run, breathe);
  const publisher = createPublisher({ run, tools, facts });
  const version = (): number => publisher.version;
  const { log } = tools;
  const mostTokens = tunedTokens.usual;
  const ahead = tuning && createTuningAhead({ run, tuning, breathe, log, mostTokens, before });
  const tuned = (): TunedAhead | undefined => ahead?.tuned;
  const checkpoints = createCheckpoints({ run, tools, facts, curve, version, tuned });
  const snapshots = createSnapshots({ run, tools });
  await snapshots.recall();
  const outlets = { curve, publisher, checkpoints, tuning, ahead, snapshots };
  try {
    const end = await stepThrough(run, tools, outlets);
    return await finish(run, end, outlets, { log, breathe, engine: tools.engine });
  } finally {
    await Promise.all([checkpoints.settled(), snapshots.settled()]); // the lock is let go after this
  }
}

function begin({ prepared, kernels, ...rest }: RunOptions): Run {
  const { shape, weights, resumed, plan } = prepared;
  const network = createNetwork(kernels, shape);
  if (weights) loadTensors(network, weights);
  const { judging, ...asked } = askedOf(prepared, network);
  const begun = !weights && prepared.learnt.kind === 'examples' ? prepared.learnt.begin : undefined;
  begun?.(network);
  const start = resumed?.state ?? (weights || begun ? 'loaded' : 'new');
  const trainer = createTrainer({ network, plan, start, ...asked });
  rest.reporter.follow(trainer, prepared.bytes);
  const training = resumed?.training ?? String(rest.tools.clock.date());
  return { ...rest, prepared, network, trainer, judging, training };
}

function askedOf({ learnt, vocabulary, plan }: Prepared, network: Network) {
  if (learnt.kind === 'text') {
    const { ids, split } = learnt;
    return { text: { ids, ...split, counts: vocabulary.counts }, judging: undefined };
  }
  return learnt.open(network, plan.seed);
}

/** @returns false where it was stopped */
async function settlePlan(run: Run, { clock }: TrainingTools): Promise<boolean> {
  const { request, prepared, trainer, stopwatch, reporter } = run;
  const { budget, options } = request;
  if (!('seconds' in budget) || prepared.resumed) return true;
  return fixPlan({
    trainer,
    budget: budget.seconds,
    spent: () => stopwatch.seconds(),
    planFor: plannerOf(prepared, trainer.plan, options),
    mayGoOn: () => mayGoOn(run, clock),
    stepped: () => reporter.preparing(),
  });
}

/** A text is read as often as there is time, up to a limit; examples as often as their recipe says. */
function plannerOf(
  { shape, trainTokens, learnt }: Prepared,
  plan: Plan,
  { seed, memory }: TrainingOptions,
): TimedTraining['planFor'] {
  if (learnt.kind === 'examples') {
    return (left, { step, validation }) =>
      within(plan, Math.floor(left / (step + validation / plan.validateEvery)));
  }
  const given = { shape, tokens: trainTokens, seed, memory, arithmetic: arithmeticOf(plan) };
  const planOf = (steps: number): Plan => makePlan({ ...given, steps });
  return (left, measured) => planWithin(left, measured, planOf, mostSteps(plan, trainTokens));
}

/** Lets messages in; waits while it is paused. @returns false where it was stopped */
async function mayGoOn({ signals, stopwatch, reporter }: Run, clock: Clock): Promise<boolean> {
  await clock.nextTurn();
  if (signals.command === 'pause') {
    stopwatch.pause();
    // Repeated: between two checks the host may have resumed and paused again.
    await signals.paused(() => reporter.paused());
    stopwatch.resume();
    reporter.resumed();
  }
  return signals.command !== 'stop';
}

async function stepThrough(
  run: Run,
  { clock, stepping, log }: TrainingTools,
  { curve, publisher, checkpoints, tuning, ahead, snapshots }: Outlets,
): Promise<End> {
  const { trainer, network, stopwatch, reporter } = run;
  const keepPace = paceOf(run);
  publisher.publish(network.parameters.values);
  while (!trainer.finished) {
    if (!(await mayGoOn(run, clock))) return 'user';
    stepping();
    const report = stepFromStart(trainer);
    if (!report) continue;
    curve.add(report, stopwatch.seconds());
    snapshots.note(report);
    keepPace();
    if (report.kind === 'trained' && report.recovered) {
      log(`step ${report.step}: not finite, back to the best weights at half the learning rate`);
    }
    reporter.stepped(tokensOf(report), curve.points);
    publisher.publishWhenDue(network.parameters.values);
    if (tuning && report.kind === 'validated') publisher.trust(await tuning.share(report.loss));
    await ahead?.follow(report);
    const goOn = (): Promise<boolean> => mayGoOn(run, clock);
    if (!ahead?.busy && (await checkpoints.saveWhenDue(goOn)))
      await snapshots.keep(publisher.version, goOn);
  }
  return trainer.finished;
}

/** A training that goes on after a reload keeps the number of steps that it had then. */
function paceOf({ request: { budget }, prepared, trainer, stopwatch }: Run): () => void {
  if (!('seconds' in budget) || prepared.resumed) return () => undefined;
  return createPace({
    ...{ trainer, budget: reserve * budget.seconds },
    spent: () => stopwatch.seconds(),
    mostSteps:
      prepared.learnt.kind === 'text'
        ? mostSteps(trainer.plan, prepared.trainTokens)
        : prepared.plan.steps,
  });
}

const tokensOf = (report: StepReport): number => (report.kind === 'trained' ? report.tokens : 0);
