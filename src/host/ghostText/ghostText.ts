/**
 * The next word as ghost text, in documents that have a model or are getting one. The words come from
 * the reader, which says how far each can be trusted; this file decides whether to ask, and stays
 * silent when there is no answer.
 */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import { ghostContext, hideGhostCommand } from '../../shared/manifest';
import type { CompletionAnswer } from '../../shared/questions/editor/ghostText';
import type { Settings } from '../../shared/settings';
import { rememberContext } from '../common/rememberContext';
import { answerOf, cancelSignal, deadlines } from '../threads/threadCalls';
import type { DocumentModes } from '../sessions/documentMode';
import { isWriting } from '../sessions/documentMode';
import { registerPerDocument } from '../sessions/perDocument';
import type { Sessions } from '../sessions/sessions';
import { completer } from '../sessions/sessionState';
import { isInsideWord, chooseWord } from './chooseWord';
import { completesIn } from './completesIn';
import { offerGhostsAlone, type GhostsAlone, type GhostsAloneNeeds } from './ghostsAlone';
import { isHidden, offeredWordOrStem, type Offered, type Offers } from './offers';
import { registerWordList } from './wordList';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs extends GhostsAloneNeeds {
  readonly offers: Offers;
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly settings: () => Settings;
  readonly modes: Pick<DocumentModes, 'of'>;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call' | 'tell'>;
}

/** Milliseconds without another letter before the reader is asked. */
const pause = 20;
/** Enough that words which save too little do not hide one that saves more. */
const asked = 24;

export function registerGhostText(needs: Needs): vscode.Disposable {
  const { offers } = needs;
  const alone = offerGhostsAlone(needs);
  return vscode.Disposable.from(
    registerInline(needs, offers, alone),
    registerWordList(needs, offers),
    vscode.commands.registerCommand(hideGhostCommand, () => hide(offers)),
    { dispose: () => alone.dispose() },
  );
}

/** It must not come back with the next letter of the same word. */
async function hide(offers: Offers): Promise<void> {
  offers.hidden = offers.last;
  await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
}

function registerInline(needs: Needs, offers: Offers, alone: GhostsAlone): vscode.Disposable {
  const setContext = rememberContext();
  const provider: vscode.InlineCompletionItemProvider = {
    async provideInlineCompletionItems(document, position, context, token) {
      const moment = { document, position, context, token, offers };
      const best = await offer({ ...needs, alone }, moment);
      if (best) offers.last = best.offered;
      if (!token.isCancellationRequested) setContext(ghostContext, best !== undefined);
      return best && [new vscode.InlineCompletionItem(best.offered.word, best.range)];
    },
  };
  const register = (selector: vscode.DocumentFilter): vscode.Disposable =>
    vscode.languages.registerInlineCompletionItemProvider(selector, provider);
  return registerPerDocument({ ...needs, answers: completer, register });
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
  readonly offers: Offers;
}

interface Offer {
  readonly offered: Offered;
  readonly range: vscode.Range;
}

interface OfferNeeds extends Needs {
  readonly alone: Pick<GhostsAlone, 'hidden'>;
}

async function offer(needs: OfferNeeds, moment: Moment): Promise<Offer | undefined> {
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
 * best word if it does, else one that continues from the item.
 */
async function bestWord(
  needs: OfferNeeds,
  text: EditorText,
  moment: Moment,
  demands: Demands,
): Promise<Offer | undefined> {
  const { document, context, offers } = moment;
  const { minimumLetters } = demands;
  const answer = await ask(needs, text, moment, demands);
  const range = answer && text.place(answer.range)?.range;
  if (!answer || !range || answer.insideWord === true) return undefined;
  const { start } = answer.range;
  const place = { documentKey: text.key, start };
  if (demands !== whatever && isHidden(offers, place)) return undefined;
  const offered = (word: string, isStem = false): Offered => ({
    ...place,
    ...(isStem ? { word, isStem } : { word }),
  });
  const typed = document.getText(range);
  const best = offeredWordOrStem(answer, offers.last, { ...place, typed, minimumLetters });
  const { word, isStem } = best ?? {};
  const chosen = context.selectedCompletionInfo;
  if (!chosen) return word === undefined ? undefined : { offered: offered(word, isStem), range };
  if (word?.startsWith(chosen.text)) {
    return { offered: offered(word, isStem), range: chosen.range };
  }
  const more = await ask(needs, text, moment, demands, chosen.text);
  const longer = more && chooseWord(more.words, { typed: chosen.text, minimumLetters });
  if (longer !== undefined) return { offered: offered(longer), range: chosen.range };
  if (word !== undefined && !isStem) needs.alone.hidden();
  return undefined;
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
  if (!completesIn(now, document)) return false;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document === document && editor.selections.some(({ isEmpty }) => !isEmpty)) {
    return false;
  }
  return !isInsideWord(document.lineAt(position).text.slice(position.character));
}
