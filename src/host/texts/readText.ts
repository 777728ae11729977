/** The text of a file: of the open document, else from the disk. */
import * as vscode from 'vscode';
import { endingOf } from '../common/nameOfKey';
import type { Texts } from './texts';

/** @returns undefined if it is not text */
export async function readText(uri: vscode.Uri, texts: Texts): Promise<string | undefined> {
  const open = texts.find(uri.toString());
  if (open && !open.isNotebook) return open.text();
  if (endingOf(uri.toString()) === 'ipynb') return undefined;
  const { type } = await vscode.workspace.fs.stat(uri);
  // Reading a named pipe would never end.
  if ((type & vscode.FileType.File) === 0) return undefined;
  return decode(uri, await vscode.workspace.fs.readFile(uri));
}

/** As the editor would: `files.encoding`, and what the file itself says. */
async function decode(uri: vscode.Uri, bytes: Uint8Array): Promise<string | undefined> {
  try {
    const text = await vscode.workspace.decode(bytes, { uri });
    // VS Code looks for them at the file's beginning only.
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined; // binary
  }
}
