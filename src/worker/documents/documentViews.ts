/**
 * The editor's documents seen through their models: finds the model that a document has, the tokens
 * of the model's kind, and the view of both, which is made when it is first asked for and again when
 * the model or its weights are others.
 *
 * A `CompletionDocument` is a document for callers that complete words: its counts, and a view where
 * there is a model. Nothing is read here; a view reads when it is asked, or in the background.
 *
 * Invariant: an answer is of the document, the model and the text as they are when it is given; what
 * changed while it was being found is looked up again.
 */
import { newestCut } from '../../engine/text/tokens/cut';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Versions } from '../../shared/model/versions';
import type { WeightsAt } from '../../shared/model/weights';
import { trainedWeights } from '../../shared/model/weights';
import type { CompletionExperts } from '../experts/completionExperts';
import type { LoadedModel } from '../models/loadedModel';
import type { Models } from '../models/models';
import type { DocumentView } from '../view/documentView';
import { countedOf, plainWordsOf, viewThrough, type MirroredDocument } from './mirroredDocument';
import type { PlainWords } from '../words/plainWords';
import type { MirroredTexts } from './mirroredTexts';

export interface CompletionDocument {
  readonly text: TokenizedText;
  readonly view: DocumentView | undefined;
  /** Of words; none where tokens are characters. */
  readonly experts: CompletionExperts | undefined;
  /** As VS Code cuts them; read when they are asked for. */
  readonly plainWords: PlainWords;
  /** Right now; without a model, its version is 0. */
  versions(): Versions;
}

export interface DocumentViews {
  /** The document through the newest weights of its model, or through those named. */
  view(documentKey: string, weights?: WeightsAt): Promise<Result<DocumentView, Failure>>;
  /** The document for completing words, through the newest weights if there are any. */
  completionDocument(documentKey: string): Promise<Result<CompletionDocument, Failure>>;
}

interface Needs {
  readonly texts: Pick<MirroredTexts, 'find' | 'tokensOf' | 'gather' | 'otherChapters'>;
  readonly models: Pick<Models, 'load' | 'taskOf'>;
  readonly withOverviews: boolean;
  /** The document is found and about to be looked at. */
  readonly asked: (documentKey: string) => void;
  /** Called when work that nobody waits for fails. */
  readonly onBug: (error: unknown) => void;
}

export const createDocumentViews = (needs: Needs): DocumentViews => ({
  view: (documentKey, weights = trainedWeights) =>
    whileItStands(needs, documentKey, weights, (document, model) =>
      viewOf(needs, document, model, weights),
    ),
  completionDocument: (documentKey) =>
    whileItStands(needs, documentKey, trainedWeights, (document, model) =>
      completionDocumentOf(needs, document, model),
    ),
});

/** @returns undefined if the document was replaced meanwhile */
type See<T> = (
  document: MirroredDocument,
  model: LoadedModel | undefined,
) => Promise<Result<T, Failure> | undefined>;

/** Calls `see` with the document and its model until neither changes meanwhile. */
async function whileItStands<T>(
  { texts, models }: Needs,
  documentKey: string,
  weights: WeightsAt,
  see: See<T>,
): Promise<Result<T, Failure>> {
  for (;;) {
    const document = texts.find(documentKey);
    if (!document) return failed({ kind: 'stale' });
    const { source } = document;
    if (!source) return noModel(documentKey);
    const model = await models.load(source, weights);
    // While the file was read, the document may have been closed or given another model.
    if (texts.find(documentKey) !== document || document.source !== source) continue;
    const seen = await see(document, model);
    if (seen) return seen;
  }
}

async function viewOf(
  needs: Needs,
  document: MirroredDocument,
  model: LoadedModel | undefined,
  weights: WeightsAt,
): Promise<Result<DocumentView, Failure> | undefined> {
  const isPast = weights.kind === 'snapshot';
  if (!model) return isPast ? failed({ kind: 'noSnapshot' }) : noModelOf(needs, document);
  const text = await needs.texts.tokensOf(document, model.cut);
  if (!text) return undefined;
  needs.asked(document.key);
  const slot = isPast ? 'past' : 'view';
  return success(viewThrough(document, slot, model, text, partsOf(needs, document)));
}

async function completionDocumentOf(
  needs: Needs,
  document: MirroredDocument,
  model: LoadedModel | undefined,
): Promise<Result<CompletionDocument, Failure> | undefined> {
  const { texts, asked, onBug } = needs;
  if (!model && document.source?.kind !== 'counts') return noModelOf(needs, document);
  const text = await texts.tokensOf(document, model?.cut ?? newestCut('words'));
  if (!text) return undefined;
  asked(document.key);
  const view = model && viewThrough(document, 'view', model, text, partsOf(needs, document));
  const counted = text.kind === 'characters' ? undefined : countedOf(document, text);
  if (text.kind === 'words') texts.gather(document.manuscript).catch(onBug);
  const versions = (): Versions =>
    view?.versions ?? { documentVersion: document.version, modelVersion: 0 };
  const plainWords = plainWordsOf(document, text);
  return success({ text, view, experts: counted?.experts, plainWords, versions });
}

const partsOf = ({ texts, withOverviews }: Needs, document: MirroredDocument) => ({
  withOverviews,
  otherChapters: () => texts.otherChapters(document),
});

/** None that predicts the next word. */
function noModelOf(
  { models }: Pick<Needs, 'models'>,
  { key, source }: MirroredDocument,
): Result<never, Failure> {
  const task = source && models.taskOf(source);
  return task ? failed({ kind: 'otherTask', name: nameOf(key), task }) : noModel(key);
}

const noModel = (documentKey: string): Result<never, Failure> =>
  failed({ kind: 'noModel', name: nameOf(documentKey) });

/** The last part of a key that is a URI: what a person calls the document. */
function nameOf(documentKey: string): string {
  const last = documentKey.split('/').at(-1) ?? documentKey;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
