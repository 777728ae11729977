/** The menu behind the status bar item. Scripts and tests can choose a hat beforehand. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import { commands, menuCommand } from '../../shared/manifest';
import type { Settings } from '../../shared/settings';
import type { CurrentText } from '../texts/currentText';
import type { Hats } from '../sessions/documentMode';
import { hatLabels, hatSchema } from '../sessions/documentMode';
import type { HatEntry, MenuEntry } from './statusMenu';
import { hatEntries, menuEntries } from './statusMenu';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import { statusSentence } from './statusText';

interface Menu {
  readonly sessions: Sessions;
  readonly current: CurrentText;
  readonly settings: () => Settings;
  readonly hats: Hats;
}

const givenHat = v.object({ hat: hatSchema });

export function registerMenu(menu: Menu): vscode.Disposable {
  const { sessions, current, hats } = menu;
  return vscode.commands.registerCommand(menuCommand, async (given: unknown) => {
    const text = current.get();
    const known = v.safeParse(givenHat, given);
    if (known.success) {
      if (text) hats.choose(text.key, known.output.hat);
      return;
    }
    const own = text && sessions.of(text);
    const elsewhere = own?.before ? undefined : sessions.busy();
    const subject = own && own.state !== 'idle' ? own : (elsewhere ?? own);
    const placeHolder = subject ? statusSentence(subject) : 'No text is open.';
    const entries = entriesOf(menu, own, elsewhere);
    const chosen = await vscode.window.showQuickPick(entries, { title: 'Gatescope', placeHolder });
    if (!chosen) return;
    if ('command' in chosen) await vscode.commands.executeCommand(commands[chosen.command]);
    else if (own && 'hat' in chosen) hats.choose(own.key, chosen.hat);
  });
}

type Entry = vscode.QuickPickItem & (MenuEntry | HatEntry | { readonly label: string });

function entriesOf(
  { settings, hats }: Menu,
  own: Session | undefined,
  elsewhere: Session | undefined,
): Entry[] {
  const wearable = own ? hatEntries(own, hats.of(own.key)) : [];
  const now = own ? hatLabels[hats.of(own.key)] : '';
  const line = { label: `Here now: ${now}`, kind: vscode.QuickPickItemKind.Separator };
  const stop = (name: string): MenuEntry => ({
    label: `$(debug-stop) Stop the Training of ${name}`,
    command: 'stopTraining',
  });
  return [
    ...menuEntries(own, settings()['completion.enabled']),
    ...(elsewhere ? [stop(elsewhere.name)] : []),
    ...(wearable.length > 0 ? [line, ...wearable] : []),
  ];
}
