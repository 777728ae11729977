/**
 * *Find Units for Selection*: asks for labels, has the analyst search, with progress, and shows what
 * was found in a view of its own, whose button searches for the same labels again.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands, searchAgainCommand } from '../../shared/manifest';
import type { UnitSearchAnswer, UnitSearchRequest } from '../../shared/questions/editor/unitSearch';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import type { ChosenLabels } from './labelQuestions';
import { chooseLabels } from './labelQuestions';
import { movedSpans } from '../texts/movedSpans';
import type { HostTimer } from '../threads/workerPort';
import type { RestoreModel } from '../sessions/restoreModel';
import { readyNow, requireSettled, askWithProgress } from '../sessions/askWithProgress';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { UnitsView } from './unitsView';
import { createUnitsView } from './unitsView';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: HostTimer;
  readonly showFailure: (failure: Failure) => void;
}

interface LastSearch {
  readonly documentKey: string;
  chosen: ChosenLabels;
}

export function registerFindUnits(needs: Needs): vscode.Disposable {
  const view = createUnitsView(needs);
  let last: LastSearch | undefined;

  async function find(given: unknown): Promise<Result<void>> {
    const found = await requireSettled(needs);
    if (!found.ok) return found;
    const chosen = await chooseLabels(needs.texts, found.value, given);
    if (!chosen.ok || !chosen.value) return chosen.ok ? success(undefined) : chosen;
    last = { documentKey: found.value.key, chosen: chosen.value };
    return show(needs, view, found.value, chosen.value);
  }

  /** In the same text, whichever is current. */
  async function findAgain(): Promise<Result<void>> {
    if (!last) return find(undefined);
    const found = await requireSettled(needs, { documentKey: last.documentKey });
    return found.ok ? show(needs, view, found.value, last.chosen) : found;
  }

  const complaining = async (searched: Promise<Result<void>>): Promise<void> => {
    const done = await searched;
    if (!done.ok) needs.showFailure(done.failure);
  };
  return vscode.Disposable.from(
    view,
    needs.texts.onDidEdit(({ text, changes = [] }) => {
      if (text.key !== last?.documentKey || last.chosen.labels.by !== 'spans') return;
      last.chosen = { ...last.chosen, labels: movedSpans(last.chosen.labels, changes) };
    }),
    vscode.commands.registerCommand(commands.findUnits, (given) => complaining(find(given))),
    vscode.commands.registerCommand(searchAgainCommand, () => complaining(findAgain())),
  );
}

async function show(
  needs: Needs,
  view: UnitsView,
  text: EditorText,
  { labels, title }: ChosenLabels,
): Promise<Result<void>> {
  const { key, name } = text;
  if (labels.by === 'spans' && labels.starts.length === 0) {
    return failed({ kind: 'noLabels', by: 'spans' });
  }
  const request = { documentKey: key, labels, offset: needs.current.offsetIn(key) };
  const answer = await search(needs, text, request);
  if (!answer?.ok) return answer ?? success(undefined);
  await view.show({ documentKey: key, name, labels: title }, answer.value);
  return success(undefined);
}

/** Undefined: the user cancelled it. */
function search(
  { analyst, timer }: Needs,
  { name }: EditorText,
  request: UnitSearchRequest,
): Promise<Result<UnitSearchAnswer> | undefined> {
  const { documentKey } = request;
  const share = () => analyst.call('searchProgress', { documentKey }, { deadline: readyNow });
  return askWithProgress({ title: `Finding units in ${name}`, timer, share }, (cancel) =>
    answerOf(analyst.call('findUnits', request, { deadline: deadlines.long, cancel })),
  );
}
