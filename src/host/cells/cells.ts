/** Cells as texts of a user's own: the language of `.cell` files, and a new one from a known cell. */
import * as vscode from 'vscode';
import { registerCheckCell, type CheckCellNeeds } from './checkCell';
import { explainCellNames } from './cellNames';
import { showCellProblems } from './cellProblems';
import { registerChooseCell, type ChooseCellNeeds } from './chooseCell';
import { createCellReadings } from './cellReadings';
import { registerNewCell, type NewCellNeeds } from './newCell';

export function registerCells(
  needs: NewCellNeeds & CheckCellNeeds & ChooseCellNeeds,
): vscode.Disposable {
  const readings = createCellReadings(needs.reader);
  return vscode.Disposable.from(
    showCellProblems(readings),
    explainCellNames(readings),
    registerNewCell(needs),
    registerChooseCell(needs),
    registerCheckCell(needs, readings),
  );
}
