/**
 * The texts that VS Code has open: documents, and notebooks as one text each. Finds the one a
 * command is about, follows edits, and turns positions into offsets and back.
 */
import * as vscode from 'vscode';
import type { TextChange } from '../../shared/contracts/documents';
import type { Span } from '../../shared/model/versions';
import { cellAt, cellStart, joinCells } from './joinedCells';
import type { Listen, Subscription } from '../common/listeners';
import { createListeners } from '../common/listeners';
import type { OpenText, TextEdit } from './openText';

export interface EditorText extends OpenText {
  readonly uri: vscode.Uri;
  readonly isClosed: boolean;
  readonly isNotebook: boolean;
  /** What it is made of, in order. */
  documents(): readonly vscode.TextDocument[];
  offsetOf(document: vscode.TextDocument, position: vscode.Position): number;
  place(span: Span): Place | undefined;
}

export interface Place {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
}

export interface Texts extends Subscription {
  find(key: string): EditorText | undefined;
  /** The text that a document is, or is a part of; none for inputs and outputs of VS Code. */
  of(document: vscode.TextDocument): EditorText | undefined;
  all(): readonly EditorText[];
  /** The key of the text that the URI is, or is a part of. */
  keyOf(uri: vscode.Uri): string;
  /** Opens it without showing it; of a notebook's cell, the notebook. Throws what VS Code throws. */
  open(uri: vscode.Uri): Promise<EditorText>;
  readonly onDidOpen: Listen<EditorText>;
  readonly onDidEdit: Listen<TextEdit<EditorText>>;
  readonly onDidClose: Listen<EditorText>;
}

/** Places to type in that are no texts: output, comments, source control, debug console, chat. */
const noTexts =
  /^(output|comment|vscode-scm|debug|replinput|vscode-interactive-input|chat.*|vscode-chat.*|log|extension-output)$/;

const cellScheme = 'vscode-notebook-cell';

export function followTexts(): Texts {
  const opened = createListeners<EditorText>();
  const edited = createListeners<TextEdit<EditorText>>();
  const closed = createListeners<EditorText>();
  const notebookVersions = new WeakMap<vscode.NotebookDocument, number>();
  const endsOfLine = new WeakMap<vscode.TextDocument, vscode.EndOfLine>();

  const notebookText = (notebook: vscode.NotebookDocument): EditorText =>
    textOfNotebook(notebook, notebookVersions.get(notebook) ?? 1);

  function of(document: vscode.TextDocument): EditorText | undefined {
    const { scheme } = document.uri;
    if (noTexts.test(scheme)) return undefined;
    if (scheme !== cellScheme) return textOfDocument(document);
    const notebook = vscode.workspace.notebookDocuments.find((one) => holds(one, document));
    return notebook && notebookText(notebook);
  }

  function all(): EditorText[] {
    const documents = vscode.workspace.textDocuments.filter(
      ({ uri }) => uri.scheme !== cellScheme && !noTexts.test(uri.scheme),
    );
    return [
      ...documents.map(textOfDocument),
      ...vscode.workspace.notebookDocuments.map(notebookText),
    ];
  }

  function keyOf(uri: vscode.Uri): string {
    const key = uri.toString();
    if (uri.scheme !== cellScheme) return key;
    const cell = vscode.workspace.textDocuments.find((one) => one.uri.toString() === key);
    return (cell && of(cell)?.key) ?? key;
  }

  function edit(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    const sameEnds = (endsOfLine.get(document) ?? document.eol) === document.eol;
    endsOfLine.set(document, document.eol);
    if (contentChanges.length === 0 && sameEnds) return;
    const notebook =
      document.uri.scheme === cellScheme
        ? vscode.workspace.notebookDocuments.find((one) => holds(one, document))
        : undefined;
    if (notebook) count(notebook);
    const text = of(document);
    if (!text) return;
    const start = text.offsetOf(document, new vscode.Position(0, 0));
    edited.fire(sameEnds ? { text, changes: changesOf(contentChanges, start) } : { text });
  }

  function count(notebook: vscode.NotebookDocument): void {
    notebookVersions.set(notebook, (notebookVersions.get(notebook) ?? 1) + 1);
  }

  const listening = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      endsOfLine.set(document, document.eol);
      if (document.uri.scheme === cellScheme) return;
      const text = of(document);
      if (text) opened.fire(text);
    }),
    vscode.workspace.onDidChangeTextDocument(edit),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.uri.scheme === cellScheme) return;
      const text = of(document);
      if (text) closed.fire(text);
    }),
    vscode.workspace.onDidOpenNotebookDocument((notebook) => opened.fire(notebookText(notebook))),
    vscode.workspace.onDidCloseNotebookDocument((notebook) => closed.fire(notebookText(notebook))),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      if (contentChanges.length === 0) return;
      count(notebook);
      edited.fire({ text: notebookText(notebook) });
    }),
  );
  for (const document of vscode.workspace.textDocuments) endsOfLine.set(document, document.eol);

  return {
    find: (key) => all().find((text) => text.key === key),
    of,
    all,
    keyOf,
    async open(uri) {
      const key = keyOf(uri);
      const found = all().find((text) => text.key === key);
      return found ?? textOfDocument(await vscode.workspace.openTextDocument(uri));
    },
    onDidOpen: opened.listen,
    onDidEdit: edited.listen,
    onDidClose: closed.listen,
    dispose: () => void listening.dispose(),
  };
}

function textOfDocument(document: vscode.TextDocument): EditorText {
  return {
    uri: document.uri,
    key: document.uri.toString(),
    get name() {
      return nameOf(document.uri);
    },
    untitled: document.isUntitled,
    isNotebook: false,
    get version() {
      return document.version;
    },
    get isClosed() {
      return document.isClosed;
    },
    text: () => document.getText(),
    documents: () => [document],
    offsetOf: (_, position) => document.offsetAt(position),
    place: ({ start, end }) => ({
      document,
      range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
    }),
  };
}

function textOfNotebook(notebook: vscode.NotebookDocument, version: number): EditorText {
  const cells = (): vscode.TextDocument[] => notebook.getCells().map(({ document }) => document);
  const lengths = (): number[] => cells().map((document) => document.getText().length);
  return {
    uri: notebook.uri,
    key: notebook.uri.toString(),
    name: nameOf(notebook.uri),
    untitled: notebook.isUntitled,
    isNotebook: true,
    version,
    get isClosed() {
      return notebook.isClosed;
    },
    documents: cells,
    text: () => joinCells(cells().map((document) => document.getText())),
    offsetOf(document, position) {
      const index = cells().indexOf(document);
      return cellStart(lengths(), index) + document.offsetAt(position);
    },
    place({ start, end }) {
      const at = cellAt(lengths(), start);
      const document = at && cells()[at.index];
      if (!at || !document) return undefined;
      const from = document.positionAt(at.offset);
      return {
        document,
        range: new vscode.Range(from, document.positionAt(at.offset + end - start)),
      };
    },
  };
}

const holds = (notebook: vscode.NotebookDocument, document: vscode.TextDocument): boolean =>
  notebook.getCells().some((cell) => cell.document === document);

function changesOf(
  changes: readonly vscode.TextDocumentContentChangeEvent[],
  start: number,
): TextChange[] {
  return changes.map(({ rangeOffset, rangeLength, text }) => ({
    offset: start + rangeOffset,
    length: rangeLength,
    text,
  }));
}

/** The last part of the path: what its tab is called. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').findLast((part) => part !== '') ?? uri.toString();
}
