/** Asks where a file from the panel should go, next to its document at first, and writes it there. */
import * as vscode from 'vscode';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { SavedKind, SaveOutcome } from '../../shared/pages/panel';
import type { SavedFile } from './savedParts';

const kindNames: Readonly<Record<SavedKind, string>> = {
  png: 'Picture',
  svg: 'Picture as lines',
  csv: 'Table',
  json: 'Numbers',
};

/** @param documentKey the document that the file is about */
export async function saveFile(
  documentKey: string | undefined,
  { name, kind, bytes }: SavedFile,
): Promise<Result<SaveOutcome>> {
  const defaultUri = besides(documentKey, name);
  const target = await vscode.window.showSaveDialog({
    title: 'Save',
    filters: { [kindNames[kind]]: [kind] },
    ...(defaultUri && { defaultUri }),
  });
  if (!target) return success({});
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ kind: 'disk', doing: 'Saving the file', reason });
  }
  return success({ name: target.path.split('/').at(-1) ?? name });
}

/** Untitled and virtual documents have no folder to write to. */
export function besides(documentKey: string | undefined, name: string): vscode.Uri | undefined {
  const document = documentKey === undefined ? undefined : vscode.Uri.parse(documentKey);
  if (document && (document.scheme === 'file' || document.scheme === 'vscode-remote')) {
    return vscode.Uri.joinPath(document, '..', name);
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder && vscode.Uri.joinPath(folder, name);
}
