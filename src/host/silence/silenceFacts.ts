/** What VS Code, the settings and the reader know about the place at the cursor. */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Settings } from '../../shared/settings';
import { plainListOpens, plainText } from '../common/plainTextList';
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
  const offset = text.offsetOf(document, selection.active);
  const request = {
    ...{ documentKey: text.key, offset },
    precision: settings['completion.precision'],
    minimumLetters: settings['completion.minimumLetters'],
  };
  const maturity = maturityOf(sessions.of(text));
  const wait = { deadline: deadlines.completion };
  const ask = () => answerOf(insist(() => reader.call('explainSilence', request, wait)));
  const answer = maturity.kind === 'none' ? undefined : await ask();
  const found = answer?.ok ? answer.value : undefined;
  const after = document.lineAt(selection.active).text.slice(selection.active.character);
  const inline = vscode.workspace.getConfiguration('editor', document);
  return {
    ...{ name: text.name, languageId: document.languageId, settings, maturity },
    isWriting: isWriting(modes.of(text.key)),
    inlineOn: inline.get('inlineSuggest.enabled') !== false,
    isSelected: selections.some(({ isEmpty }) => !isEmpty),
    isInsideWord: isInsideWord(after) || found?.insideWord === true,
    listOpens: document.languageId === plainText && plainListOpens(),
    isHidden: found !== undefined && isAt(offers.hidden, { documentKey: text.key, ...found }),
    ...(found ? { answer: found } : {}),
  };
}

function maturityOf(session: Session): Maturity {
  const source = completer(session);
  if (!source) return { kind: 'none' };
  if (source.kind === 'counts') return { kind: 'counts' };
  if (!isBusy(session)) return { kind: 'trained' };
  return { kind: 'training', progress: session.report?.progress ?? 0 };
}
