/**
 * The editor's documents as this thread sees them: their text, followed edit by edit, and the model
 * chosen for each. Tokens and ids are made when they are first asked for, because the kind of
 * tokens is the model's; an edit then moves only what it touches.
 *
 * A `Page` is a document for whoever completes words: its counts, and a view where there is a model.
 */
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { DocumentsContract, ModelSource, TextChange } from '../../shared/contracts/documents';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import type { WeightsAt } from '../../shared/model/weights';
import { trainedWeights } from '../../shared/model/weights';
import type { Versions } from '../../shared/model/versions';
import type { Chore } from '../scheduling/background';
import { createTypingPause } from '../scheduling/typingPause';
import { createDocumentCounts, type DocumentCounts } from '../words/documentCounts';
import { createCompletionExperts, type CompletionExperts } from '../experts/completionExperts';
import { createManuscripts, type Chapter, type ChapterPlace } from '../words/manuscripts';
import type { Models } from '../models/models';
import type { LoadedModel } from '../models/loadedModel';
import type { Breathe } from '../words/openText';
import { openText } from '../words/openText';
import type { Clock } from '../platform/clock';
import type { TokenKind } from '../../engine/text/tokens/tokenizer';
import type { OpenDocumentView, DocumentView, DocumentViewParts } from '../view/documentView';
import { isCurrent, openDocumentView, unread } from '../view/documentView';

export interface CompletionDocument {
  readonly text: TokenizedText;
  readonly view: DocumentView | undefined;
  /** Of words; none where tokens are characters. */
  readonly experts: CompletionExperts | undefined;
  /** Right now; without a model, its version is 0. */
  versions(): Versions;
}

export interface Documents {
  readonly handlers: Handlers<DocumentsContract>;
  /** The document through the newest weights of its model, or through those named. */
  view(documentKey: string, weights?: WeightsAt): Promise<Result<DocumentView, Failure>>;
  /** The document for completing words, through the newest weights if there are any. */
  completionDocument(documentKey: string): Promise<Result<CompletionDocument, Failure>>;
  /** The one asked for last, where its trace is at its end and its model stands still. */
  settled(): DocumentView | undefined;
  /** What can be done for the documents in the background, for the one asked for last first. */
  chores(): readonly Chore[];
}

interface Mirror {
  readonly key: string;
  version: number;
  /** Superseded by `text` when there are tokens. */
  raw: string;
  text: TokenizedText | undefined;
  source: ModelSource | undefined;
  /** Whose chapter it is. */
  manuscript: string | undefined;
  /** All of `text`. */
  view: OpenDocumentView | undefined;
  /** Through a snapshot of the model. */
  past: OpenDocumentView | undefined;
  counted: Counted | undefined;
}

interface Counted {
  readonly counts: DocumentCounts;
  readonly experts: CompletionExperts;
}

export interface DocumentsOptions {
  readonly models: Models;
  /** Count the words of documents, for completion. */
  readonly counting: boolean;
  /** Keep the whole document in coarse columns, for pictures. */
  readonly overviews?: boolean;
  /** After every change that gives background work something to do. */
  readonly changed: () => void;
  readonly clock: Clock;
  /** Where getting ready failed that nobody waits for. */
  readonly onBug: (error: unknown) => void;
}

