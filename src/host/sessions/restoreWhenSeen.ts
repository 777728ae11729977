/**
 * Looks for the saved model of each text that a person sees, and of no other; and reads the header of a
 * model that was just saved. Where a folder gets a model, or loses it, the texts in it look again.
 */
import * as vscode from 'vscode';
import { folderText, isFolderKey } from './folderModel';
import type { RestoreModel } from './restoreModel';
import type { Sessions } from './sessions';
import type { Texts } from '../texts/texts';

export function restoreWhenSeen(options: {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
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
  const lent = sessions.onDidChange(({ session: { key }, event: { kind } }) => {
    if (!isFolderKey(key)) return;
    if (kind === 'finished') void restoring.refresh(folderText(key));
    if (!['started', 'restored', 'moved', 'deleted'].includes(kind)) return;
    for (const text of texts.all()) {
      const isWithout = text.key.startsWith(key) && !sessions.find(text.key)?.model;
      if (isWithout) void restoring.refresh(text);
    }
  });
  const seen = vscode.window.onDidChangeVisibleTextEditors(look);
  return vscode.Disposable.from(seen, saved, lent);
}
