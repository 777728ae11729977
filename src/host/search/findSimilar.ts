/**
 * *Find Similar Passages*: where the units are on that are on over the selection, in this text and
 * in the other open ones, all read by this text's model. A list to walk through: each passage is
 * shown in its text while it is looked at; going away brings the selection back.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ModelSource } from '../../shared/contracts/documents';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { CancelSignal } from '../../shared/wire/canceller';
import type { SimilarAnswer, SimilarRequest } from '../../shared/questions/editor/similar';
import { mostPassages } from '../../shared/questions/editor/similar';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { editorOf } from '../texts/editorOf';
import type { HostTimer } from '../threads/workerPort';
import type { RestoreModel } from '../sessions/restoreModel';
import { revealSpan } from '../texts/revealSpan';
import { readyNow, requireSettled, askWithProgress } from '../sessions/askWithProgress';
import type { Sessions } from '../sessions/sessions';
import type { SimilarRow, SimilarText } from './similarRows';
import { similarRows, similarSentence } from './similarRows';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call' | 'tell'>;
  readonly timer: HostTimer;
  readonly showFailure: (failure: Failure) => void;
}

/** Other texts than the selection's: so many, and characters in each. */
const others = { most: 8, letters: 5_000_000 } as const;

export function registerFindSimilar(needs: Needs): vscode.Disposable {
  const { analyst, texts } = needs;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.findSimilar, async () => {
      const done = await findSimilar(needs);
      if (!done.ok) needs.showFailure(done.failure);
    }),
    texts.onDidClose(({ key }) => {
      for (const documentKey of [key, twinOf(key)]) analyst.tell('dropIndex', { documentKey });
    }),
  );
}

/** Another text, read by this one's model, under a name of its own: it may have its own model. */
const twinOf = (key: string): string => `gatescope-similar:${key}`;

async function findSimilar(needs: Needs): Promise<Result<void>> {
  const { texts, sessions } = needs;
  const found = await requireSettled(needs);
  if (!found.ok) return found;
  const text = found.value;
  const editor = editorOf(texts, text);
  const source = sessions.find(text.key)?.model;
  if (!editor || editor.selection.isEmpty || !source) {
    return failed({ kind: 'noLabels', by: 'spans' });
  }
  const span = {
    start: text.offsetOf(editor.document, editor.selection.start),
    end: text.offsetOf(editor.document, editor.selection.end),
  };
  const { analyst, timer } = needs;
  const share = () =>
    analyst.call('indexProgress', { documentKey: text.key }, { deadline: readyNow });
  const title = `Finding similar passages in ${text.name}`;
  const answers = await askWithProgress({ title, timer, share }, (cancel) =>
    searchAll(needs, { text, source, span, cancel }),
  );
  if (!answers?.ok) return answers ?? success(undefined);
  const rows = similarRows(answers.value, mostPassages);
  const sentence = similarSentence(answers.value);
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(
      `No similar passage. ${sentence} They are on together nowhere else; select fewer words.`,
    );
    return success(undefined);
  }
  return walk(needs, editor, rows, sentence);
}

interface Search {
  readonly text: EditorText;
  readonly source: ModelSource;
  readonly span: { readonly start: number; readonly end: number };
  readonly cancel: CancelSignal;
}

/** The selection's text first: it says which units. */
async function searchAll(
  { analyst, texts }: Needs,
  { text, source, span, cancel }: Search,
): Promise<Result<readonly SimilarText[]>> {
  const options = { deadline: deadlines.long, cancel };
  const ask = (request: SimilarRequest): Promise<Result<SimilarAnswer>> =>
    answerOf(analyst.call('findSimilar', request, options));
  const own = await ask({ documentKey: text.key, query: { by: 'span', ...span } });
  if (!own.ok) return own;
  const { pattern } = own.value;
  const answers: SimilarText[] = [{ documentKey: text.key, name: text.name, answer: own.value }];
  for (const other of otherTexts(texts, text)) {
    if (cancel.cancelled) break;
    const documentKey = twinOf(other.key);
    analyst.tell('openDocument', { documentKey, version: other.version, text: other.text() });
    analyst.tell('useModel', { documentKey, source });
    const answer = await ask({ documentKey, query: { by: 'pattern', pattern } });
    analyst.tell('closeDocument', { documentKey });
    // A text that went away or changed meanwhile is left out.
    if (answer.ok) {
      answers.push({ documentKey: other.key, name: other.name, answer: answer.value });
    }
  }
  return success(answers);
}

const otherTexts = (texts: Texts, { key }: EditorText): EditorText[] => {
  const shown = new Set(
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])),
  );
  return texts
    .all()
    .filter((one) => one.key !== key && shown.has(one.key) && one.text().length <= others.letters)
    .slice(0, others.most);
};

/** @returns `stale` where the chosen passage is one of an older text */
function walk(
  { texts }: Needs,
  editor: vscode.TextEditor,
  rows: readonly SimilarRow[],
  sentence: string,
): Promise<Result<void>> {
  const pick = vscode.window.createQuickPick<SimilarRow & vscode.QuickPickItem>();
  pick.title = 'Find Similar Passages';
  pick.placeholder = sentence;
  pick.items = rows;
  pick.matchOnDescription = true;
  const { selection } = editor;
  const [seen] = editor.visibleRanges;
  const show = async (row: SimilarRow | undefined): Promise<boolean> => {
    const text = row && texts.find(row.documentKey);
    if (!row || text?.version !== row.documentVersion) return false;
    await revealSpan(text, row.span);
    return true;
  };
  return new Promise((resolve) => {
    let chosen = false;
    pick.onDidChangeActive(([row]) => void show(row));
    pick.onDidAccept(() => {
      chosen = true;
      const [row] = pick.selectedItems;
      pick.hide();
      void show(row).then((shown) =>
        resolve(shown ? success(undefined) : failed({ kind: 'stale' })),
      );
    });
    pick.onDidHide(() => {
      pick.dispose();
      if (chosen) return;
      editor.selection = selection;
      if (seen) editor.revealRange(seen, vscode.TextEditorRevealType.AtTop);
      resolve(success(undefined));
    });
    pick.show();
  });
}
