/**
 * The end of a training: its best weights are published, completion is tuned to them, and they are
 * written to the file, or the reason is reported. A failure here would recur each time the training was
 * repeated, so it affects only what it concerns.
 */
import { onOneThread } from './examples/judging';
import type { CompletionFacts } from '../../engine/ghostText/completionTuning';
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { perplexity } from '../../engine/evaluation/perplexity';
import { hasLearntNothing } from './metric';
import { isTrap } from '../platform/threads/endThread';
import type { Outlets } from './outlets';
import { summarise } from './summary';
import type { Prepared } from './prepared';
import type { Run } from './training';
import type { TaskResult } from '../../shared/tasks';
import type { Breathe } from '../words/openText';
import type { TrainingTools } from './trainingTools';

/** Why the steps came to an end. */
export type End = 'budget' | 'converged' | 'notFinite' | 'user';

/** Tokens on which completion is tuned: with fewer, suggestions are less precise (measured). */
export const tunedTokens = { usual: 4_000, stopped: 500 } as const;

export async function finish(
  run: Run,
  end: End,
  outlets: Outlets,
  { log, breathe, engine }: Pick<TrainingTools, 'log' | 'engine'> & { readonly breathe: Breathe },
): Promise<Result<TrainingSummary, Failure>> {
  const { trainer, prepared, request, signals, reporter } = run;
  const { curve, publisher, checkpoints, snapshots } = outlets;
  signals.finish();
  if (end === 'user' && trainer.stepsDone === 0) return failed({ kind: 'stoppedEarly' });
  if (end === 'user') measureOnceMore(run, outlets);
  const { best } = trainer;
  const isNothing = best === undefined || (best.step === 0 && !hasWeightsBefore(prepared));
  const notFinite: Failure = { kind: 'notFinite', step: trainer.stepsDone };
  if (!best || (end === 'notFinite' && isNothing)) return failed(notFinite);
  if (hasLearntNothing(prepared, best.loss)) {
    const { size: words } = prepared.vocabulary;
    const found = { name: request.name, perplexity: perplexity(best.loss), words };
    return failed({ kind: 'nothingLearnt', ...found });
  }
  reporter.saving(curve.points);
  publisher.publish(best.values);
  const kept = snapshots.write(publisher.version);
  run.network.parameters.values.set(best.values);
  const completion = await tuned(outlets, end === 'user', log);
  const stopped = end === 'notFinite' ? 'user' : end;
  const summary = summarise(run, { stopped, best, points: curve.points, completion });
  const result = await judgedBeside(run, { breathe, log, engine });
  const told = { ...(completion ? { completion } : {}), ...(result ? { result } : {}) };
  const saved = await checkpoints.saveFinal({ summary, ...told });
  await kept;
  if (!saved.ok) return saved;
  return end === 'notFinite' ? failed(notFinite) : success(summary);
}

/**
 * The network beside its opponents, on examples that neither has learnt. Who stopped the training waits for
 * it: then only for those that are there at once.
 */
async function judgedBeside(
  { judging: beside, signals, prepared: { opponent } }: Run,
  { breathe, log, engine }: Pick<TrainingTools, 'log' | 'engine'> & { readonly breathe: Breathe },
): Promise<TaskResult | undefined> {
  const judging = beside?.(onOneThread(engine, opponent.room));
  if (!judging) return undefined;
  if (opponent.needed > opponent.room) {
    const neededMB = Math.ceil(opponent.needed / 2 ** 20);
    log(`the mean of embeddings is left out: its ${neededMB} MB are beyond the limit`);
  }
  while (!judging.step()) {
    await breathe();
    if (signals.command === 'stop' && judging.isEnough) break;
  }
  log(`judged beside ${judging.result().rows.length - 1} opponents`);
  return judging.result();
}

/** What it starts from is worth something by itself. */
const hasWeightsBefore = ({ weights, learnt }: Prepared): boolean =>
  weights !== undefined || (learnt.kind === 'examples' && learnt.begin !== undefined);

/** A training that is stopped before anything better was measured keeps its weights all the same. */
function measureOnceMore({ trainer, reporter, stopwatch }: Run, { curve }: Outlets): void {
  const isMeasured = curve.points.at(-1)?.step === trainer.stepsDone;
  if ((trainer.best?.step ?? 0) > 0 || (trainer.best && isMeasured)) return;
  reporter.saving(curve.points);
  const report = trainer.validate();
  if (report) curve.add(report, stopwatch.seconds());
}

/** Without it completion takes the usual weights; the model is worth keeping all the same. */
async function tuned(
  { tuning, ahead }: Outlets,
  isStopped: boolean,
  log: TrainingTools['log'],
): Promise<CompletionFacts | undefined> {
  try {
    const known = await ahead?.finish(isStopped);
    if (known) return known;
    return await tuning?.tune(isStopped ? tunedTokens.stopped : tunedTokens.usual);
  } catch (error) {
    if (isTrap(error)) throw error;
    log(`completion was not tuned: ${String(error)}`);
    return undefined;
  }
}
