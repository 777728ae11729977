/**
 * The open texts whose words VS Code's word list would show along with those of the text being written,
 * by its setting `editor.wordBasedSuggestions`, and their content for the reader where it asks for it.
 */
import * as vscode from 'vscode';
import type { DocumentText } from '../../shared/contracts/documents';
import type { TextVersion } from '../../shared/questions/editor/wordList';

/** More lines or UTF-16 units would have to be put together in the extension host. */
const most = { lines: 100_000, units: 4_000_000 } as const;

/** @returns undefined where VS Code lists no words */
export function listedTexts(document: vscode.TextDocument): readonly TextVersion[] | undefined {
  const which = vscode.workspace
    .getConfiguration('editor', document)
    .get<unknown>('wordBasedSuggestions');
  if (which === 'off') return undefined;
  if (which === 'offWithInlineSuggestions' && hasOtherCompletion(document)) return undefined;
  if (which === 'currentDocument') return [];
  return vscode.workspace.textDocuments
    .filter(
      (other) =>
        other !== document &&
        (which === 'allDocuments' || other.languageId === document.languageId) &&
        other.lineCount <= most.lines,
    )
    .map(({ uri, version }) => ({ documentKey: uri.toString(), version }));
}

/** With that value VS Code lists words unless its own assistant completes in the language. */
function hasOtherCompletion(document: vscode.TextDocument): boolean {
  const languages = vscode.workspace
    .getConfiguration('github.copilot', document)
    .get<unknown>('enable');
  if (typeof languages !== 'object' || languages === null) return false;
  const byLanguage = new Map<string, unknown>(Object.entries(languages));
  return (byLanguage.get(document.languageId) ?? byLanguage.get('*')) === true;
}

/** Of the keys that the reader asked for, the texts that are still open. */
export function textsToTell(keys: readonly string[]): DocumentText[] {
  return vscode.workspace.textDocuments
    .filter(({ uri }) => keys.includes(uri.toString()))
    .map((document) => {
      const text = document.getText();
      const { uri, version } = document;
      return { documentKey: uri.toString(), version, text: text.length > most.units ? '' : text };
    });
}
