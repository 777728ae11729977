/** Tells a person what went wrong, once, with buttons for what to do about it. */
import * as vscode from 'vscode';
import type { Failure } from '../../shared/failures';
import { sentence } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { FailureButton } from './failureButtons';
import { failureButtons } from './failureButtons';

/** Names the text, as a row of a view does. */
export interface FailedText {
  readonly documentKey: string;
}

export type ShowFailure = (failure: Failure, of?: FailedText) => void;

/** Does not wait for the user. @param of the text that failed; else the current one is meant */
export function showFailure(failure: Failure, of?: FailedText): void {
  const offered = failureButtons(failure);
  void vscode.window
    .showWarningMessage(sentence(failure), ...offered.map(({ label }) => label))
    .then((chosen) =>
      apply(
        offered.find(({ label }) => label === chosen),
        of,
      ),
    );
}

async function apply(remedy: FailureButton | undefined, of?: FailedText): Promise<void> {
  const run = remedy?.run;
  switch (run?.kind) {
    case undefined:
      return;
    case 'command':
      await vscode.commands.executeCommand(
        commands[run.command],
        ...(of && run.isAboutText === true ? [of] : []),
      );
      return;
    case 'settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', run.query);
      return;
    case 'reload':
      await vscode.commands.executeCommand('workbench.action.reloadWindow');
      return;
    default:
      run satisfies never;
  }
}
