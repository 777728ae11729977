/** *Check*, above a cell's title: whether it is what its text says, as a table. */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure } from '../../shared/failures';
import { cellLanguage, commands } from '../../shared/manifest';
import type { CellCheck } from '../../shared/questions/editor/cells';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';
import { isCell, type CellReadings } from './cellReadings';

export interface CheckCellNeeds {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

export const registerCheckCell = (
  needs: CheckCellNeeds,
  readings: CellReadings,
): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.commands.registerCommand(commands.checkCell, () => checkCell(needs)),
    vscode.languages.registerCodeLensProvider(cellLanguage, {
      provideCodeLenses: (document) => lensOf(readings, document),
    }),
  );

/** Where the text can be read. */
async function lensOf(
  readings: CellReadings,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  const reading = await readings.of(document);
  if (reading?.problems.some(({ severity }) => severity === 'error') !== false) return [];
  const lines = Array.from({ length: document.lineCount }, (_, line) => line);
  const title = lines.find((line) => /^\s*cell\b/.test(document.lineAt(line).text)) ?? 0;
  const tooltip = 'Gradients against finite differences, causality, padding and ranges, as a table';
  const { range } = document.lineAt(title);
  return [
    new vscode.CodeLens(range, { title: 'Check', command: commands.checkCell, tooltip }),
    new vscode.CodeLens(range, {
      title: 'Train on…',
      command: commands.trainWithCell,
      tooltip: 'Trains a text that is open with this cell',
    }),
  ];
}

async function checkCell({ analyst, showFailure }: CheckCellNeeds): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isCell(document)) return;
  const request = { text: document.getText() };
  const location = vscode.ProgressLocation.Window;
  const answer = await vscode.window.withProgress({ location, title: 'Checking the cell' }, () =>
    answerOf(analyst.call('checkCell', request, { deadline: deadlines.long })),
  );
  if (!answer.ok) return showFailure(answer.failure);
  await vscode.window.showQuickPick(rowsOf(answer.value), {
    title: 'Check This Cell',
    placeHolder: verdict(answer.value),
  });
}

function verdict({ rows, note }: CellCheck): string {
  if (note !== undefined) return note;
  const failed = rows.filter(({ pass }) => !pass).length;
  return failed === 0
    ? `All ${rows.length} checks passed`
    : `${failed} of ${rows.length} checks failed`;
}

/** What failed first. */
const rowsOf = ({ rows }: CellCheck): vscode.QuickPickItem[] =>
  rows
    .toSorted((a, b) => Number(a.pass) - Number(b.pass))
    .map(({ name, value, bound, pass }) => ({
      label: `$(${pass ? 'check' : 'error'}) ${name}`,
      description: `${pass ? 'passed' : 'failed'}: ${shown(value)}, at most ${shown(bound)}`,
    }));

const shown = (value: number): string =>
  value === 0 || Math.abs(value) >= 0.001
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1);
