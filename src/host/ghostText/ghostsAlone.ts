/**
 * For users who want ghost text only: *Show or Hide the Word List in Plain Text* switches VS Code's
 * list off there. It is offered once, at the first ghost that a list hid, when the typing has paused:
 * nothing else of ours interrupts the user while they write.
 */
import * as vscode from 'vscode';
import { commands } from '../../shared/manifest';
import type { Timer } from '../../shared/wire/rpc';
import type { Listen, Subscription } from '../common/listeners';
import { openPlainList, plainListOpens, shutPlainList } from '../common/plainTextList';

export interface GhostsAlone extends Subscription {
  /** A list stands over a ghost. */
  hidden(): void;
}

export interface GhostsAloneNeeds {
  readonly texts: { readonly onDidEdit: Listen<unknown> };
  readonly timer: Timer;
  /** Of all workspaces. */
  readonly globalState: vscode.Memento;
}

const offered = 'gatescope.ghostsAloneOffered';
/** Milliseconds without a letter: the user must not be interrupted while typing. */
const pause = 3_000;

export function offerGhostsAlone({ texts, timer, globalState }: GhostsAloneNeeds): GhostsAlone {
  /** Cancels the pending question. */
  let waiting: (() => void) | undefined;

  function wait(): void {
    waiting?.();
    waiting = timer.after(pause, () => {
      waiting = undefined;
      void globalState.update(offered, true).then(ask);
    });
  }

  const editing = texts.onDidEdit(() => {
    if (waiting) wait();
  });
  const command = vscode.commands.registerCommand(commands.toggleWordList, toggle);
  return {
    hidden() {
      if (!waiting && globalState.get(offered) !== true && plainListOpens()) wait();
    },
    dispose() {
      waiting?.();
      editing.dispose();
      command.dispose();
    },
  };
}

const sentence =
  'VS Code’s word list hid a Gatescope suggestion. In plain text the list has the same words, ' +
  'ranked by the model. Keep it, or show ghost text alone there.';
const keep = 'Keep the List';
const alone = 'Ghost Text Alone';

async function ask(): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(sentence, keep, alone);
  if (chosen === alone) await shutPlainList();
}

async function toggle(): Promise<void> {
  await (plainListOpens() ? shutPlainList() : openPlainList());
  const now = plainListOpens() ? 'opens' : 'does not open';
  const told = `Gatescope: the word list ${now} by itself in plain text`;
  void vscode.window.setStatusBarMessage(told, 4000);
}