export function createDocuments(options: DocumentsOptions): Documents {
  const { models, changed, clock } = options;
  const breathe: Breathe = () => clock.nextTurn();
  const typingPause = createTypingPause(clock, changed);
  const mirrors = new Map<string, Mirror>();
  const manuscripts = createManuscripts({ ...options, breathe });
  let recent: string[] = [];

  const sources = (): ModelSource[] =>
    [...mirrors.values()].flatMap(({ source }) => (source ? [source] : []));

  const handlers: Handlers<DocumentsContract> = {
    openDocument({ documentKey, version, text }) {
      const { source, manuscript } = mirrors.get(documentKey) ?? {};
      const mirror = { ...unopened, key: documentKey, version, raw: text, source, manuscript };
      mirrors.set(documentKey, mirror);
      changed();
    },
    editDocument({ documentKey, version, changes }) {
      const mirror = mirrors.get(documentKey);
      if (!mirror) return;
      for (const change of changes) applyChange(mirror, change);
      mirror.version = version;
      typingPause.disturb();
      changed();
    },
    closeDocument({ documentKey }) {
      const place = placeOf(mirrors.get(documentKey));
      if (place) manuscripts.close(place);
      mirrors.delete(documentKey);
      recent = recent.filter((key) => key !== documentKey);
      models.keep(sources());
    },
    useModel({ documentKey, source, manuscript }) {
      const mirror = mirrors.get(documentKey);
      if (!mirror) return;
      moveTo(mirror, manuscript);
      mirror.source = source;
      mirror.counted?.experts.forget();
      if (source) models.recheck(source);
      else dropTokens(mirror);
      models.keep(sources());
      changed();
      // In training: somebody is about to write.
      if (options.counting && source && source.kind !== 'file') {
        completionDocument(documentKey).then(changed, options.onBug);
      }
    },
    ...manuscripts.handlers,
  };

  function moveTo(mirror: Mirror, manuscript: string | undefined): void {
    const place = placeOf(mirror);
    if (mirror.manuscript === manuscript) return;
    if (place) {
      manuscripts.close(place);
      dropTokens(mirror); // the manuscript has them
    }
    mirror.manuscript = manuscript;
    mirror.counted = undefined;
    join(mirror);
  }

  function join(mirror: Mirror): void {
    const place = placeOf(mirror);
    if (!place || mirror.text?.kind !== 'words') return;
    const { counts } = manuscripts.open(place, mirror.text);
    mirror.counted = counts && { counts, experts: createCompletionExperts(counts) };
  }

  /** The words of all texts of the manuscript that are open belong to it, seen or not. */
  async function gather(manuscript: string | undefined): Promise<void> {
    const unseen = [...mirrors.values()].filter(
      (mirror) => mirror.manuscript === manuscript && !mirror.text,
    );
    if (manuscript === undefined || unseen.length === 0) return;
    for (const mirror of unseen) await tokensOf(mirror, 'words');
    changed();
  }

  async function otherChapters(mirror: Mirror): Promise<readonly Chapter[]> {
    const place = placeOf(mirror);
    if (!place) return [];
    await gather(place.manuscript);
    await manuscripts.settled();
    return manuscripts.others(place);
  }

  /** The document's tokens of that kind; undefined where it became another meanwhile. */
  async function tokensOf(mirror: Mirror, kind: TokenKind): Promise<TokenizedText | undefined> {
    if (mirror.text?.kind === kind) return mirror.text;
    const { version, manuscript } = mirror;
    const place = kind === 'words' ? placeOf(mirror) : undefined;
    const raw = rawText(mirror);
    const text =
      (place && manuscripts.tokensOf(place, raw)) ?? (await openText(raw, kind, breathe));
    const isSame = mirror.version === version && mirror.manuscript === manuscript;
    if (mirrors.get(mirror.key) !== mirror || !isSame) return undefined;
    if (mirror.text?.kind === kind) return mirror.text; // somebody else was faster
    dropTokens(mirror);
    mirror.text = text;
    join(mirror);
    return text;
  }

  /** Calls `see` with the document and its newest model, when both stand still. */
  async function seeing<T>(
    documentKey: string,
    weights: WeightsAt,
    see: (
      mirror: Mirror,
      model: LoadedModel | undefined,
    ) => Promise<Result<T, Failure> | undefined>,
  ): Promise<Result<T, Failure>> {
    for (;;) {
      const mirror = mirrors.get(documentKey);
      if (!mirror) return failed({ kind: 'stale' });
      const { source } = mirror;
      if (!source) return failed({ kind: 'noModel', name: nameOf(documentKey) });
      const model = await models.load(source, weights);
      // While the file was read, the document may have been closed or given another model.
      if (mirrors.get(documentKey) !== mirror || mirror.source !== source) continue;
      const seen = await see(mirror, model);
      if (seen) return seen;
    }
  }

  const viewOf = (
    mirror: Mirror,
    model: LoadedModel,
    text: TokenizedText,
    slot: 'view' | 'past' = 'view',
  ): DocumentView =>
    currentView(mirror, slot, model, text, {
      withOverviews: options.overviews ?? false,
      otherChapters: () => otherChapters(mirror),
    });

  const touch = (documentKey: string): void => {
    recent = [documentKey, ...recent.filter((key) => key !== documentKey)];
  };

  function completionDocument(documentKey: string): Promise<Result<CompletionDocument, Failure>> {
    return seeing(documentKey, trainedWeights, async (mirror, model) => {
      const countsAlone = mirror.source?.kind === 'counts';
      if (!model && !countsAlone) return failed({ kind: 'noModel', name: nameOf(documentKey) });
      const text = await tokensOf(mirror, model?.kind ?? 'words');
      if (!text) return undefined;
      touch(documentKey);
      const view = model && viewOf(mirror, model, text);
      const counted = text.kind === 'characters' ? undefined : countedOf(mirror, text);
      if (text.kind === 'words') gather(mirror.manuscript).catch(options.onBug);
      const versions = (): Versions =>
        view?.versions ?? { documentVersion: mirror.version, modelVersion: 0 };
      return success({ text, view, experts: counted?.experts, versions });
    });
  }

  return {
    handlers,
    view: (documentKey, weights = trainedWeights) =>
      seeing(documentKey, weights, async (mirror, model) => {
        const isPast = weights.kind === 'snapshot';
        if (!model && isPast) return failed({ kind: 'noSnapshot' });
        if (!model) return failed({ kind: 'noModel', name: nameOf(documentKey) });
        const text = await tokensOf(mirror, model.kind);
        if (!text) return undefined;
        touch(documentKey);
        return success(viewOf(mirror, model, text, isPast ? 'past' : 'view'));
      }),
    completionDocument,
    settled() {
      const mirror = mirrors.get(recent[0] ?? '');
      const { view, source } = mirror ?? {};
      if (!view || source?.kind !== 'file' || !isCurrent(view)) return undefined;
      return view.trace.reached >= view.ids.length ? view : undefined;
    },
    chores() {
      const asked = recent.flatMap((key) => mirrors.get(key) ?? []);
      const calmed = asked.flatMap(({ view }) =>
        view && !typingPause.waitsWith(unread(view)) ? view : [],
      );
      return [
        ...asked.flatMap(({ counted }) => counted?.counts ?? []),
        ...asked.flatMap(({ counted }) => counted?.experts ?? []),
        ...calmed.map(({ trace }) => trace),
        ...calmed.map(({ nearbySurprises }) => nearbySurprises),
        ...calmed.flatMap(({ overviews }) => overviews ?? []),
        ...asked.flatMap(({ past }) =>
          past && isCurrent(past) ? [past.trace, past.overviews ?? []].flat() : [],
        ),
      ];
    },
  };
}

