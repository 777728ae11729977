/**
 * The one status bar item: the state of the current text, or, where that has none, the training
 * that is running elsewhere. Also tells VS Code the state, for `when` clauses.
 */
import * as vscode from 'vscode';
import { menuCommand } from '../../shared/manifest';
import type { Listen } from '../common/listeners';
import { rememberContext } from '../common/rememberContext';
import type { CurrentText } from '../texts/currentText';
import type { DocumentModes } from '../sessions/documentMode';
import { modeSentence } from '../sessions/documentMode';
import type { Session } from '../sessions/sessionState';
import { completer, idleSession } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import { noTextSentence, statusIcon, statusSentence, statusText } from './statusText';

export function registerStatusBar(options: {
  readonly sessions: Sessions;
  readonly current: CurrentText;
  readonly modes: DocumentModes;
  /** About the cursor, for the tooltip. */
  readonly silence: { line(): string | undefined; readonly onDidChange: Listen<undefined> };
}): vscode.Disposable {
  const { sessions, current, modes, silence } = options;
  const item = vscode.window.createStatusBarItem(
    'gatescope.status',
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = 'Gatescope';
  item.command = menuCommand;

  function shown(): Session {
    const text = current.get();
    const session = text && sessions.find(text.key);
    if (session && (session.state !== 'idle' || session.stopping)) return session;
    return sessions.busy() ?? session ?? idleSession('', text?.name ?? '');
  }

  const setContext = rememberContext();

  function update(): void {
    const session = shown();
    item.text = `${statusIcon(session)} ${statusText(session)}`;
    const text = current.get();
    const own = text && sessions.find(text.key);
    // Without a model there is no mode to choose.
    const mode = own && completer(own) ? ` ${modeSentence(modes.of(own.key))}` : '';
    const label = text || session.key !== '' ? statusSentence(session) + mode : noTextSentence;
    const here = own && completer(own) ? silence.line() : undefined;
    item.tooltip = here === undefined ? label : `${label}\n\n${here}`;
    item.accessibilityInformation = { label, role: 'button' };
    setContext('gatescope.state', text ? sessions.of(text).state : undefined);
    setContext('gatescope.trainingState', sessions.busy()?.state);
  }

  update();
  item.show();
  return vscode.Disposable.from(
    item,
    current.onDidChange(update),
    silence.onDidChange(update),
    vscode.Disposable.from(sessions.onDidChange(update), modes.onDidChange(update)),
  );
}
