/** Offsets of a cell's text as VS Code's places, and back. */
import * as vscode from 'vscode';
import type { Span } from '../../shared/model/versions';
import type { CellMark, CellMeaning, CellReading } from '../../shared/questions/editor/cells';

export const rangeOf = (document: vscode.TextDocument, { start, end }: Span): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

export interface Marked {
  readonly mark: CellMark;
  readonly meaning: CellMeaning;
}

/** The name at a place, and what it stands for. */
export function markedAt(reading: CellReading, offset: number): Marked | undefined {
  const mark = reading.marks.find(({ at }) => at.start <= offset && offset <= at.end);
  const meaning = mark && reading.meanings[mark.meaning];
  return mark && meaning && { mark, meaning };
}
