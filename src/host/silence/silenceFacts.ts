/** What VS Code, the settings and the reader know about the place at the cursor. */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { SilenceAnswer } from '../../shared/questions/editor/silence';
import type { Settings } from '../../shared/settings';
import { plainListOpens, plainText } from '../common/plainTextList';
import { sentence } from '../../shared/failures';
import { isInsideWord } from '../ghostText/chooseWord';
import { isAt, type Offers } from '../ghostText/offers';
import type { DocumentModes } from '../sessions/documentMode';
import { isWriting } from '../sessions/documentMode';
import type { Sessions } from '../sessions/sessions';
import { completer, isBusy, type Session } from '../sessions/sessionState';
import type { EditorText } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { Maturity, SilenceFacts } from './silenceReasons';

export interface SilenceNeeds {
  readonly sessions: Sessions;
  readonly settings: () => Settings;
  readonly modes: Pick<DocumentModes, 'of'>;
  readonly offers: Offers;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
}

export async function silenceFacts(
  needs: SilenceNeeds,
  text: EditorText,
  editor: vscode.TextEditor,
): Promise<SilenceFacts> {
  const { sessions, modes, offers, reader } = needs;
  const { document, selection, selections } = editor;
  const settings = needs.settings();
  // A text that is reverted is shorter before its cursor has moved.
  const cursor = document.validatePosition(selection.active);
  const after = document.lineAt(cursor).text.slice(cursor.character);
  const offset = text.offsetOf(document, cursor);
  const request = {
    ...{ documentKey: text.key, offset },
    precision: settings['completion.precision'],
    minimumLetters: settings['completion.minimumLetters'],
    ...(offers.last?.documentKey === text.key ? { last: offers.last } : {}),
  };
  const maturity = maturityOf(sessions.of(text));
  const wait = { deadline: deadlines.completion };
  const ask = () => answerOf(insist(() => reader.call('explainSilence', request, wait)));
  const answer = maturity.kind === 'none' || maturity.kind === 'judges' ? undefined : await ask();
  const found = answer?.ok ? answer.value : undefined;
  const inline = vscode.workspace.getConfiguration('editor', document);
  return {
    ...{ name: text.name, languageId: document.languageId, settings, maturity },
    isWriting: isWriting(modes.of(text.key)),
    inlineOn: inline.get('inlineSuggest.enabled') !== false,
    isSelected: selections.some(({ isEmpty }) => !isEmpty),
    ...followsOf(after, found),
    listOpens: document.languageId === plainText && plainListOpens(),
    isHidden: found !== undefined && isAt(offers.hidden, { documentKey: text.key, ...found }),
    ...(found ? { answer: found } : {}),
    ...(answer && !answer.ok ? { unanswered: sentence(answer.failure) } : {}),
  };
}

/** In a script without spaces a letter may follow though the cursor stands between two words. */
function followsOf(after: string, found: SilenceAnswer | undefined): Pick<SilenceFacts, 'follows'> {
  if (found?.insideWord === true) return { follows: 'restOfWord' };
  return isInsideWord(after) ? { follows: 'letter' } : {};
}

function maturityOf(session: Session): Maturity {
  if (session.task) return { kind: 'judges', task: session.task.task };
  const source = completer(session);
  if (!source) return { kind: 'none' };
  const { counted, state, report } = session;
  if (!isBusy(session)) return counted && !session.model ? { kind: counted } : { kind: 'trained' };
  if (source.kind === 'counts') return { kind: 'counts' };
  return { kind: 'training', progress: report?.progress ?? 0, isPaused: state === 'paused' };
}
