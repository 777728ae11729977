/**
 * The next word as ghost text, in documents that have a model or are getting one. The words come from
 * the reader, which says how far each can be trusted; here is decided whether to ask, and nothing is
 * said when there is no answer.
 */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { CompletionAnswer } from '../../shared/questions/editor/ghostText';
import type { Settings } from '../../shared/settings';
import { answerOf, cancelSignal, deadlines } from '../threads/threadCalls';
import type { DocumentModes } from '../sessions/documentMode';
import { isWriting } from '../sessions/documentMode';
import { registerPerDocument } from '../sessions/perDocument';
import type { Sessions } from '../sessions/sessions';
import { completer } from '../sessions/sessionState';
import { isInsideWord, chooseWord } from './chooseWord';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly settings: () => Settings;
  readonly modes: Pick<DocumentModes, 'of'>;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
}

/** The word that was offered last, and where it began. */
interface Offered {
  readonly documentKey: string;
  readonly start: number;
  readonly word: string;
}

/** Milliseconds without another letter before the reader is asked. */
const pause = 20;
/** Enough that words which save too little do not hide one that saves more. */
const asked = 24;

export function registerGhostText(needs: Needs): vscode.Disposable {
  let last: Offered | undefined;
  const provider: vscode.InlineCompletionItemProvider = {
    async provideInlineCompletionItems(document, position, context, token) {
      const best = await offer(needs, { document, position, context, token, last });
      if (best) last = best.offered;
      return best && [new vscode.InlineCompletionItem(best.offered.word, best.range)];
    },
  };
  const register = (selector: vscode.DocumentFilter): vscode.Disposable =>
    vscode.languages.registerInlineCompletionItemProvider(selector, provider);
  return registerPerDocument({ ...needs, register });
}

/** What a word must be worth to be shown. */
interface Demands {
  readonly minimumLetters: number;
  readonly precision?: number;
}

const quietly = (now: Settings): Demands => ({
  minimumLetters: now['completion.minimumLetters'],
  precision: now['completion.precision'],
});

/** Somebody asked for a suggestion. */
const whatever: Demands = { minimumLetters: 1 };

interface Moment {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly context: vscode.InlineCompletionContext;
  readonly token: vscode.CancellationToken;
  readonly last: Offered | undefined;
}

interface Offer {
  readonly offered: Offered;
  readonly range: vscode.Range;
}

async function offer(needs: Needs, moment: Moment): Promise<Offer | undefined> {
  const { texts, sessions, settings } = needs;
  const { document, position, context, token } = moment;
  const now = settings();
  if (!isWelcome(now, document, position)) return undefined;
  const automatic = context.triggerKind === vscode.InlineCompletionTriggerKind.Automatic;
  if (automatic) await new Promise((resolve) => setTimeout(resolve, pause));
  const text = texts.of(document);
  const session = text && sessions.find(text.key);
  if (token.isCancellationRequested || !session || !completer(session)) return undefined;
  if (!isWriting(needs.modes.of(text.key))) return undefined;
  return bestWord(needs, text, moment, automatic ? quietly(now) : whatever);
}

/**
 * With the suggest list open VS Code shows only what begins with the chosen item, on its range: our
 * best word if it does, else one that goes on from the item.
 */
async function bestWord(
  needs: Needs,
  text: EditorText,
  moment: Moment,
  demands: Demands,
): Promise<Offer | undefined> {
  const { document, context, last } = moment;
  const { minimumLetters } = demands;
  const answer = await ask(needs, text, moment, demands);
  const range = answer && text.place(answer.range)?.range;
  if (!answer || !range || answer.insideWord === true) return undefined;
  const { start } = answer.range;
  const offered = (word: string): Offered => ({ documentKey: text.key, start, word });
  const typed = document.getText(range);
  const isSame = last?.documentKey === text.key && last.start === start;
  // A word that is on the screen stays while its letters are typed, however few are left.
  const stays = isSame ? answer.words.filter(({ word }) => word === last.word) : [];
  const word =
    chooseWord(stays, { typed, minimumLetters: 1, stays: true }) ??
    chooseWord(answer.words, { typed, minimumLetters });
  const chosen = context.selectedCompletionInfo;
  if (!chosen) return word === undefined ? undefined : { offered: offered(word), range };
  if (word?.startsWith(chosen.text)) return { offered: offered(word), range: chosen.range };
  const more = await ask(needs, text, moment, demands, chosen.text);
  const longer = more && chooseWord(more.words, { typed: chosen.text, minimumLetters });
  return longer === undefined ? undefined : { offered: offered(longer), range: chosen.range };
}

async function ask(
  { reader }: Needs,
  text: EditorText,
  { document, position, token }: Moment,
  { precision }: Demands,
  extending?: string,
): Promise<CompletionAnswer | undefined> {
  const request = {
    documentKey: text.key,
    offset: text.offsetOf(document, position),
    count: asked,
    ...(extending === undefined ? {} : { extending }),
    ...(precision === undefined ? {} : { precision }),
  };
  const options = { cancel: cancelSignal(token), deadline: deadlines.completion };
  const answer = await answerOf(reader.call('complete', request, options));
  return answer.ok && answer.value.documentVersion === text.version ? answer.value : undefined;
}

function isWelcome(
  now: Settings,
  document: vscode.TextDocument,
  position: vscode.Position,
): boolean {
  const languages = now['completion.languages'];
  if (!now['completion.enabled']) return false;
  if (languages.length > 0 && !languages.includes(document.languageId)) return false;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document === document && editor.selections.some(({ isEmpty }) => !isEmpty)) {
    return false;
  }
  return !isInsideWord(document.lineAt(position).text.slice(position.character));
}
