/**
 * The cells that `gatescope.model.cell` names, files with their texts. A path from the workspace's
 * settings stays within the workspace, wherever links lead: whoever sends somebody a folder must not
 * have its files read from elsewhere.
 */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import * as vscode from 'vscode';
import {
  isCellFile,
  longestCellFile,
  partsOfChoice,
  type ChosenCell,
  type FileFlaw,
} from '../../shared/cellChoice';
import { failed, success, type Failure, type Result } from '../../shared/failures';

const flawed = (flaw: FileFlaw) => failed({ kind: 'badCell', flaw } as const);

/** Of the setting as it is now. */
export async function chosenCells(): Promise<Result<readonly ChosenCell[], Failure>> {
  const configuration = vscode.workspace.getConfiguration('gatescope');
  const choice = configuration.get<unknown>('model.cell');
  if (typeof choice !== 'string') return success(['lstm']);
  const isTheirs = configuration.inspect('model.cell')?.workspaceValue === choice;
  const cells: ChosenCell[] = [];
  for (const part of partsOfChoice(choice)) {
    const cell = isCellFile(part) ? await readCellFile(part, isTheirs) : success(part);
    if (!cell.ok) return cell;
    cells.push(cell.value);
  }
  return success(cells);
}

/** @param isTheirs named by the workspace's settings */
async function readCellFile(path: string, isTheirs: boolean): Promise<Result<ChosenCell, Failure>> {
  const found = await findFile(path);
  if (!found) return flawed({ kind: 'noFile', path, reason: 'there is no such file' });
  if (isTheirs && !(await isInWorkspace(found))) return flawed({ kind: 'outsideFolder', path });
  return textOfCell(found, path);
}

/** As it is in its editor, saved or not. @param path as it is told to the person */
export async function textOfCell(
  uri: vscode.Uri,
  path: string,
): Promise<Result<Exclude<ChosenCell, string>, Failure>> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return success({ path, text: open.getText().slice(0, longestCellFile + 1) });
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    const kilobytes = Math.ceil(size / 1000);
    if (size > longestCellFile) return flawed({ kind: 'largeFile', path, kilobytes });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return success({ path, text });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return flawed({ kind: 'noFile', path, reason });
  }
}

/** A relative path is looked for in each folder of the workspace. */
async function findFile(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = isAbsolute(path)
    ? [vscode.Uri.file(path)]
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, ...path.split(/[\\/]/)));
  for (const place of places) if (await isFile(place)) return place;
  return undefined;
}

const isFile = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );

async function isInWorkspace(uri: vscode.Uri): Promise<boolean> {
  const place = await placeOf(uri);
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== uri.scheme || folder.uri.authority !== uri.authority) continue;
    const way = relative(await placeOf(folder.uri), place);
    if (way !== '' && !/^\.\.([\\/]|$)/.test(way) && !isAbsolute(way)) return true;
  }
  return false;
}

/** Where it is in truth; a virtual file system has no links. */
const placeOf = (uri: vscode.Uri): Promise<string> =>
  uri.scheme === 'file' ? realpath(uri.fsPath).catch(() => uri.fsPath) : Promise.resolve(uri.path);
