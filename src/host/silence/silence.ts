/**
 * *Why Is There No Suggestion Here?*: a pick list of what prevents a suggestion at the cursor, each row
 * leading to what would change it; and the same in one line, for the status bar's tooltip.
 */
import * as vscode from 'vscode';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { Timer } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';
import { createListeners, type Listen } from '../common/listeners';
import type { DocumentModes } from '../sessions/documentMode';
import { completer } from '../sessions/sessionState';
import type { CurrentText } from '../texts/currentText';
import { editorOf, shownEditorOf } from '../texts/editorOf';
import type { EditorText, Texts } from '../texts/texts';
import type { RestoreModel } from '../sessions/restoreModel';
import { silenceFacts, type SilenceNeeds } from './silenceFacts';
import { silenceLine, silenceReasons, type Reason, type Remedy } from './silenceReasons';

interface Needs extends SilenceNeeds {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly modes: DocumentModes;
  readonly restoring: RestoreModel;
  readonly timer: Timer;
  readonly showFailure: (failure: Failure) => void;
}

export interface Silence extends Subscription {
  /** About the cursor of the current text; nothing where nothing is completed. */
  line(): string | undefined;
  readonly onDidChange: Listen<undefined>;
}

/** Milliseconds without a move of the cursor before the line is made again. */
const rest = 400;

export function registerSilence(needs: Needs): Silence {
  const { current, sessions, timer } = needs;
  const changes = createListeners<undefined>();
  let line: string | undefined;
  let takeBack: (() => void) | undefined;

  const tell = (now: string | undefined): void => {
    if (now === line) return;
    line = now;
    changes.fire(undefined);
  };
  async function look(): Promise<void> {
    const text = current.get();
    const session = text && sessions.find(text.key);
    const editor = text && editorOf(needs.texts, text);
    const isCompleted = session !== undefined && completer(session) !== undefined;
    tell(isCompleted && editor ? silenceLine(await silenceFacts(needs, text, editor)) : undefined);
  }
  const wait = (): void => {
    takeBack?.();
    takeBack = timer.after(rest, () => void look());
  };

  const listening = vscode.Disposable.from(
    current.onDidMove(wait),
    current.onDidChange(wait),
    sessions.onDidChange(wait),
    vscode.commands.registerCommand(commands.explainSilence, () => explain(needs)),
  );
  return {
    line: () => line,
    onDidChange: changes.listen,
    dispose() {
      takeBack?.();
      listening.dispose();
    },
  };
}

interface Row extends vscode.QuickPickItem {
  readonly remedy?: Remedy;
}

async function explain(needs: Needs): Promise<void> {
  const { current, restoring, texts, showFailure } = needs;
  const found = await current.require();
  if (!found.ok) return showFailure(found.failure);
  const text = found.value;
  await restoring.restore(text);
  const editor = await shownEditorOf(texts, text);
  if (!editor) return showFailure({ kind: 'noEditor' });
  const facts = await silenceFacts(needs, text, editor);
  const all: Row = {
    label: '$(list-ordered) See all guesses',
    detail: 'Complete the Next Word lists them with their probabilities.',
    remedy: { kind: 'command', command: 'completeWord' },
  };
  const rows = [...silenceReasons(facts).map(rowOf), ...(facts.answer?.best ? [all] : [])];
  const chosen = await vscode.window.showQuickPick(rows, {
    title: 'Why Is There No Suggestion Here?',
    placeHolder: 'Choose a row to change what it says',
  });
  if (chosen?.remedy) await apply(needs, text, chosen.remedy);
}

const icons: Readonly<Record<Remedy['kind'], string>> = {
  setting: '$(gear) ',
  command: '$(play) ',
  mode: '$(edit) ',
};

const rowOf = ({ label, detail, remedy }: Reason): Row => ({
  label: `${remedy ? icons[remedy.kind] : '$(info) '}${label}`,
  detail,
  ...(remedy ? { remedy } : {}),
});

async function apply({ modes }: Needs, text: EditorText, remedy: Remedy): Promise<void> {
  switch (remedy.kind) {
    case 'setting':
      await vscode.commands.executeCommand('workbench.action.openSettings', remedy.setting);
      return;
    case 'command':
      await vscode.commands.executeCommand(commands[remedy.command]);
      return;
    case 'mode':
      modes.choose(text.key, 'both');
      return;
    default:
      remedy satisfies never;
  }
}
