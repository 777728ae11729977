/**
 * One document of the editor as this thread has it: its text, the model chosen for it, and what was
 * made of the two (tokens, counts, views). Plain data and what an edit does to it; it knows neither
 * the other documents nor how a text becomes tokens.
 *
 * Invariant: views and counts are of `text`. Without it there are none, and an edit moves all of
 * them together.
 */
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { DocumentText, ModelSource, TextChange } from '../../shared/contracts/documents';
import { createCompletionExperts, type CompletionExperts } from '../experts/completionExperts';
import type { LoadedModel } from '../models/loadedModel';
import type { DocumentView, DocumentViewParts, OpenDocumentView } from '../view/documentView';
import { isCurrent, openDocumentView } from '../view/documentView';
import { createDocumentCounts, type DocumentCounts } from '../words/documentCounts';
import { createPlainWords, type PlainWords } from '../words/plainWords';
import type { ChapterPlace } from '../words/manuscripts';

export interface MirroredDocument {
  readonly key: string;
  version: number;
  /** Superseded by `text` when there are tokens. */
  raw: string;
  text: TokenizedText | undefined;
  source: ModelSource | undefined;
  /** The manuscript that it is a chapter of. */
  manuscript: string | undefined;
  /** Through the newest weights of its model. */
  view: OpenDocumentView | undefined;
  /** Through a snapshot of its model. */
  past: OpenDocumentView | undefined;
  counted: CountedWords | undefined;
  /** For VS Code's word list. */
  plainWords: PlainWords | undefined;
}

export interface CountedWords {
  readonly counts: DocumentCounts;
  readonly experts: CompletionExperts;
}

const nothingMade = {
  ...{ text: undefined, view: undefined, past: undefined },
  ...{ counted: undefined, plainWords: undefined },
};

/** @param before the same document as it was opened before: its model and its manuscript stay */
export function mirrorDocument(
  { documentKey, version, text }: DocumentText,
  before?: MirroredDocument,
): MirroredDocument {
  const { source, manuscript } = before ?? {};
  return { ...nothingMade, key: documentKey, version, raw: text, source, manuscript };
}

export const rawText = ({ text, raw }: MirroredDocument): string => text?.text ?? raw;

/** Its place in the manuscript, where it is a chapter of one. */
export const placeOf = ({ manuscript, key }: MirroredDocument): ChapterPlace | undefined =>
  manuscript === undefined ? undefined : { manuscript, key };

export function applyChange(document: MirroredDocument, change: TextChange): void {
  if (!document.text) {
    const { offset, length, text } = change;
    const { raw } = document;
    document.raw = raw.slice(0, offset) + text + raw.slice(offset + length);
    return;
  }
  const read = document.plainWords?.edit(change);
  const tokens = document.text.edit(change);
  read?.();
  document.view?.follow(tokens);
  document.past?.follow(tokens);
  document.counted?.counts.replace(tokens);
  document.counted?.experts.invalidate(tokens.firstChanged);
}

/** Keeps the text alone. */
export function dropTokens(document: MirroredDocument): void {
  document.raw = rawText(document);
  Object.assign(document, nothingMade);
}

export const countedWords = (counts: DocumentCounts): CountedWords => ({
  counts,
  experts: createCompletionExperts(counts),
});

/** The document's own counts, where it has none of its manuscript. */
export function countedOf(document: MirroredDocument, text: TokenizedText): CountedWords {
  document.counted ??= countedWords(createDocumentCounts(text));
  return document.counted;
}

export function plainWordsOf(document: MirroredDocument, text: TokenizedText): PlainWords {
  document.plainWords ??= createPlainWords(text);
  return document.plainWords;
}

/** Its view if that is current, else a new one that replaces it. */
export function viewThrough(
  document: MirroredDocument,
  slot: 'view' | 'past',
  model: LoadedModel,
  text: TokenizedText,
  parts: DocumentViewParts,
): DocumentView {
  const view = document[slot];
  if (view?.model === model && view.text === text && isCurrent(view)) return view;
  const fresh = openDocumentView(document, model, text, parts);
  document[slot] = fresh;
  return fresh;
}
