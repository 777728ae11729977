/**
 * The panel next to the editor: one in a window. Follows the active text and its cursor, comes back
 * after a reload, and opens at the token that a hover's link names.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure } from '../../shared/failures';
import { natural } from '../../shared/schemas';
import { commands, panelViewType } from '../../shared/manifest';
import { panelStateSchema } from '../../shared/pages/panel';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Span } from '../../shared/model/versions';
import { unitPlaceSchema } from '../../shared/questions/editor/unitSearch';
import type { Timer } from '../../shared/wire/rpc';
import type { CurrentText } from '../texts/currentText';
import type { LessonRequests } from '../lessons/lessonRequests';
import type { LessonTexts } from '../lessons/lessonTexts';
import type { PanelConversation } from './panelConversation';
import { createOtherModels } from './otherModels';
import { createPanelConversation } from './panelConversation';
import type { ModelFiles } from '../sessions/modelFiles';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { editorOf } from '../texts/editorOf';
import { revealSpan } from '../texts/revealSpan';
import { createSpanMarks } from '../texts/spanMarks';
import type { BundledSamples } from '../lessons/bundledSamples';
import { saveFile } from '../exports/saveFile';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { ChosenUnits } from '../units/chosenUnits';
import type { LastSearch } from '../units/lastSearch';
import { webviewOptions, webviewPage, webviewPort } from '../pages/webviewPage';

interface Needs {
  readonly lessons: Pick<LessonTexts, 'isShipped'>;
  readonly lessonRequests: LessonRequests;
  readonly samples: BundledSamples;
  readonly units: ChosenUnits;
  readonly lastSearch: Pick<LastSearch, 'labelsIn'>;
  readonly extensionUri: vscode.Uri;
  readonly texts: Texts;
  readonly files: ModelFiles;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
  readonly showFailure: (failure: Failure) => void;
}

/** From the hover's link; anything else opens the panel where the cursor is. */
const shownToken = v.object({
  documentKey: v.string(),
  token: natural,
});

/** A row of the view of units. */
const shownUnit = v.object({
  documentKey: v.string(),
  ...unitPlaceSchema.entries,
});

const shownLesson = v.object({ documentKey: v.string(), tab: v.literal('lesson') });

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly talk: PanelConversation;
}

/** Of the editor’s tab: the page shows more than gates. */
const title = 'Gatescope';

export function registerPanel(needs: Needs): vscode.Disposable {
  const { current, extensionUri } = needs;
  let open: OpenPanel | undefined;

  function take(panel: vscode.WebviewPanel): OpenPanel {
    open?.panel.dispose();
    const taken = furnish(panel, needs);
    open = taken;
    panel.onDidDispose(() => {
      if (open === taken) open = undefined;
      taken.talk.dispose();
    });
    return taken;
  }

  const opened = (): OpenPanel =>
    open ??
    take(
      vscode.window.createWebviewPanel(
        panelViewType,
        title,
        { viewColumn: besides(needs), preserveFocus: true },
        webviewOptions(extensionUri),
      ),
    );

  function turn(): void {
    if (!open) return;
    void follow(needs, open.talk);
    open.talk.cursorMoved();
  }

  async function show(given: unknown): Promise<void> {
    const unit = v.safeParse(shownUnit, given);
    if (unit.success) return showUnit(unit.output);
    const lesson = v.safeParse(shownLesson, given);
    if (lesson.success) {
      const { panel, talk } = opened();
      talk.showLesson(lesson.output.documentKey);
      return panel.reveal(undefined, true);
    }
    const asked = v.safeParse(shownToken, given);
    // A row of the models' view names a document only: it is opened first.
    if (!asked.success) await current.require(given);
    const { panel, talk } = opened();
    if (asked.success) talk.show(asked.output.documentKey, asked.output.token);
    else await follow(needs, talk);
    panel.reveal(undefined, true);
  }

  async function showUnit({
    documentKey,
    ...unit
  }: v.InferOutput<typeof shownUnit>): Promise<void> {
    const text = needs.texts.find(documentKey);
    if (text) await needs.restoring.restore(text);
    const { panel, talk } = opened();
    talk.showUnit(documentKey, unit);
    panel.reveal(undefined, true);
  }

  async function explain(given: unknown): Promise<void> {
    const asked = v.safeParse(shownToken, given);
    const place = asked.success ? asked.output : await explainedPlace(needs);
    if (!place) return;
    const { panel, talk } = opened();
    talk.explain(place.documentKey, place.token);
    panel.reveal(undefined, true);
  }

  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.showGates, show),
    vscode.commands.registerCommand(commands.exportPicture, async () => {
      const exported = open && (await open.talk.exportPicture());
      if (!exported) needs.showFailure({ kind: 'noPicture' });
    }),
    vscode.commands.registerCommand(commands.explainWord, explain),
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        panel.webview.options = webviewOptions(extensionUri);
        const { talk } = take(panel);
        await bringBack(needs, talk, state);
      },
    }),
    vscode.Disposable.from(
      current.onDidChange(turn),
      current.onDidMove(turn),
      needs.texts.onDidEdit(({ text }) => {
        if (open?.talk.key === text.key) open.talk.edited();
      }),
    ),
    { dispose: () => void open?.panel.dispose() },
  );
}

