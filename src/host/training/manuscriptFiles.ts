/**
 * The files of a manuscript, found and read: those that were chosen in the order chosen, those of a
 * folder by name, its own before those of folders in it. What is no text is left out of a folder; a
 * file that was chosen itself must be one. Reads what is in the editor where a file is open in it.
 */
import * as vscode from 'vscode';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { byName, commonFolder, folderKey } from '../sessions/folderModel';
import { nameOf, type Texts } from '../texts/texts';
import { readText } from '../texts/readText';

export interface ManuscriptFiles {
  /** Key of the folder that holds all of them. */
  readonly folder: string;
  /** Paths within the folder. */
  readonly files: readonly string[];
  readonly texts: readonly string[];
  /** Names of files of a folder that are no text. */
  readonly leftOut: readonly string[];
}

/** Which files of a folder are wanted, by their endings; all without it. */
export type Wanted = ((uri: vscode.Uri) => boolean) | undefined;

const megabyte = 1024 * 1024;
/** As much as VS Code shows of one document. */
const mostMB = 50;
const mostFiles = 2_000;
const mostEntries = 20_000;
/** Of a folder: hidden ones, what package managers and compilers fill, and notebooks, which are no plain text. */
const passedOver = /^(\..*|node_modules|__pycache__|.*\.ipynb)$/u;

export async function readManuscriptFiles(
  targets: readonly vscode.Uri[],
  texts: Texts,
  wanted?: Wanted,
): Promise<Result<ManuscriptFiles, Failure>> {
  const found = await findFiles(targets, wanted);
  if (!found.ok) return found;
  const { files, folder } = found.value;
  const name = nameOf(vscode.Uri.parse(folder));
  const chapters: { readonly path: string; readonly text: string }[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  for (const { uri, chosen } of files) {
    const { size } = await vscode.workspace.fs.stat(uri);
    bytes += size;
    const megabytes = bytes / megabyte;
    if (megabytes > mostMB)
      return failed({ kind: 'tooMuchText', name, megabytes, limitMB: mostMB });
    const text = await readText(uri, texts);
    if (text === undefined && chosen) return failed({ kind: 'binaryFile', name: nameOf(uri) });
    if (text === undefined) {
      bytes -= size;
      leftOut.push(nameOf(uri));
    } else if (text.trim() !== '') chapters.push({ path: pathWithin(folder, uri), text });
  }
  if (chapters.length === 0) return failed({ kind: 'noTextFiles', name });
  return success({
    folder,
    files: chapters.map(({ path }) => path),
    texts: chapters.map(({ text }) => text),
    leftOut,
  });
}

const pathWithin = (folder: string, uri: vscode.Uri): string =>
  decodeURIComponent(uri.toString().slice(folder.length));

interface Found {
  readonly uri: vscode.Uri;
  /** Itself, not with its folder. */
  readonly chosen: boolean;
}

async function findFiles(
  targets: readonly vscode.Uri[],
  wanted: Wanted,
): Promise<Result<{ readonly folder: string; readonly files: readonly Found[] }, Failure>> {
  const files = new Map<string, Found>();
  const keys: string[] = [];
  for (const uri of targets) {
    const { type } = await vscode.workspace.fs.stat(uri);
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    keys.push(isFolder ? folderKey(uri.toString()) : uri.toString());
    const inside = isFolder ? await filesWithin(uri, wanted) : [{ uri, chosen: true }];
    if (!inside || files.size + inside.length > mostFiles) {
      return failed({ kind: 'tooManyFiles', name: nameOf(uri), limit: mostFiles });
    }
    for (const file of inside)
      if (!files.has(file.uri.toString())) files.set(file.uri.toString(), file);
  }
  const folder = commonFolder(keys);
  if (folder === undefined) return failed({ kind: 'noEditor' });
  return success({ folder, files: [...files.values()] });
}

/** @returns undefined where there are too many to look at */
async function filesWithin(folder: vscode.Uri, wanted: Wanted): Promise<Found[] | undefined> {
  const files: Found[] = [];
  let entries = 0;
  const walk = async (at: vscode.Uri): Promise<boolean> => {
    const inside = await vscode.workspace.fs.readDirectory(at);
    entries += inside.length;
    if (entries > mostEntries) return false;
    const seen = inside
      .filter(([name, type]) => !passedOver.test(name) && !(type & vscode.FileType.SymbolicLink))
      .sort(([one], [other]) => byName(one, other))
      .map(([name, type]) => ({ uri: vscode.Uri.joinPath(at, name), type }));
    for (const { uri, type } of seen) {
      const isWanted = type & vscode.FileType.File && (!wanted || wanted(uri));
      if (isWanted) files.push({ uri, chosen: false });
    }
    for (const { uri, type } of seen) {
      if (type & vscode.FileType.Directory && !(await walk(uri))) return false;
    }
    return true;
  };
  return (await walk(folder)) ? files : undefined;
}
