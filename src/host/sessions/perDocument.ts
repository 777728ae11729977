/** Registers a provider for each open document that has something to answer with, and for no other. */
import * as vscode from 'vscode';
import { exactSelector } from '../texts/exactSelector';
import type { Sessions } from './sessions';
import type { Session } from './sessionState';
import type { Texts } from '../texts/texts';

export function registerPerDocument(options: {
  readonly texts: Texts;
  readonly sessions: Sessions;
  /** What answers in the session, if anything does. */
  readonly answers: (session: Session) => unknown;
  readonly register: (selector: vscode.DocumentFilter) => vscode.Disposable;
}): vscode.Disposable {
  const { texts, sessions, answers, register } = options;
  const registered = new Map<string, vscode.Disposable>();

  function update(key: string): void {
    const text = texts.find(key);
    const session = sessions.find(key);
    if (!text || !session || !answers(session)) return remove(key);
    if (registered.has(key)) return;
    registered.set(key, register(exactSelector(text.uri, text.isNotebook)));
  }

  function remove(key: string): void {
    registered.get(key)?.dispose();
    registered.delete(key);
  }

  return vscode.Disposable.from(
    vscode.Disposable.from(
      sessions.onDidChange(({ session }) => update(session.key)),
      texts.onDidOpen(({ key }) => update(key)),
      texts.onDidClose(({ key }) => remove(key)),
    ),
    { dispose: () => [...registered.keys()].forEach(remove) },
  );
}
