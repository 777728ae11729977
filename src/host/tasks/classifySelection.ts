/**
 * *Classify Selection*: what the text's model judges the selection as, or the line of the cursor where
 * nothing is selected. The answer is a notification, and the command's value for whoever runs it.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { JudgedText } from '../../shared/questions/examples';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { CurrentText } from '../texts/currentText';
import { editorOf } from '../texts/editorOf';
import type { Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import { judgedSentence } from './judgedSentence';
import { judgedBy } from './noModel';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

export const registerClassifySelection = (needs: Needs): vscode.Disposable =>
  vscode.commands.registerCommand(commands.classifySelection, async () => {
    const judged = await classify(needs);
    if (!judged.ok) {
      needs.showFailure(judged.failure);
      return undefined;
    }
    void vscode.window.showInformationMessage(judgedSentence(judged.value));
    return judged.value;
  });

async function classify(needs: Needs): Promise<Result<JudgedText>> {
  const { texts, current, sessions, restoring, analyst } = needs;
  const found = await current.require();
  if (!found.ok) return found;
  const { key: documentKey } = found.value;
  await restoring.restore(found.value);
  const judges = judgedBy(sessions.of(found.value));
  if (!judges.ok) return judges;
  const editor = editorOf(texts, found.value);
  if (!editor) return failed({ kind: 'noEditor' });
  const { document, selection } = editor;
  const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
  const text = document.getText(range);
  const options = { deadline: deadlines.panel };
  const judged = await answerOf(
    insist(() => analyst.call('judgeText', { documentKey, text }, options)),
  );
  return judged.ok ? success(judged.value) : judged;
}