/**
 * Beside the text: where another page has the focus (the walkthrough), not the column beside that,
 * in which the text may be.
 */
function besides({ texts, current }: Needs): vscode.ViewColumn {
  const text = current.get();
  const column = text && editorOf(texts, text)?.viewColumn;
  const active = vscode.window.tabGroups.activeTabGroup.viewColumn;
  const isBehind = column === undefined || column <= active;
  return (isBehind ? undefined : columnsAfter[column]) ?? vscode.ViewColumn.Beside;
}

const { Two, Three, Four, Five, Six, Seven, Eight, Nine } = vscode.ViewColumn;
/** By the number of a column, from 1. */
const columnsAfter = [undefined, Two, Three, Four, Five, Six, Seven, Eight, Nine];

/** The current text, when it has a model; else the user hears why not. */
async function explainedPlace({
  current,
  restoring,
  sessions,
  showFailure,
}: Needs): Promise<{ documentKey: string; token?: undefined } | undefined> {
  const found = await current.require();
  if (!found.ok) return (showFailure(found.failure), undefined);
  const { key, name } = found.value;
  await restoring.restore(found.value);
  if (sessions.find(key)?.model) return { documentKey: key };
  return (showFailure({ kind: 'noModel', name }), undefined);
}

function furnish(panel: vscode.WebviewPanel, needs: Needs): OpenPanel {
  const { extensionUri, texts, current } = needs;
  // One that was kept over a reload may have another of an older version.
  panel.title = title;
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'gatescope.svg');
  const marks = createSpanMarks();
  panel.onDidDispose(() => marks.dispose());
  const talk = createPanelConversation(webviewPort(panel.webview), {
    ...needs,
    otherModels: createOtherModels(needs),
    find: (key) => texts.find(key),
    cursor: (key) => current.offsetIn(key),
    reveal: (key, span) => void reveal(texts, key, span),
    mark: (key, spans) => marks.mark(texts.find(key), spans),
    save: saveFile,
    says: (key) => needs.samples.says(key),
    isShipped: (path) => needs.lessons.isShipped(path),
    run: (command) => void vscode.commands.executeCommand(commands[command]),
  });
  panel.webview.html = webviewPage(panel.webview, extensionUri, 'panel');
  return { panel, talk };
}

/** Of another chapter, the file is opened; it may be gone. */
const reveal = async (texts: Texts, key: string, span: Span): Promise<void> => {
  const text = texts.find(key) ?? (await reopened(texts, vscode.Uri.parse(key)));
  if (text) await revealSpan(text, span);
};

/** The panel keeps its document while nothing else that is a text is active. */
async function follow({ current, restoring }: Needs, talk: PanelConversation): Promise<void> {
  const text = current.get();
  if (!text) return;
  if (talk.key !== text.key) await restoring.restore(text);
  talk.show(text.key);
}

async function bringBack(needs: Needs, talk: PanelConversation, kept: unknown): Promise<void> {
  const state = v.safeParse(panelStateSchema, kept);
  if (!state.success) return follow(needs, talk);
  const uri = vscode.Uri.parse(state.output.documentKey);
  const text = needs.texts.find(state.output.documentKey) ?? (await reopened(needs.texts, uri));
  if (!text) return follow(needs, talk);
  await needs.restoring.restore(text);
  talk.show(text.key);
}

/** Not untitled ones: where such a document is gone, VS Code would make a new one. */
async function reopened(texts: Texts, uri: vscode.Uri): Promise<EditorText | undefined> {
  if (uri.scheme === 'untitled') return undefined;
  return texts.open(uri).catch(() => undefined);
}
