/**
 * *Show What Happened at a Word*: the hover of the word at the cursor, of the next one, or at the end
 * of the text of the last one, for users who have no mouse or come from the walkthrough. The hover
 * itself is `hover.ts`.
 */
import * as vscode from 'vscode';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { Settings } from '../../shared/settings';
import type { CurrentText } from '../texts/currentText';
import { shownEditorOf } from '../texts/editorOf';
import type { DocumentModes } from '../sessions/documentMode';
import { isInspecting } from '../sessions/documentMode';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import type { Lines } from '../texts/wordFrom';
import { wordFrom } from '../texts/wordFrom';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly settings: () => Settings;
  readonly modes: Pick<DocumentModes, 'of'>;
  readonly showFailure: (failure: Failure) => void;
}

export function registerHoverWord(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.hoverWord, async () => {
    const done = await hoverWord(needs);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function hoverWord(needs: Needs): Promise<Result<void>> {
  const { texts, current, sessions, restoring, settings, modes } = needs;
  const found = await current.require();
  if (!found.ok) return found;
  const text = found.value;
  await restoring.restore(text);
  if (!sessions.find(text.key)?.model) return failed({ kind: 'noModel', name: text.name });
  if (!settings()['inspection.hover'] || !isInspecting(modes.of(text.key))) {
    return failed({ kind: 'hoversOff' });
  }
  const shown = await shownEditorOf(texts, text);
  const word = shown && wordFrom(linesOf(shown.document), startOf(shown));
  if (!shown || !word) return failed(whyNoWord(text));
  const { document, viewColumn } = shown;
  const { line, start, end } = word;
  const range = new vscode.Range(line, start, line, end);
  // The editor's own command shows the hover where the keyboard is.
  const editor = await vscode.window.showTextDocument(document, viewColumn);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover');
  return success(undefined);
}

const whyNoWord = (text: EditorText): Failure => ({
  kind: /\S/.test(text.text()) ? 'noWordHere' : 'noText',
  name: text.name,
});

const linesOf = (document: vscode.TextDocument): Lines => ({
  count: document.lineCount,
  at: (line) => document.lineAt(line).text,
});

/** Nothing comes before the text's first word, so there is little to say about it. */
function startOf({ selection, visibleRanges }: vscode.TextEditor): vscode.Position {
  const [visible] = visibleRanges;
  if (selection.active.line > 0 || selection.active.character > 0 || !visible) {
    return selection.active;
  }
  return new vscode.Position(Math.floor((visible.start.line + visible.end.line) / 2), 0);
}
