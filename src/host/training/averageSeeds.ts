/**
 * *Average Seeds…*: several models of a text that judges, which differ in their seeds, trained one after the
 * other, and their mean as one judge. Each stays as a model of the text; who stops a training ends the row.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import { failed, type Failure, type Result } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { ExampleRequest } from '../../shared/tasks';
import type { ShowFailure } from '../common/showFailure';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { ChosenTasks } from '../tasks/chosenTasks';
import { taskFor } from '../tasks/askTask';
import { seedsSentence, type SeedResult } from '../tasks/seedsSentence';
import type { CurrentText } from '../texts/currentText';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf } from '../threads/threadCalls';
import { orderTraining, type OrderNeeds } from './trainingOrders';
import { showTrainingProgress } from './trainingProgress';
import type { Trainings } from './trainings';

interface Needs extends OrderNeeds {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly tasks: ChosenTasks;
  readonly trainings: Trainings;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: ShowFailure;
}

/** Scripts and tests can say how many. */
const given = v.object({ seeds: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20)) });

export function registerAverageSeeds(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.averageSeeds, async (asked: unknown) => {
    const found = await needs.current.require(asked);
    if (!found.ok) return needs.showFailure(found.failure);
    const text = found.value;
    await needs.restoring.restore(text);
    const id = needs.sessions.of(text).task?.task ?? (await taskFor(text, needs.tasks, false));
    if (id === undefined) return;
    if (id !== 'classes' && id !== 'labels') {
      return needs.showFailure({ kind: 'nothingJudged', name: text.name });
    }
    const said = v.safeParse(given, asked);
    const count = said.success ? said.output.seeds : await askCount(text.name);
    if (count === undefined) return;
    const told = await trainSeeds(needs, text, { id }, count);
    if (!told.ok) return needs.showFailure(told.failure);
    void vscode.window.showInformationMessage(told.value);
  });
}

async function askCount(name: string): Promise<number | undefined> {
  const items = [3, 5].map((count) => ({
    label: `${count} seeds`,
    detail: `Trains ${count} models of ${name}, one after the other.`,
    count,
  }));
  const title = 'Average Seeds…';
  return (await vscode.window.showQuickPick(items, { title }))?.count;
}

/** @returns what they reached, as a sentence */
async function trainSeeds(
  needs: Needs,
  text: OpenText,
  task: ExampleRequest,
  count: number,
): Promise<Result<string, Failure>> {
  const { sessions, trainings, settings, analyst } = needs;
  const each: SeedResult[] = [];
  const paths: string[] = [];
  const first = settings()['training.seed'];
  for (let seed = first; seed < first + count; seed++) {
    const order = await orderTraining(needs, text, { afresh: false, task, seed });
    if (!order.ok) return order;
    const until = trainings.train(text, order.value);
    const stop = (): void => void trainings.stop();
    const name = `${text.name}, seed ${seed}`;
    const trained = await showTrainingProgress({ key: text.key, name, sessions, stop, until });
    if (!trained.ok) return trained;
    const { result, model } = sessions.of(text);
    if (result) each.push({ seed, result });
    if (model?.kind === 'file') paths.push(model.path);
    if (trained.value.stopped === 'user') break;
  }
  const request = { paths, name: text.name, text: text.text(), task };
  const together = await answerOf(analyst.call('averageModels', request));
  if (!together.ok) return together;
  if (each.length === 0) return failed({ kind: 'noModel', name: text.name });
  const sentence = seedsSentence(text.name, each, together.value);
  return { ok: true, value: sentence };
}
