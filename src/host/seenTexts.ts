/**
 * Looks for the saved model of each text that a person sees, and of no other; and reads the header
 * of a model that was just saved.
 */
import * as vscode from 'vscode';
import type { Restoring } from './restoring';
import type { Sessions } from './sessions';
import type { Texts } from './texts';

export function restoreSeenTexts(options: {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly restoring: Restoring;
}): vscode.Disposable {
  const { texts, sessions, restoring } = options;
  const look = (): void => {
    for (const { document } of vscode.window.visibleTextEditors) {
      const text = texts.of(document);
      if (text) void restoring.restore(text);
    }
  };
  look();
  const saved = sessions.onDidChange(({ session, event }) => {
    const text = event.kind === 'finished' ? texts.find(session.key) : undefined;
    if (text) void restoring.refresh(text);
  });
  return vscode.Disposable.from(vscode.window.onDidChangeVisibleTextEditors(look), saved);
}
