/**
 * The texts of all documents of the editor, each opened whole and then followed edit by edit. Tokens
 * are made when they are first asked for, because how a text is cut is the model's; an edit then moves
 * only what it touches. A chapter has its tokens and counts in common with its manuscript.
 *
 * It does not handle models and views, except that it drops those whose tokens it drops.
 *
 * Invariant: making tokens takes time; a document that was edited, closed or moved meanwhile does not
 * get them.
 */
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { isSameCut, type Cut } from '../../engine/text/tokens/cut';
import type {
  DocumentEdit,
  DocumentText,
  ManuscriptContract,
  ModelSource,
} from '../../shared/contracts/documents';
import type { Handlers } from '../../shared/wire/rpc';
import { createManuscripts, type Chapter, type ManuscriptsOptions } from '../words/manuscripts';
import { openText } from '../words/openText';
import {
  applyChange,
  countedWords,
  dropTokens,
  mirrorDocument,
  placeOf,
  rawText,
  type MirroredDocument,
} from './mirroredDocument';

export interface MirroredTexts {
  /** For the chapters that are not open in the editor. */
  readonly chapterHandlers: Handlers<ManuscriptContract>;
  find(documentKey: string): MirroredDocument | undefined;
  /** The models that are chosen, with repetitions. */
  sources(): readonly ModelSource[];
  open(document: DocumentText): void;
  /** @returns whether the document is open */
  edit(edit: DocumentEdit): boolean;
  close(documentKey: string): void;
  /** From now on the document is a chapter of that manuscript, or of none. */
  moveTo(document: MirroredDocument, manuscript: string | undefined): void;
  /** The document's tokens, cut this way; undefined if it was replaced meanwhile. */
  tokensOf(document: MirroredDocument, cut: Cut): Promise<TokenizedText | undefined>;
  /** The words of all texts of the manuscript that are open belong to it, seen or not. */
  gather(manuscript: string | undefined): Promise<void>;
  /** Of its manuscript, when all that was sent of it has been read. */
  otherChapters(document: MirroredDocument): Promise<readonly Chapter[]>;
}

export function createMirroredTexts(options: ManuscriptsOptions): MirroredTexts {
  const { changed, breathe } = options;
  const documents = new Map<string, MirroredDocument>();
  const manuscripts = createManuscripts(options);

  function leaveManuscript(document: MirroredDocument): boolean {
    const place = placeOf(document);
    if (place) manuscripts.close(place);
    return place !== undefined;
  }

  function joinManuscript(document: MirroredDocument): void {
    const place = placeOf(document);
    if (!place || document.text?.kind !== 'words') return;
    const { counts } = manuscripts.open(place, document.text);
    document.counted = counts && countedWords(counts);
  }

  async function tokensOf(
    document: MirroredDocument,
    cut: Cut,
  ): Promise<TokenizedText | undefined> {
    if (document.text && isSameCut(document.text.cut, cut)) return document.text;
    const { version, manuscript } = document;
    const place = cut.kind === 'words' ? placeOf(document) : undefined;
    const raw = rawText(document);
    const text =
      (place && manuscripts.tokensOf(place, raw, cut)) ?? (await openText(raw, cut, breathe));
    const isSame = document.version === version && document.manuscript === manuscript;
    if (documents.get(document.key) !== document || !isSame) return undefined;
    if (document.text && isSameCut(document.text.cut, cut)) return document.text; // another caller was faster
    dropTokens(document);
    document.text = text;
    joinManuscript(document);
    return text;
  }

  async function gather(manuscript: string | undefined): Promise<void> {
    const unseen = [...documents.values()].filter(
      (document) => document.manuscript === manuscript && !document.text,
    );
    if (manuscript === undefined || unseen.length === 0) return;
    for (const document of unseen) await tokensOf(document, manuscripts.cutOf(manuscript));
    changed();
  }

  return {
    chapterHandlers: manuscripts.handlers,
    find: (documentKey) => documents.get(documentKey),
    sources: () => [...documents.values()].flatMap(({ source }) => source ?? []),
    open(document) {
      const { documentKey } = document;
      documents.set(documentKey, mirrorDocument(document, documents.get(documentKey)));
    },
    edit({ documentKey, version, changes }) {
      const document = documents.get(documentKey);
      if (!document) return false;
      for (const change of changes) applyChange(document, change);
      document.version = version;
      return true;
    },
    close(documentKey) {
      const document = documents.get(documentKey);
      if (document) leaveManuscript(document);
      documents.delete(documentKey);
    },
    moveTo(document, manuscript) {
      if (document.manuscript === manuscript) return;
      if (leaveManuscript(document)) dropTokens(document); // they are the manuscript's
      document.manuscript = manuscript;
      document.counted = undefined;
      joinManuscript(document);
    },
    tokensOf,
    gather,
    async otherChapters(document) {
      const place = placeOf(document);
      if (!place) return [];
      await gather(place.manuscript);
      await manuscripts.settled();
      return manuscripts.others(place);
    },
  };
}
