/**
 * *Export Activations…*: every gate and state of every unit over the text, or over what is selected in
 * it, as one file for NumPy. The analyst writes it; this file asks where to, and reports the result.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import { answerOf } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { shownNames } from '../sessions/earlierWeights';
import { editorOf } from '../texts/editorOf';
import { megabytes } from '../common/formatNumbers';
import type { HostTimer } from '../threads/workerPort';
import type { RestoreModel } from '../sessions/restoreModel';
import { besides } from './saveFile';
import { fileStem } from './savedParts';
import { readyNow, requireSettled, askWithProgress } from '../sessions/askWithProgress';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import { nameOf } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: HostTimer;
  readonly showFailure: (failure: Failure) => void;
}

/** Scripts and tests can pass the target. */
const givenTarget = v.object({
  target: v.custom<vscode.Uri>((target) => target instanceof vscode.Uri),
});

/** Half an hour: the user can cancel it, and a large network reads a few thousand words a second. */
const patience = 1_800_000;

export function registerExportActivations(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.exportTrace, async (given: unknown) => {
    const done = await exportTrace(needs, given);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function exportTrace(needs: Needs, given: unknown): Promise<Result<void>> {
  const { analyst, timer, sessions } = needs;
  const found = await requireSettled(needs, given);
  if (!found.ok) return found;
  const text = found.value;
  const span = selectionIn(needs, text);
  const target = v.is(givenTarget, given) ? given.target : await askTarget(text, span);
  if (!target) return success(undefined);
  if (target.scheme !== 'file') {
    const reason = 'it can only be written to a folder on this machine';
    return failed({ kind: 'disk', doing: `Writing ${nameOf(target)}`, reason });
  }
  const documentKey = text.key;
  const unitNames = shownNames(sessions.find(text.key));
  const request = { documentKey, path: target.fsPath, unitNames, ...(span && { span }) };
  const share = () => analyst.call('activationsProgress', { documentKey }, { deadline: readyNow });
  const title = `Exporting the activations of ${text.name}`;
  const written = await askWithProgress({ title, timer, share }, (cancel) =>
    answerOf(analyst.call('writeActivations', request, { deadline: patience, cancel })),
  );
  if (!written?.ok) return written ?? success(undefined);
  const { count, bytes } = written.value;
  void vscode.window.showInformationMessage(
    `The activations of ${count.toLocaleString('en')} words are now in ${nameOf(target)} (${megabytes(bytes)}), for numpy.load. It contains the words of your text.`,
  );
  return success(undefined);
}

function selectionIn(
  { texts }: Needs,
  text: EditorText,
): { start: number; end: number } | undefined {
  const editor = editorOf(texts, text);
  if (!editor || editor.selection.isEmpty) return undefined;
  const { document, selection } = editor;
  return {
    start: text.offsetOf(document, selection.start),
    end: text.offsetOf(document, selection.end),
  };
}

async function askTarget(text: EditorText, span: unknown): Promise<vscode.Uri | undefined> {
  const defaultUri = besides(text.key, `${fileStem(text.name)}-activations.npz`);
  return vscode.window.showSaveDialog({
    title: span ? 'Export Activations of the Selection…' : 'Export Activations…',
    saveLabel: 'Export',
    filters: { 'NumPy arrays': ['npz'] },
    ...(defaultUri && { defaultUri }),
  });
}
