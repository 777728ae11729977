/**
 * The commands Train, Train Afresh, Pause, Resume and Stop. Only here does a training have a
 * notification and warnings; the public API trains without.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { TrainingSummary } from '../../shared/api';
import type { Result } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { ShowFailure } from '../common/showFailure';
import type { CurrentText } from '../texts/currentText';
import { askedTask } from '../tasks/askTask';
import type { ChosenTasks } from '../tasks/chosenTasks';
import { showTrainingProgress } from './trainingProgress';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { OpenText } from '../texts/openText';
import type { Texts } from '../texts/texts';
import { tellResult } from './trainingResult';
import { orderTraining, type Asked, type OrderNeeds } from './trainingOrders';
import type { Trainings } from './trainings';
import { worthKeeping } from './keptModels';
import { registerAverageSeeds } from './averageSeeds';
import { registerTrainWithCell } from './trainWithCell';
import { areSeveral, registerTrainOnFiles, trainFilesAs } from './trainOnFiles';

interface Needs extends OrderNeeds {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly restoring: RestoreModel;
  readonly tasks: ChosenTasks;
  readonly showFailure: ShowFailure;
}

export function registerTrainingCommands(needs: Needs): vscode.Disposable {
  const { trainings, showFailure } = needs;
  const orComplain = (worked: boolean): void => {
    if (!worked) showFailure({ kind: 'notTraining' });
  };
  const on = vscode.commands.registerCommand;
  const shown = new Map<string, Shown>();
  return vscode.Disposable.from(
    on(commands.train, (given: unknown) => train(needs, shown, { afresh: false }, given)),
    on(commands.trainAfresh, (given: unknown) => train(needs, shown, { afresh: true }, given)),
    on(commands.trainAs, async (given: unknown, selected: unknown) => {
      if (!(given instanceof vscode.Uri))
        return train(needs, shown, { afresh: false, asks: true }, given);
      if (await areSeveral(given, selected)) return trainFilesAs(needs, given, selected);
      return train(needs, shown, { afresh: false, asks: true }, { documentKey: given.toString() });
    }),
    registerTrainOnFiles(needs),
    registerAverageSeeds(needs),
    registerTrainWithCell({
      ...needs,
      train: (text, cell) => train(needs, shown, { afresh: false, cells: [cell] }, text),
    }),
    on(commands.pauseTraining, () => orComplain(trainings.pause())),
    on(commands.resumeTraining, () => orComplain(trainings.resume())),
    on(commands.stopTraining, () => orComplain(trainings.stop())),
  );
}

/** A training whose end a person is told of, unless it was stopped to start afresh. */
interface Shown {
  followed: boolean;
}

/** Scripts and tests can answer the question beforehand. */
const answered = v.object({ confirmed: v.literal(true) });

/** @param given a row of a view, whose text is meant */
async function train(
  needs: Needs,
  shown: Map<string, Shown>,
  { asks = false, ...asked }: Asked & { readonly asks?: boolean },
  given: unknown,
): Promise<void> {
  const { current, sessions, trainings, restoring, showFailure, tasks } = needs;
  const { afresh } = asked;
  const found = await current.require(given);
  if (!found.ok) return showFailure(found.failure);
  const text = found.value;
  const { key, name } = text;
  await restoring.restore(text);
  const learnt = await askedTask(text, { sessions, tasks }, given, asks);
  if (!learnt) return;
  const isSure = !afresh || v.is(answered, given) || (await mayTrainAfresh(sessions.of(text)));
  if (!isSure) return;
  // Only its own training is abandoned.
  if (afresh && sessions.busy()?.key === key && trainings.stop()) {
    const before = shown.get(key);
    if (before) before.followed = true;
  }
  const now: Shown = { followed: false };
  shown.set(key, now);
  const task = learnt.id === 'next' ? {} : { task: { ...learnt, id: learnt.id } };
  const until = ordered(needs, text, { ...asked, ...task });
  const stop = (): void => void trainings.stop();
  const result = await showTrainingProgress({ key, name, sessions, stop, until });
  if (shown.get(key) === now) shown.delete(key);
  if (!now.followed) await tellResult(text, result, showFailure, sessions.of(text).result);
}

async function ordered(
  needs: Needs,
  text: OpenText,
  asked: Asked,
): Promise<Result<TrainingSummary>> {
  const order = await orderTraining(needs, text, asked);
  return order.ok ? needs.trainings.train(text, order.value) : order;
}

async function mayTrainAfresh(session: Session): Promise<boolean> {
  const kept = worthKeeping(session);
  if (kept === undefined) return true;
  const afresh = 'Train Afresh';
  const chosen = await vscode.window.showWarningMessage(
    `Train afresh on ${session.name}?`,
    {
      modal: true,
      detail: `Its current model (${kept}) stays in the view “Models”, under a name that says until when it was in use. The new model starts from scratch and takes its place; “Use This Model Here” brings the old one back. Words and passages that you had it forget stay forgotten.`,
    },
    afresh,
  );
  return chosen === afresh;
}
