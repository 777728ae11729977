/**
 * The end of a training: its best weights are published, completion is tuned to them, and they are
 * written to the file, or the reason is reported. A failure here would recur each time the training was
 * repeated, so it affects only what it concerns.
 */
import type { CompletionFacts } from '../../engine/ghostText/completionTuning';
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { isBlind, perplexity } from '../../engine/evaluation/perplexity';
import { isTrap } from '../platform/threads/endThread';
import type { Outlets } from './outlets';
import { summarise } from './summary';
import type { Run } from './training';
import type { TrainingTools } from './trainingTools';

/** Why the steps came to an end. */
export type End = 'budget' | 'converged' | 'notFinite' | 'user';

/** Tokens on which completion is tuned: with fewer, suggestions are less precise (measured). */
export const tunedTokens = { usual: 4_000, stopped: 500 } as const;

export async function finish(
  run: Run,
  end: End,
  outlets: Outlets,
  { log }: Pick<TrainingTools, 'log'>,
): Promise<Result<TrainingSummary, Failure>> {
  const { trainer, prepared, request, signals, reporter } = run;
  const { curve, publisher, checkpoints, snapshots } = outlets;
  signals.finish();
  if (end === 'user' && trainer.stepsDone === 0) return failed({ kind: 'stoppedEarly' });
  if (end === 'user') measureOnceMore(run, outlets);
  const { best } = trainer;
  const isNothing = best === undefined || (best.step === 0 && !prepared.weights);
  const notFinite: Failure = { kind: 'notFinite', step: trainer.stepsDone };
  if (!best || (end === 'notFinite' && isNothing)) return failed(notFinite);
  const { size: words } = prepared.vocabulary;
  if (isBlind(best.loss, words)) {
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
  const saved = await checkpoints.saveFinal({ summary, ...(completion ? { completion } : {}) });
  await kept;
  if (!saved.ok) return saved;
  return end === 'notFinite' ? failed(notFinite) : success(summary);
}

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
