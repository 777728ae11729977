/** A text that somebody writes, counted and seen through a small model that knows its words. */
import { usualFacts } from '../../../src/engine/ghostText/completionTuning';
import { tokenizedText, type TokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import type { LoadedModel } from '../../../src/worker/models/loadedModel';
import { openDocumentView, type OpenDocumentView } from '../../../src/worker/view/documentView';
import {
  createDocumentCounts,
  type DocumentCounts,
} from '../../../src/worker/words/documentCounts';
import { tinyModel } from '../tinyModel';

export const sentence = 'the keeper painted the lighthouse again .\n';

export interface Writing {
  readonly text: TokenizedText;
  readonly counts: DocumentCounts;
  readonly view: OpenDocumentView;
  /** The first token that the model was not trained on. */
  readonly from: number;
  /** Opens another view, as after newer weights. */
  reopened(): OpenDocumentView;
}

/** @param trained sentences at the beginning that the model was trained on */
export function writing(
  trained: number,
  written: string,
  changes: Partial<LoadedModel> = {},
): Writing {
  const beginning = sentence.repeat(trained);
  const from = tokenizedText(beginning, 'words').count;
  const text = tokenizedText(beginning + written, 'words');
  const counts = createDocumentCounts(text);
  while (!counts.advance(100));
  const model = tinyModel(text.text, {
    completion: () => usualFacts,
    seen: { bytes: new Uint8Array(0), has: (_, token) => token < from },
    ...changes,
  });
  const document = { key: 'file:///a.txt', version: 1 };
  const parts = { withOverviews: false, otherChapters: () => Promise.resolve([]) };
  const reopened = () => openDocumentView(document, model, text, parts);
  return { text, counts, view: reopened(), from, reopened };
}

/** As an edit reaches view and counts. @returns the first token that it changed */
export function edit(
  { text, counts, view }: Writing,
  offset: number,
  length: number,
  put: string,
): number {
  const change = text.edit({ offset, length, text: put });
  view.follow(change);
  counts.replace(change);
  return change.firstChanged;
}
