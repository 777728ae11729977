/**
 * The text that a command is about: the active editor's; while the panel has the focus, the
 * panel's; while a page of VS Code's own has it (the walkthrough), the one before.
 * Where the active tab shows something that VS Code gives to no extension, the sentence names the
 * file and says why.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { panelViewType } from '../../shared/manifest';
import type { Subscription } from '../common/listeners';
import type { EditorText, Texts } from './texts';
import { nameOf } from './texts';

const megabyte = 1024 * 1024;
/** Above it VS Code does not send a document to extensions. */
export const largestMB = 50;

export interface CurrentText extends Subscription {
  get(): EditorText | undefined;
  /** Where the cursor is, or last was, in that text; 0 where it never was. */
  offsetIn(key: string): number;
  /**
   * For commands: the text, or why there is none.
   * @param given names another one (`documentKey`), as a row of a view does: it is opened
   */
  require(given?: unknown): Promise<Result<EditorText, Failure>>;
  /** Another text, or none. */
  readonly onDidChange: vscode.Event<void>;
  /** The cursor, with every letter that is typed. */
  readonly onDidMove: vscode.Event<void>;
}

/** Names its document, which may be closed and opened again: a text is not kept for its cursor. */
interface Cursor {
  readonly uri: string;
  readonly position: vscode.Position;
}

export function followCurrentText(texts: Texts): CurrentText {
  const changed = new vscode.EventEmitter<void>();
  const moved = new vscode.EventEmitter<void>();
  const cursors = new Map<string, Cursor>();
  let last: string | undefined;

  function active(): EditorText | undefined {
    const document = vscode.window.activeTextEditor?.document;
    const text = document && texts.of(document);
    if (text) return text;
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return notebook && texts.find(notebook.uri.toString());
  }

  function get(): EditorText | undefined {
    const text = active();
    if (text) return text;
    const tab = activeTab();
    const isAbout = tab && (isOurPanel(tab.input) || isPageOfVsCode(tab));
    return last !== undefined && isAbout ? texts.find(last) : undefined;
  }

  function remember(): void {
    last = active()?.key ?? last;
    const editor = vscode.window.activeTextEditor;
    if (editor) place(editor);
    changed.fire();
  }

  /** Also where a word was clicked in the panel: the cursor moves while the panel keeps the focus. */
  function place({ document, selection }: vscode.TextEditor): void {
    const key = texts.of(document)?.key;
    if (key === undefined || key !== last) return;
    cursors.set(key, { uri: document.uri.toString(), position: selection.active });
    moved.fire();
  }

  const listening = vscode.Disposable.from(
    ...[changed, moved],
    vscode.window.onDidChangeActiveTextEditor(remember),
    vscode.window.onDidChangeActiveNotebookEditor(remember),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const isActive = textEditor === vscode.window.activeTextEditor;
      if (isActive || isOurPanel(activeTab()?.input)) place(textEditor);
    }),
    vscode.window.tabGroups.onDidChangeTabs(() => changed.fire()),
  );
  remember();

  return {
    get,
    offsetIn(key) {
      const cursor = cursors.get(key);
      const text = cursor && texts.find(key);
      const document = text?.documents().find(({ uri }) => uri.toString() === cursor?.uri);
      return text && document ? text.offsetOf(document, cursor.position) : 0;
    },
    async require(given) {
      const named = v.safeParse(namedDocument, given);
      if (named.success) return show(texts, named.output.documentKey);
      const text = get();
      return text ? success(text) : failed(await whyNone(activeTab()));
    },
    onDidChange: changed.event,
    onDidMove: moved.event,
    dispose: () => void listening.dispose(),
  };
}

const activeTab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;

/** A row of a view. */
const namedDocument = v.object({ documentKey: v.string() });

async function show(texts: Texts, key: string): Promise<Result<EditorText, Failure>> {
  const uri = vscode.Uri.parse(key);
  const name = nameOf(uri);
  if (!texts.find(key)) {
    if (uri.scheme === 'untitled') return failed({ kind: 'notOpen', name });
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isThere) return failed(await whyUnreadable(uri));
  }
  await vscode.commands.executeCommand('vscode.open', uri);
  const text = texts.find(key);
  return text ? success(text) : failed(await whyUnreadable(uri));
}

/** VS Code puts `mainThreadWebview-` before the view type. */
const isOurPanel = (input: unknown): boolean =>
  input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelViewType);

/** Walkthroughs, settings and the like: VS Code says nothing of their kind. */
const isPageOfVsCode = ({ input }: vscode.Tab): boolean => input === undefined;

async function whyNone(tab: vscode.Tab | undefined): Promise<Failure> {
  const input = tab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return whyUnreadable(input.uri);
  }
  return { kind: 'noEditor' };
}

/** Why VS Code shows this file to no extension. */
export async function whyUnreadable(uri: vscode.Uri): Promise<Failure> {
  const name = nameOf(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    const megabytes = size / megabyte;
    return megabytes > largestMB
      ? { kind: 'tooLarge', name, megabytes }
      : { kind: 'binaryFile', name };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'disk', doing: `Opening ${name}`, reason };
  }
}
