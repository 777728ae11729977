/** The menu behind the status bar item. */
import * as vscode from 'vscode';
import { commands, menuCommand } from '../shared/manifest';
import type { Settings } from '../shared/settings';
import type { CurrentText } from './currentText';
import { menuEntries } from './menu';
import type { Sessions } from './sessions';
import { statusSentence } from './statusText';

export function registerMenu(options: {
  readonly sessions: Sessions;
  readonly current: CurrentText;
  readonly settings: () => Settings;
}): vscode.Disposable {
  const { sessions, current, settings } = options;
  return vscode.commands.registerCommand(menuCommand, async () => {
    const text = current.get();
    const own = text && sessions.of(text);
    const elsewhere = own?.before ? undefined : sessions.busy();
    const subject = own && own.state !== 'idle' ? own : (elsewhere ?? own);
    const entries = [
      ...menuEntries(own, settings()['completion.enabled']),
      ...(elsewhere
        ? [
            {
              label: `$(debug-stop) Stop the Training of ${elsewhere.name}`,
              command: 'stopTraining' as const,
            },
          ]
        : []),
    ];
    const placeHolder = subject ? statusSentence(subject) : 'No text is open.';
    const chosen = await vscode.window.showQuickPick(entries, { title: 'Gatescope', placeHolder });
    if (chosen) await vscode.commands.executeCommand(commands[chosen.command]);
  });
}
