/**
 * VS Code's word list in plain text that has a model: filled with the words that the model ranks, so
 * that list and ghost text agree. Everything that VS Code would have listed itself is in it, because
 * VS Code asks nobody else where this answers; where it does not, VS Code's own list stands.
 */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { WordListAnswer, WordListRequest } from '../../shared/questions/editor/wordList';
import type { Settings } from '../../shared/settings';
import type { DocumentModes } from '../sessions/documentMode';
import { isWriting } from '../sessions/documentMode';
import { registerPerDocument } from '../sessions/perDocument';
import type { Sessions } from '../sessions/sessions';
import { completer } from '../sessions/sessionState';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, cancelSignal, deadlines, insist } from '../threads/threadCalls';
import { plainText } from '../common/plainTextList';
import { completesIn } from './completesIn';
import { listedTexts, textsToTell } from './listedTexts';
import { offeredWordOrStem, type Offers } from './offers';
import { wordListEntries, type WordListEntry } from './wordListEntries';

export interface WordListNeeds {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly settings: () => Settings;
  readonly modes: Pick<DocumentModes, 'of'>;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call' | 'tell'>;
}

export function registerWordList(needs: WordListNeeds, offers: Offers): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: (document, position, token) =>
      listAt(needs, offers, { document, position, token }),
  };
  const register = (selector: vscode.DocumentFilter): vscode.Disposable =>
    vscode.languages.registerCompletionItemProvider({ ...selector, language: plainText }, provider);
  return registerPerDocument({ ...needs, answers: completer, register });
}

interface Moment {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly token: vscode.CancellationToken;
}

async function listAt(
  needs: WordListNeeds,
  offers: Offers,
  moment: Moment,
): Promise<vscode.CompletionList | undefined> {
  const { document, position } = moment;
  const text = needs.texts.of(document);
  const session = text && needs.sessions.find(text.key);
  if (!session || !completer(session) || !isWriting(needs.modes.of(text.key))) return undefined;
  if (!completesIn(needs.settings(), document)) return undefined;
  const word = document.getWordRangeAtPosition(position) ?? new vscode.Range(position, position);
  const answer = await ask(needs, text, moment, word.start);
  const range = answer && text.place(answer.range)?.range;
  if (!answer || !range?.end.isEqual(position)) return undefined;
  const typed = document.getText(range);
  const minimumLetters = needs.settings()['completion.minimumLetters'];
  const { start } = answer.range;
  const offering = { documentKey: text.key, start, typed, minimumLetters };
  const best = offeredWordOrStem({ ...answer, words: answer.ranked }, offers.last, offering);
  const replaced = { ranked: upTo(range.start), others: upTo(word.start) };
  function upTo(from: vscode.Position): ReplacedRange {
    const end = word.end.isAfter(position) ? word.end : position;
    return { inserting: new vscode.Range(from, position), replacing: new vscode.Range(from, end) };
  }
  const entries = wordListEntries(answer, best, typed);
  const items = entries.map((entry) =>
    itemOf(entry, entry.isRanked ? replaced.ranked : replaced.others),
  );
  // The probabilities change with every letter.
  return new vscode.CompletionList(items, true);
}

interface ReplacedRange {
  readonly inserting: vscode.Range;
  readonly replacing: vscode.Range;
}

function itemOf(
  { word, description, inserted = word, sortText, filterText }: WordListEntry,
  range: ReplacedRange,
): vscode.CompletionItem {
  const label = description === undefined ? word : { label: word, description };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Text);
  item.insertText = inserted;
  item.sortText = sortText;
  if (filterText !== undefined) item.filterText = filterText;
  item.range = range;
  return item;
}

/** Once more, after the reader was given texts that it did not know. */
async function ask(
  { reader, settings }: WordListNeeds,
  text: EditorText,
  { document, position, token }: Moment,
  from: vscode.Position,
): Promise<WordListAnswer | undefined> {
  const others = listedTexts(document);
  if (!others) return undefined;
  const anywhere =
    vscode.workspace.getConfiguration('editor', document).get('suggest.matchOnWordStartOnly') ===
    false;
  const request: WordListRequest = {
    documentKey: text.key,
    offset: text.offsetOf(document, position),
    from: text.offsetOf(document, from),
    precision: settings()['completion.precision'],
    ...{ anywhere, others },
  };
  const options = { cancel: cancelSignal(token), deadline: deadlines.completion };
  // VS Code keeps what was asked for the first letter though the second one is typed already.
  const call = () => answerOf(insist(() => reader.call('listWords', request, options)));
  let answer = await call();
  if (answer.ok && answer.value.missing.length > 0) {
    for (const told of textsToTell(answer.value.missing)) reader.tell('tellListedText', told);
    answer = await call();
  }
  return answer.ok && !token.isCancellationRequested ? answer.value : undefined;
}
