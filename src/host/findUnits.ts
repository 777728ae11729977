/**
 * *Find Units for Selection*: asks for labels, has the analyst search, with progress, and shows what
 * was found in a view of its own.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../shared/analyst';
import type { Failure, Result } from '../shared/failures';
import { success } from '../shared/failures';
import { commands } from '../shared/manifest';
import type { UnitSearchAnswer, UnitSearchRequest } from '../shared/unitSearch';
import { answerOf, deadlines } from './calls';
import type { CurrentText } from './currentText';
import { chooseLabels } from './labelQuestions';
import type { HostTimer } from './ports';
import type { Restoring } from './restoring';
import { glance, searchable, searchWithProgress } from './searching';
import type { Sessions } from './sessions';
import type { EditorText, Texts } from './texts';
import type { SupervisedThread } from './threads';
import type { UnitsView } from './unitsView';
import { createUnitsView } from './unitsView';

interface Finding {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: Restoring;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: HostTimer;
  readonly complain: (failure: Failure) => void;
}

export function registerFindUnits(finding: Finding): vscode.Disposable {
  const view = createUnitsView(finding);
  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand(commands.findUnits, async (given: unknown) => {
      const done = await findUnits(finding, view, given);
      if (!done.ok) finding.complain(done.failure);
    }),
  );
}

async function findUnits(finding: Finding, view: UnitsView, given: unknown): Promise<Result<void>> {
  const { texts, current, sessions } = finding;
  const found = await searchable(finding);
  if (!found.ok) return found;
  const text = found.value;
  const chosen = await chooseLabels(texts, text, given);
  if (!chosen.ok || !chosen.value) return chosen.ok ? success(undefined) : chosen;
  const { labels, title } = chosen.value;
  const request = { documentKey: text.key, labels, offset: current.offsetIn(text.key) };
  const answer = await search(finding, text, request);
  if (!answer?.ok) return answer ?? success(undefined);
  const { key, name } = text;
  const unitNames = sessions.find(key)?.unitNames ?? {};
  await view.show({ documentKey: key, name, labels: title, unitNames }, answer.value);
  return success(undefined);
}

/** Undefined: the person called it off. */
function search(
  { analyst, timer }: Finding,
  { name }: EditorText,
  request: UnitSearchRequest,
): Promise<Result<UnitSearchAnswer> | undefined> {
  const { documentKey } = request;
  const share = () => analyst.call('searchProgress', { documentKey }, { deadline: glance });
  return searchWithProgress({ title: `Finding units in ${name}`, timer, share }, (cancel) =>
    answerOf(analyst.call('findUnits', request, { deadline: deadlines.long, cancel })),
  );
}
