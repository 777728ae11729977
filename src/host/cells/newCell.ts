/** *New Cell from Equations…*: a commented copy of a known cell, as an untitled `.cell` document. */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Failure } from '../../shared/failures';
import { cellLanguage, commands } from '../../shared/manifest';
import type { KnownCell } from '../../shared/questions/editor/cells';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';

export interface NewCellNeeds {
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

/** @param given the id of a known cell; else the person is asked */
export const registerNewCell = (needs: NewCellNeeds): vscode.Disposable =>
  vscode.commands.registerCommand(commands.newCell, (given: unknown) => newCell(needs, given));

async function newCell({ reader, showFailure }: NewCellNeeds, given: unknown): Promise<void> {
  const known = await answerOf(reader.call('knownCells', {}, { deadline: deadlines.panel }));
  if (!known.ok) return showFailure(known.failure);
  const cell = known.value.find(({ id }) => id === given) ?? (await ask(known.value));
  if (cell === undefined) return;
  const document = await vscode.workspace.openTextDocument({
    language: cellLanguage,
    content: cell.copy,
  });
  await vscode.window.showTextDocument(document);
}

async function ask(known: readonly KnownCell[]): Promise<KnownCell | undefined> {
  const items = known.map((cell) => ({
    label: cell.title,
    description: [cell.year, cell.equations.join('; ')]
      .filter((part) => part !== undefined)
      .join(' · '),
    detail: cell.remarks[0] ?? '',
    cell,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'New Cell from Equations',
    placeHolder: 'Which cell should yours start from?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.cell;
}
