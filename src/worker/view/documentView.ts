/**
 * A document seen through its model. It stays right while the document is edited and until the model
 * changes; then the next view is another one.
 */
import type { ReadingMarks } from '../../engine/reading/readingMarks';
import type { OverviewReading } from '../../engine/reading/overviewReading';
import { createOverviewReading } from '../../engine/reading/overviewReading';
import { createOverviews } from '../../engine/reading/overviews';
import type { SurpriseStore } from '../../engine/reading/surpriseStore';
import { createSurpriseStore } from '../../engine/reading/surpriseStore';
import type { Trace } from '../../engine/reading/trace';
import { createTrace } from '../../engine/reading/trace';
import type { Predictor } from '../../engine/network/predictor';
import type { TokenChange, TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Versions } from '../../shared/model/versions';
import type { Chapter } from '../words/manuscripts';
import { createNearMarks } from './tokenSurprises';
import type { LoadedModel } from '../models/loadedModel';
import type { NearbySurprises } from './nearbySurprises';
import { createNearbySurprises } from './nearbySurprises';
import type { TokenIds } from './tokenIds';
import { createTokenIds } from './tokenIds';

export interface DocumentView {
  readonly documentKey: string;
  readonly versions: Versions;
  readonly text: TokenizedText;
  readonly model: LoadedModel;
  readonly ids: TokenIds;
  readonly predictor: Predictor;
  readonly trace: Trace;
  /** Where they are wanted. */
  readonly overviews: OverviewReading | undefined;
  /** Of the tokens that somebody coloured. */
  readonly surprises: SurpriseStore;
  readonly nearMarks: ReadingMarks;
  readonly nearbySurprises: NearbySurprises;
  /** Of its manuscript, where it is a chapter of one. */
  otherChapters(): Promise<readonly Chapter[]>;
}

export type OpenDocumentView = DocumentView & { follow(change: TokenChange): void };

export interface DocumentViewParts {
  readonly withOverviews: boolean;
  readonly otherChapters: DocumentView['otherChapters'];
}

/** Tokens that the trace has not reached. */
export const unread = ({ ids, trace }: DocumentView): number => ids.length - trace.reached;

export const isCurrent = ({ model, versions }: DocumentView): boolean =>
  versions.modelVersion === model.version();

/** @param document whose version is that of the text at every moment */
export function openDocumentView(
  document: { readonly key: string; readonly version: number },
  model: LoadedModel,
  text: TokenizedText,
  { withOverviews, otherChapters }: DocumentViewParts,
): OpenDocumentView {
  const ids = createTokenIds(text, model.vocabulary);
  const { predictor } = model;
  const { H } = model.network.shape;
  const letters = predictor.layers.map(({ values }) => Object.keys(values));
  const columns = withOverviews ? createOverviews(letters, H) : undefined;
  const trace = createTrace(predictor, () => ids, columns);
  const overviews = columns && createOverviewReading(columns, trace, predictor, ids);
  const surprises = createSurpriseStore();
  const nearMarks = createNearMarks();
  const judged = { predictor, surprises, nearMarks, ids, model };
  const nearbySurprises = createNearbySurprises({ ...judged, trace });
  const modelVersion = model.version();
  return {
    documentKey: document.key,
    get versions() {
      return { documentVersion: document.version, modelVersion };
    },
    text,
    model,
    ids,
    predictor,
    trace,
    overviews,
    ...{ surprises, nearMarks, nearbySurprises, otherChapters },
    follow(tokens) {
      // As a space at the end of a word.
      if (tokens.removed === 0 && tokens.inserted === 0) return;
      ids.replace(tokens);
      trace.follow(tokens);
      overviews?.follow(tokens);
      surprises.replace(tokens);
      nearMarks.follow(tokens);
      nearbySurprises.invalidate(tokens.firstChanged);
    },
  };
}
