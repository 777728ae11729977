/** What is wrong in an open `.cell` file, in *Problems* and under its words; and its quick fixes. */
import * as vscode from 'vscode';
import { cellLanguage } from '../../shared/manifest';
import type { CellProblem } from '../../shared/questions/editor/cells';
import { isCell, type CellReadings } from './cellReadings';
import { rangeOf } from './cellRanges';

export function showCellProblems(readings: CellReadings): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection(cellLanguage);
  const show = async (document: vscode.TextDocument): Promise<void> => {
    if (!isCell(document)) return;
    const reading = await readings.of(document);
    if (reading === undefined || document.isClosed) return;
    shown.set(
      document.uri,
      reading.problems.map((problem) => diagnosticOf(document, problem)),
    );
  };
  for (const document of vscode.workspace.textDocuments) void show(document);
  return vscode.Disposable.from(
    shown,
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => show(document)),
    // Also told where a file has become one of another language.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      shown.delete(uri);
    }),
    vscode.languages.registerCodeActionsProvider(
      cellLanguage,
      { provideCodeActions: (document, range) => fixesAt(readings, document, range) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function diagnosticOf(document: vscode.TextDocument, problem: CellProblem): vscode.Diagnostic {
  const severity =
    problem.severity === 'error'
      ? vscode.DiagnosticSeverity.Error
      : vscode.DiagnosticSeverity.Warning;
  const range = rangeOf(document, problem.at);
  const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
  diagnostic.source = 'Gatescope';
  return diagnostic;
}

async function fixesAt(
  readings: CellReadings,
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  const reading = await readings.of(document);
  const problems = (reading?.problems ?? []).filter(
    ({ at }) => rangeOf(document, at).intersection(range) !== undefined,
  );
  return problems.flatMap((problem) =>
    problem.fixes.map(({ title, edits }, index) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnosticOf(document, problem)];
      action.isPreferred = index === 0;
      action.edit = new vscode.WorkspaceEdit();
      for (const { at, text } of edits) {
        action.edit.replace(document.uri, rangeOf(document, at), text);
      }
      return action;
    }),
  );
}
