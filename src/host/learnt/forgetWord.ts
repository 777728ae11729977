/**
 * *Forget a Word or Passage…*: the selection, or the word at the cursor, is never to be suggested or
 * generated again. Kept in the model's file, and taken back with *Undo* or in *What Has It Learnt?*.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { writableModel } from '../sessions/writableModel';
import type { CurrentText } from '../texts/currentText';
import { editorOf } from '../texts/editorOf';
import type { EditorText, Texts } from '../texts/texts';
import { answerOf } from '../threads/threadCalls';
import type { SupervisedThread } from '../threads/supervisor';
import { forgottenSentence } from './learntRows';

export interface ForgetNeeds {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly lessons: { isShipped(path: string): boolean };
  readonly showFailure: (failure: Failure) => void;
}

/** A longer selection is a chapter rather than a passage, and probably a mistake. */
const longestPassage = 1_000;

/** For scripts: what to forget, without a question. */
const given = v.object({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(longestPassage)) });

export const registerForgetWord = (needs: ForgetNeeds): vscode.Disposable =>
  vscode.commands.registerCommand(commands.forgetWord, async (asked: unknown) => {
    const found = await needs.current.require();
    if (!found.ok) return needs.showFailure(found.failure);
    await needs.restoring.restore(found.value);
    const named = v.safeParse(given, asked);
    const text = named.success ? named.output.text : await askWhat(needs, found.value);
    if (text !== undefined) await forgetAndSay(needs, found.value, text);
  });

/** With what is selected, or the word at the cursor, as a beginning. */
function askWhat(needs: ForgetNeeds, text: EditorText): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Forget a Word or Passage',
    prompt: 'This model never suggests or generates it again. The text itself is not changed.',
    value: atCursor(needs, text),
    validateInput: (value) =>
      value.length > longestPassage
        ? `A passage has at most ${longestPassage} characters.`
        : /[\p{L}\p{N}]/u.test(value)
          ? undefined
          : 'Write at least one word.',
  });
}

function atCursor({ texts }: ForgetNeeds, text: EditorText): string {
  const editor = editorOf(texts, text);
  if (!editor) return '';
  const { document, selection } = editor;
  if (!selection.isEmpty) return document.getText(selection).replace(/\s+/g, ' ').trim();
  const range = document.getWordRangeAtPosition(selection.active);
  return range ? document.getText(range) : '';
}

/** Forgets it, explains what that means, and offers to undo it. */
export async function forgetAndSay(
  needs: ForgetNeeds,
  text: EditorText,
  what: string,
): Promise<void> {
  const done = await forget(needs, text.key, what);
  if (!done.ok) return needs.showFailure(done.failure);
  const undo = 'Undo';
  void vscode.window.showInformationMessage(forgottenSentence(what), undo).then(async (chosen) => {
    if (chosen !== undo) return;
    const undone = await forget(needs, text.key, what, true);
    if (!undone.ok) needs.showFailure(undone.failure);
  });
}

/** @param undo it may be offered again */
export async function forget(
  needs: ForgetNeeds,
  key: string,
  text: string,
  undo = false,
): Promise<Result<void>> {
  if (!/[\p{L}\p{N}]/u.test(text)) return failed({ kind: 'nothingToForget' });
  const { sessions, lessons } = needs;
  const isShipped = (path: string): boolean => lessons.isShipped(path);
  const found = writableModel({ sessions, isShipped }, key);
  if (!found.ok) return found;
  const path = found.value;
  const done = await answerOf(needs.analyst.call('forget', { path, text, undo }));
  if (!done.ok) return done;
  for (const one of sessions.all()) {
    if (one.model?.kind === 'file' && one.model.path === path) {
      sessions.apply(one, { kind: 'rewritten' });
    }
  }
  return success(undefined);
}
