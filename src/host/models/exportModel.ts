/**
 * *Export Model…*: writes the model of the current text, or of a row of the view, as a safetensors
 * file with PyTorch's names, as a PyTorch project or as ONNX. The analyst writes it; where the place is
 * no file of this machine, VS Code does, but for a project, which is a folder.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import { answerOf } from '../threads/threadCalls';
import { exportKinds, type ExportKind } from '../../shared/model/modelFiles';
import type { CurrentText } from '../texts/currentText';
import { fileStem } from '../exports/savedParts';
import { megabytes } from '../common/formatNumbers';
import { fullName } from './modelRows';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelIdSchema } from '../sessions/modelFiles';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';
import { nameOf } from '../texts/texts';

interface Needs {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

/** A row of the view; scripts and tests can say beforehand where to. */
const givenRow = v.object({ id: modelIdSchema, name: v.string(), of: v.optional(v.string()) });
const givenTarget = v.object({
  target: v.custom<vscode.Uri>((target) => target instanceof vscode.Uri),
  to: v.optional(v.picklist(exportKinds), 'safetensors'),
});

interface Chosen {
  readonly path: string;
  readonly name: string;
}

export function registerExportModel(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.exportModel, async (given: unknown) => {
    const done = await exportModel(needs, given);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function exportModel(needs: Needs, given: unknown): Promise<Result<void>> {
  const chosen = await chooseModel(needs, given);
  if (!chosen.ok) return chosen;
  const { path, name } = chosen.value;
  const wanted = v.safeParse(givenTarget, given);
  const place = wanted.success ? wanted.output : await askPlace(name);
  if (!place) return success(undefined);
  const { to, target } = place;
  const { analyst } = needs;
  const isFile = target.scheme === 'file';
  const request = { path, to, name, ...(isFile && { target: target.fsPath }) };
  const exported = await answerOf(analyst.call('exportModel', request));
  if (!exported.ok) return exported;
  const { bytes, content } = exported.value;
  if (content) {
    const written = await write(target, content);
    if (!written.ok) return written;
  }
  void vscode.window.showInformationMessage(
    `The model of ${name} is now in ${nameOf(target)} (${megabytes(bytes)}). ${nextSteps[to]}`,
  );
  return success(undefined);
}

const reveals = 'It contains the vocabulary, so it reveals words from your text.';
const nextSteps: Readonly<Record<ExportKind, string>> = {
  safetensors: reveals,
  project: `Its README says how to run it; “python check.py” proves that it computes the same. ${reveals}`,
  onnx: reveals,
};

async function chooseModel(
  { current, sessions, restoring, files }: Needs,
  given: unknown,
): Promise<Result<Chosen>> {
  const row = v.safeParse(givenRow, given);
  if (row.success) {
    return success({ path: files.pathOfId(row.output.id), name: fullName(row.output) });
  }
  const found = await current.require();
  if (!found.ok) return found;
  const text = found.value;
  const { key, name } = text;
  await restoring.restore(text);
  const session = sessions.find(key);
  if (session?.model?.kind === 'file') {
    return success({ path: session.model.path, name: session.lender?.name ?? name });
  }
  // A live model is in no file yet, unless an older one is.
  const own = await files.of(key);
  const path = own.find((one) => one === session?.target) ?? own[0];
  return path === undefined ? failed({ kind: 'noModel', name }) : success({ path, name });
}

interface Place {
  readonly to: ExportKind;
  readonly target: vscode.Uri;
}

const kinds: readonly (vscode.QuickPickItem & { readonly to: ExportKind })[] = [
  {
    ...{ to: 'safetensors', label: 'Weights', description: 'safetensors' },
    detail: 'The weights by PyTorch’s names, with the vocabulary. Gatescope can import it again.',
  },
  {
    ...{ to: 'project', label: 'PyTorch project', description: 'a folder' },
    detail: 'A module in Python, its weights, and a check that both compute the same.',
  },
  {
    ...{ to: 'onnx', label: 'ONNX', description: 'LSTM, GRU and RNN models' },
    detail: 'One network for ONNX runtimes, with its words.',
  },
];

async function askPlace(name: string): Promise<Place | undefined> {
  const kind = await vscode.window.showQuickPick(kinds, {
    title: 'Export Model…',
    placeHolder: 'What for?',
    matchOnDetail: true,
  });
  if (!kind) return undefined;
  const { to } = kind;
  const target = to === 'project' ? await askFolder(name) : await askFile(name, to);
  return target && { to, target };
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '');

async function askFile(name: string, to: 'safetensors' | 'onnx'): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: 'Export Model…',
    saveLabel: 'Export',
    filters: to === 'onnx' ? { ONNX: ['onnx'] } : { Safetensors: ['safetensors'] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `${stemOf(name)}.${to}`) } : {}),
  });
}

/** A new folder in the one that is chosen. */
async function askFolder(name: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: 'Export Model… The project becomes a folder in this one',
    openLabel: 'Export Here',
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false },
    ...(folder ? { defaultUri: folder } : {}),
  });
  return chosen?.[0] && vscode.Uri.joinPath(chosen[0], `${fileStem(name)}-pytorch`);
}

async function write(target: vscode.Uri, content: Uint8Array): Promise<Result<void>> {
  try {
    return success(await vscode.workspace.fs.writeFile(target, content));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ kind: 'disk', doing: `Writing ${nameOf(target)}`, reason });
  }
}
