/** The menu behind the status bar item. Scripts and tests can choose a mode beforehand. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import { commands, menuCommand } from '../../shared/manifest';
import type { Settings } from '../../shared/settings';
import { plainListOpens, plainText } from '../common/plainTextList';
import type { CurrentText } from '../texts/currentText';
import type { DocumentModes } from '../sessions/documentMode';
import { modeLabels, documentModeSchema } from '../sessions/documentMode';
import type { ModeEntry, MenuEntry } from './statusMenu';
import { modeEntries, menuGroups } from './statusMenu';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import { statusSentence } from './statusText';

interface Needs {
  readonly sessions: Sessions;
  readonly current: CurrentText;
  readonly settings: () => Settings;
  readonly modes: DocumentModes;
}

/** The argument is public: `{ hat: 'writing' }`. */
const givenMode = v.object({ hat: documentModeSchema });

export function registerStatusMenu(needs: Needs): vscode.Disposable {
  const { sessions, current, modes } = needs;
  return vscode.commands.registerCommand(menuCommand, async (given: unknown) => {
    const text = current.get();
    const known = v.safeParse(givenMode, given);
    if (known.success) {
      if (text) modes.choose(text.key, known.output.hat);
      return;
    }
    const own = text && sessions.of(text);
    const elsewhere = own?.before ? undefined : sessions.busy();
    const subject = own && own.state !== 'idle' ? own : (elsewhere ?? own);
    const placeHolder = subject ? statusSentence(subject) : 'No text is open.';
    const isPlain = text?.documents().some(({ languageId }) => languageId === plainText);
    const entries = entriesOf(needs, own, elsewhere, isPlain ? plainListOpens() : undefined);
    const chosen = await vscode.window.showQuickPick(entries, { title: 'Gatescope', placeHolder });
    if (!chosen) return;
    if ('command' in chosen) await vscode.commands.executeCommand(commands[chosen.command]);
    else if (own && 'mode' in chosen) modes.choose(own.key, chosen.mode);
  });
}

type Entry = vscode.QuickPickItem & (MenuEntry | ModeEntry | { readonly label: string });

function entriesOf(
  { settings, modes }: Needs,
  own: Session | undefined,
  elsewhere: Session | undefined,
  listOpens: boolean | undefined,
): Entry[] {
  const wearable = own ? modeEntries(own, modes.of(own.key)) : [];
  const now = own ? modeLabels[modes.of(own.key)] : '';
  const line = { label: `Here now: ${now}`, kind: vscode.QuickPickItemKind.Separator };
  const stop = (name: string): MenuEntry => ({
    label: `$(debug-stop) Stop the Training of ${name}`,
    command: 'stopTraining',
  });
  const more = { label: '', kind: vscode.QuickPickItemKind.Separator };
  // The list shows about ten rows: the modes are among them.
  const [first = [], ...others] = menuGroups(own, settings()['completion.enabled'], listOpens);
  return [
    ...first,
    ...(elsewhere ? [stop(elsewhere.name)] : []),
    ...(wearable.length > 0 ? [line, ...wearable] : []),
    ...others.flatMap((group) => [more, ...group]),
  ];
}