const unopened = { text: undefined, view: undefined, past: undefined, counted: undefined };

function applyChange(mirror: Mirror, change: TextChange): void {
  if (!mirror.text) {
    const { offset, length, text } = change;
    mirror.raw = mirror.raw.slice(0, offset) + text + mirror.raw.slice(offset + length);
    return;
  }
  const tokens = mirror.text.edit(change);
  mirror.view?.follow(tokens);
  mirror.past?.follow(tokens);
  mirror.counted?.counts.replace(tokens);
  mirror.counted?.experts.invalidate(tokens.firstChanged);
}

function dropTokens(mirror: Mirror): void {
  mirror.raw = rawText(mirror);
  Object.assign(mirror, unopened);
}

const rawText = ({ text, raw }: Mirror): string => text?.text ?? raw;

function countedOf(mirror: Mirror, text: TokenizedText): Counted {
  if (!mirror.counted) {
    const counts = createDocumentCounts(text);
    mirror.counted = { counts, experts: createCompletionExperts(counts) };
  }
  return mirror.counted;
}

function placeOf(mirror: Mirror | undefined): ChapterPlace | undefined {
  return mirror?.manuscript === undefined
    ? undefined
    : { manuscript: mirror.manuscript, key: mirror.key };
}

function currentView(
  mirror: Mirror,
  slot: 'view' | 'past',
  model: LoadedModel,
  text: TokenizedText,
  parts: DocumentViewParts,
): DocumentView {
  const view = mirror[slot];
  if (view?.model === model && view.text === text && isCurrent(view)) return view;
  const fresh = openDocumentView(mirror, model, text, parts);
  mirror[slot] = fresh;
  return fresh;
}

/** The last part of a key that is a URI: what a person calls the document. */
function nameOf(documentKey: string): string {
  const last = documentKey.split('/').at(-1) ?? documentKey;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
