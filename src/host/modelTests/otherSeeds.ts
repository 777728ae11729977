/**
 * The same tests with models of other seeds: a result of one seed may be luck. The text is trained once from
 * each seed that it has no model of, with the settings as they are; these models stay among the text's, and
 * the one that was in use is in use again afterwards.
 */
import type * as vscode from 'vscode';
import { failed, sentence, success, type Failure, type Result } from '../../shared/failures';
import { seedsSentence, type SeedOutcome } from '../../shared/modelTests';
import type { ChosenModels } from '../models/chosenModels';
import type { RestoreModel } from '../sessions/restoreModel';
import { listModels } from '../sessions/modelList';
import type { EditorText } from '../texts/texts';
import { orderTraining, type OrderNeeds } from '../training/trainingOrders';
import type { Trainings } from '../training/trainings';
import { askTest, messageAt, messageOf, tell, type ListedTest, type RunNeeds } from './runTests';
import { modelInUse, openText, type TestedModel } from './testedModel';

export interface SeedNeeds
  extends RunNeeds, Omit<OrderNeeds, 'sessions' | 'analyst' | 'trainings'> {
  readonly sessions: RunNeeds['sessions'] & OrderNeeds['sessions'] & SessionEvents;
  readonly trainings: Pick<Trainings, 'train' | 'stop' | 'ended'>;
  readonly chosen: Pick<ChosenModels, 'idFor' | 'choose'>;
  readonly restoring: RestoreModel;
}

interface SessionEvents {
  apply(text: EditorText, event: { readonly kind: 'deleted' }): void;
}

/** Besides the seed of the settings. */
const others = 2;

/** @param tests of one file */
export async function runWithOtherSeeds(
  run: vscode.TestRun,
  tests: readonly ListedTest[],
  needs: SeedNeeds,
): Promise<void> {
  for (const { item } of tests) run.started(item);
  const [first] = tests;
  if (!first) return;
  const models = await modelsOfSeeds(run, first, needs);
  for (const listed of tests) {
    if (run.token.isCancellationRequested) run.skipped(listed.item);
    else if (models.ok) await judge(run, listed, models.value, needs);
    else run.errored(listed.item, messageAt(listed.item, sentence(models.failure)));
  }
}

interface SeedModel {
  readonly seed: number;
  readonly model: TestedModel;
}

async function judge(
  run: vscode.TestRun,
  listed: ListedTest,
  models: readonly SeedModel[],
  needs: SeedNeeds,
): Promise<void> {
  const { item } = listed;
  const outcomes: SeedOutcome[] = [];
  for (const { seed, model } of models) {
    const answer = await askTest(listed, success(model), needs, run.token);
    if (!answer.ok) {
      run.errored(item, messageAt(item, `Seed ${seed}: ${sentence(answer.failure)}`));
      return;
    }
    outcomes.push({ seed, outcome: answer.value });
  }
  const said = seedsSentence(outcomes);
  tell(run, item, said);
  const wrong = outcomes.find(({ outcome }) => !outcome.passed);
  if (!wrong) return run.passed(item);
  const message = await messageOf(listed, wrong.outcome);
  message.message = `${said} Seed ${wrong.seed}: ${wrong.outcome.sentence}`;
  run.failed(item, message);
}

async function modelsOfSeeds(
  run: vscode.TestRun,
  listed: ListedTest,
  needs: SeedNeeds,
): Promise<Result<readonly SeedModel[], Failure>> {
  const { file, uri } = listed;
  if (file.text === undefined) {
    const reason =
      'The file names no text, so there is nothing to train from other seeds on. Write “text” into it.';
    return failed({ kind: 'untestable', reason });
  }
  const opened = await openText(uri, file.text, needs);
  if (!opened.ok) return opened;
  const text = opened.value;
  await needs.restoring.restore(text);
  const before = needs.chosen.idFor(text.key);
  const models: SeedModel[] = [];
  const first = needs.settings()['training.seed'];
  try {
    for (let seed = first; seed <= first + others; seed++) {
      if (run.token.isCancellationRequested) return failed({ kind: 'stale' });
      run.appendOutput(`Seed ${seed}\r\n`);
      const model = await modelOfSeed(run, text, seed, listed, needs);
      if (!model.ok) return model;
      models.push({ seed, model: model.value });
    }
  } finally {
    await useAgain(text, before, needs);
  }
  return success(models);
}

async function useAgain(
  text: EditorText,
  before: string | undefined,
  { chosen, sessions, restoring }: SeedNeeds,
): Promise<void> {
  if (chosen.idFor(text.key) === before) return;
  chosen.choose(text.key, before);
  sessions.apply(text, { kind: 'deleted' });
  await restoring.refresh(text);
}

async function modelOfSeed(
  run: vscode.TestRun,
  text: EditorText,
  seed: number,
  { file }: ListedTest,
  needs: SeedNeeds,
): Promise<Result<TestedModel, Failure>> {
  const { files, analyst, sessions, trainings } = needs;
  const { train: how = {} } = file;
  const task = how.task ?? sessions.of(text).task?.task ?? 'next';
  const listed = (await listModels(await files.of(text.key), analyst)) ?? [];
  const known = listed.find(
    ({ facts }) =>
      facts.ok &&
      facts.value.seed === seed &&
      !facts.value.unfinished &&
      (facts.value.task ?? 'next') === task,
  );
  if (known) return success({ path: known.path, name: text.name });
  const { steps, seconds } = how;
  const budget = steps === undefined ? seconds !== undefined && { seconds } : { steps };
  const order = await orderTraining(needs, text, {
    ...{ afresh: false, seed },
    ...(task !== 'next' && { task: { id: task } }),
    ...(budget && { budget }),
  });
  if (!order.ok) return order;
  const stopping = run.token.onCancellationRequested(() => void trainings.stop());
  const trained = await trainings.train(text, order.value).finally(() => void stopping.dispose());
  return trained.ok ? modelInUse(text, needs) : trained;
}
