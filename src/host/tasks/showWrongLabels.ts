/**
 * *Show Wrong Labels as Problems*: a wish for a text, remembered with the workspace and taken back by the
 * same command. What is listed is found in `wrongProblems.ts`.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import { success, type Failure, type Result } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { DocumentMemories, DocumentMemory } from '../sessions/documentMemory';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { isBusy } from '../sessions/sessionState';
import type { CurrentText } from '../texts/currentText';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { HostTimer } from '../threads/workerPort';
import { isJudged } from '../../shared/tasks';
import { judgedBy } from './noModel';
import { createWrongProblems, most, type Wrong, type WrongProblems } from './wrongProblems';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly memories: DocumentMemories;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: HostTimer;
  readonly showFailure: (failure: Failure) => void;
}

export function registerShowWrongLabels(needs: Needs): vscode.Disposable {
  const { texts, sessions, analyst, timer, memories } = needs;
  const shown = vscode.languages.createDiagnosticCollection('gatescope');
  const wishes = memories.of('gatescope.problems', v.literal(true));
  const problems = createWrongProblems({
    timer,
    ask: (documentKey, from) =>
      answerOf(analyst.call('wrongAnswers', { documentKey, from }, { deadline: deadlines.long })),
    show: (key, wrong) => list(shown, texts, key, wrong),
  });
  const follow = (key: string): void => {
    const session = sessions.find(key);
    const judges = session?.model !== undefined && isJudged(session.task?.task) && !isBusy(session);
    problems.follow(key, judges && wishes.of(key) === true && texts.find(key) !== undefined);
  };
  return vscode.Disposable.from(
    shown,
    problems,
    vscode.commands.registerCommand(commands.showWrongLabels, async () => {
      const toggled = await toggle(needs, wishes);
      if (!toggled.ok) return needs.showFailure(toggled.failure);
      follow(toggled.value);
    }),
    followedTexts(needs, problems, follow),
  );
}

const followedTexts = (
  { texts, sessions, memories }: Needs,
  problems: WrongProblems,
  follow: (key: string) => void,
): vscode.Disposable =>
  vscode.Disposable.from(
    texts.onDidEdit(({ text, changes }) => problems.edited(text.key, changes)),
    texts.onDidClose(({ key }) => problems.follow(key, false)),
    memories.onDidMove(() => texts.all().forEach(({ key }) => follow(key))),
    sessions.onDidChange(({ session, event }) => {
      if (event.kind !== 'progress') follow(session.key);
    }),
  );

/** @returns the text's key */
async function toggle(
  { current, sessions, restoring }: Needs,
  wishes: DocumentMemory<true>,
): Promise<Result<string>> {
  const found = await current.require();
  if (!found.ok) return found;
  const { key, name } = found.value;
  await restoring.restore(found.value);
  const judged = judgedBy(sessions.of(found.value));
  if (!judged.ok) return judged;
  const isWanted = wishes.of(key) === undefined;
  wishes.choose(key, isWanted ? true : undefined);
  const what = judged.value;
  const said = isWanted
    ? `Wrong ${what} of ${name} are listed as Problems, at most ${most.problems.toLocaleString('en')}. The same command hides them.`
    : `Wrong ${what} of ${name} are no longer listed as Problems.`;
  void vscode.window.showInformationMessage(said);
  return success(key);
}

function list(
  shown: vscode.DiagnosticCollection,
  texts: Texts,
  key: string,
  wrong: readonly Wrong[],
): void {
  const text = texts.find(key);
  if (!text) return shown.delete(vscode.Uri.parse(key));
  const byDocument = new Map(text.documents().map((one) => [one, [] as vscode.Diagnostic[]]));
  for (const one of wrong) place(text, one, byDocument);
  for (const [document, diagnostics] of byDocument) shown.set(document.uri, diagnostics);
}

function place(
  text: EditorText,
  one: Wrong,
  byDocument: ReadonlyMap<vscode.TextDocument, vscode.Diagnostic[]>,
): void {
  const found = text.place(one);
  if (!found) return;
  const diagnostic = new vscode.Diagnostic(
    found.range,
    one.message,
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Gatescope';
  byDocument.get(found.document)?.push(diagnostic);
}
