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
import { bringBackFound } from './foundBefore';
import { chooseLabels } from './labelQuestions';
import type { KeptSearch } from './keptSearch';
import { asAsked } from './namedLabels';
import { rememberSearches, searchToKeep } from './keptSearch';
import type { HostTimer } from '../threads/workerPort';
import type { RestoreModel } from '../sessions/restoreModel';
import { readyNow, requireSettled, askWithProgress } from '../sessions/askWithProgress';
import type { DocumentMemories, DocumentMemory } from '../sessions/documentMemory';
import { weightsOf } from '../sessions/earlierWeights';
import type { Sessions } from '../sessions/sessions';
import type { ChosenLabels, LastSearch } from '../units/lastSearch';
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
  readonly memories: DocumentMemories;
  readonly lastSearch: LastSearch;
  readonly showFailure: (failure: Failure) => void;
}

export function registerFindUnits(needs: Needs): vscode.Disposable {
  const { lastSearch, texts } = needs;
  const view = createUnitsView(needs);
  const kept = rememberSearches(needs.memories);

  async function find(given: unknown): Promise<Result<void>> {
    const found = await requireSettled(needs);
    if (!found.ok) return found;
    const chosen = await chooseLabels(needs.texts, found.value, given);
    if (!chosen.ok || !chosen.value) return chosen.ok ? success(undefined) : chosen;
    lastSearch.set(found.value.key, chosen.value);
    return show(needs, { view, kept }, found.value, chosen.value);
  }

  /** In the same text, whichever is current. */
  async function findAgain(): Promise<Result<void>> {
    const last = lastSearch.get();
    if (!last) return find(undefined);
    const found = await requireSettled(needs, { documentKey: last.documentKey });
    return found.ok ? show(needs, { view, kept }, found.value, last) : found;
  }

  const complaining = async (searched: Promise<Result<void>>): Promise<void> => {
    const done = await searched;
    if (!done.ok) needs.showFailure(done.failure);
  };
  return vscode.Disposable.from(
    view,
    texts.onDidEdit(({ text, changes = [] }) => lastSearch.edited(text.key, changes)),
    bringBackFound({ ...needs, view, kept }),
    vscode.commands.registerCommand(commands.findUnits, (given) => complaining(find(given))),
    vscode.commands.registerCommand(searchAgainCommand, () => complaining(findAgain())),
  );
}

interface Places {
  readonly view: UnitsView;
  readonly kept: DocumentMemory<KeptSearch>;
}

async function show(
  needs: Needs,
  { view, kept }: Places,
  text: EditorText,
  chosen: ChosenLabels,
): Promise<Result<void>> {
  const { key, name } = text;
  const { labels, title } = chosen;
  if (labels.by === 'spans' && labels.starts.length === 0) {
    return failed({ kind: 'noLabels', by: 'spans' });
  }
  const request = { documentKey: key, labels, offset: needs.current.offsetIn(key) };
  const answer = await search(needs, text, request);
  if (!answer) return success(undefined);
  if (!answer.ok) return failed(asAsked(answer.failure, chosen.asked));
  await view.show({ documentKey: key, name, labels: title }, answer.value);
  const session = needs.sessions.find(key);
  const weights = session && weightsOf(session);
  const isAsFound = text.version === answer.value.documentVersion;
  const found = { answer: answer.value, weights: weights ?? '', text: text.text() };
  kept.choose(key, isAsFound && weights ? searchToKeep(chosen, found) : undefined);
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
