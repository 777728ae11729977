/** Names in an open `.cell` file: what one stands for, where it is defined, and which there are. */
import * as vscode from 'vscode';
import { cellLanguage } from '../../shared/manifest';
import type { CellMeaning, CellName } from '../../shared/questions/editor/cells';
import { escapeMarkdown } from '../common/escapeMarkdown';
import { markedAt, rangeOf } from './cellRanges';
import type { CellReadings } from './cellReadings';

export const explainCellNames = (readings: CellReadings): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.languages.registerHoverProvider(cellLanguage, {
      provideHover: (document, position) => hoverAt(readings, document, position),
    }),
    vscode.languages.registerDefinitionProvider(cellLanguage, {
      provideDefinition: (document, position) => definitionOf(readings, document, position),
    }),
    vscode.languages.registerCompletionItemProvider(cellLanguage, {
      provideCompletionItems: async (document) =>
        (await readings.of(document))?.names.map(itemOf) ?? [],
    }),
  );

async function hoverAt(
  readings: CellReadings,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const reading = await readings.of(document);
  const marked = reading && markedAt(reading, document.offsetAt(position));
  if (!marked) return undefined;
  return new vscode.Hover(hoverText(marked.meaning), rangeOf(document, marked.mark.at));
}

const longest = 500;

/** Nothing of the user's is read as Markdown: titles and letters are escaped. */
function hoverText({ title, equation, sentences }: CellMeaning): vscode.MarkdownString {
  const text = new vscode.MarkdownString(escapeMarkdown(title, longest));
  if (equation !== undefined) text.appendCodeblock(equation, cellLanguage);
  return text.appendMarkdown(`\n\n${escapeMarkdown(sentences.join(' '), longest)}`);
}

async function definitionOf(
  readings: CellReadings,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Location | undefined> {
  const reading = await readings.of(document);
  const marked = reading && markedAt(reading, document.offsetAt(position));
  const at = marked?.meaning.definedAt;
  return at && new vscode.Location(document.uri, rangeOf(document, at));
}

const kinds: Readonly<Record<CellName['kind'], vscode.CompletionItemKind>> = {
  value: vscode.CompletionItemKind.Variable,
  learned: vscode.CompletionItemKind.Field,
  function: vscode.CompletionItemKind.Function,
  word: vscode.CompletionItemKind.Keyword,
};

function itemOf({ text, kind, says }: CellName): vscode.CompletionItem {
  const item = new vscode.CompletionItem(text, kinds[kind]);
  item.detail = says;
  if (kind === 'function') item.commitCharacters = ['('];
  return item;
}
