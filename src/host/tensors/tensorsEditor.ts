/**
 * The read-only editor of `.safetensors` files, and of PyTorch's own: a page with their tensors. Nothing of a file is read
 * on this thread, but of one that is not on this machine, which the analyst is sent.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import { commands, tensorsViewType, torchViewType } from '../../shared/manifest';
import type { Timer } from '../../shared/wire/rpc';
import { sourceOf } from '../importing/importQuestions';
import { createListeners, type Listen } from '../common/listeners';
import { saveFile } from '../exports/saveFile';
import { createTensorsConversation } from './tensorsConversation';
import { nameOf } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import { webviewOptions, webviewPage, webviewPort } from '../pages/webviewPage';

interface Needs {
  readonly extensionUri: vscode.Uri;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call' | 'tell'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
}

/** One for all editors of a file. */
interface TensorsDocument extends vscode.CustomDocument {
  readonly onDidChange: Listen<undefined>;
}

export function registerTensorsEditor(needs: Needs): vscode.Disposable {
  let readings = 0;
  const provider: vscode.CustomReadonlyEditorProvider<TensorsDocument> = {
    openCustomDocument: (uri) => watched(uri),
    resolveCustomEditor: (document, panel) => furnish(document, panel, needs, () => readings++),
  };
  const options = { supportsMultipleEditorsPerDocument: true };
  const registered = [tensorsViewType, torchViewType].map((viewType) =>
    vscode.window.registerCustomEditorProvider(viewType, provider, options),
  );
  return vscode.Disposable.from(...registered);
}

function watched(uri: vscode.Uri): TensorsDocument {
  const changed = createListeners<undefined>();
  // The folder is watched, because a file's name may have letters that mean something in a pattern.
  const folder = vscode.Uri.joinPath(uri, '..');
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, '*.{safetensors,pt,pth,ckpt,bin}'),
  );
  const told = (other: vscode.Uri): void => {
    if (other.toString() === uri.toString()) changed.fire(undefined);
  };
  const { onDidChange, onDidCreate, onDidDelete } = watcher;
  for (const event of [onDidChange, onDidCreate, onDidDelete]) event(told);
  return { uri, onDidChange: changed.listen, dispose: () => void watcher.dispose() };
}

function furnish(
  { uri, onDidChange }: TensorsDocument,
  panel: vscode.WebviewPanel,
  { extensionUri, analyst, timer, log }: Needs,
  nextReading: () => number,
): void {
  const { webview } = panel;
  webview.options = webviewOptions(extensionUri);
  const talk = createTensorsConversation(webviewPort(webview), {
    ...{ name: nameOf(uri), analyst, timer, log, nextReading },
    source: () => sourceOf(uri, 'notShown'),
    exists: () => isThere(uri),
    importModel: () => void vscode.commands.executeCommand(commands.importModel, { model: uri }),
    save: (file) => saveFile(uri.toString(), file),
  });
  const following = onDidChange(() => talk.changedOnDisk());
  panel.onDidDispose(() => {
    following.dispose();
    talk.dispose();
  });
  webview.html = webviewPage(webview, extensionUri, 'tensors');
}

const isThere = async (uri: vscode.Uri): Promise<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
