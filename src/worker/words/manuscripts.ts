/**
 * The texts of manuscripts: of each folder whose files have one model, the chapters that are open in
 * the editor, as they are there, and the others as the host sent them. Where words are counted, those
 * of all chapters are counted together, every chapter once: a chapter that is opened or closed keeps
 * its tokens and counts, and only what differs is counted again.
 */
import type {
  TextChange,
  TokenChange,
  TokenizedText,
} from '../../engine/text/tokens/tokenizedText';
import { isSameCut, newestCut, type Cut } from '../../engine/text/tokens/cut';
import type { ManuscriptContract } from '../../shared/contracts/documents';
import type { Handlers } from '../../shared/wire/rpc';
import { createDocumentCounts, type DocumentCounts } from './documentCounts';
import { openText, type Breathe } from './openText';
import { createWordCounts, type WordCounts } from './wordCounts';

export interface Chapter {
  readonly key: string;
  readonly text: TokenizedText;
  readonly counts: DocumentCounts | undefined;
}

/** A text of the editor in its manuscript. */
export interface ChapterPlace {
  readonly manuscript: string;
  readonly key: string;
}

export interface Manuscripts {
  readonly handlers: Handlers<ManuscriptContract>;
  /** How its texts are cut: as the text was that was opened last. */
  cutOf(manuscript: string): Cut;
  /** The tokens of a text that is opened, where the manuscript has them, made those of `raw`. */
  tokensOf(place: ChapterPlace, raw: string, cut: Cut): TokenizedText | undefined;
  /** From now on the chapter is this text, which the caller keeps up to date. */
  open(place: ChapterPlace, text: TokenizedText): Chapter;
  /** The editor has it no longer; it stays as it was, until the host says more. */
  close(place: ChapterPlace): void;
  /** The chapters but this one, in the order in which they came. */
  others(place: ChapterPlace): readonly Chapter[];
  /** Resolves when every text that was sent has been read. */
  settled(): Promise<void>;
}

interface HeldChapter extends Chapter {
  isOpen: boolean;
}

interface Manuscript {
  readonly chapters: Map<string, HeldChapter>;
  /** Pieces of texts that are still coming. */
  readonly coming: Map<string, string[]>;
  readonly counts: WordCounts | undefined;
  cut: Cut;
}

export interface ManuscriptsOptions {
  readonly counting: boolean;
  /** Called when there is something new to count. */
  readonly changed: () => void;
  readonly breathe: Breathe;
  readonly onBug: (error: unknown) => void;
}

/** UTF-16 units cut into tokens at once: some milliseconds, because questions wait meanwhile. */
const atOnce = 1 << 14;
/** A text that differs from the one before in so many units is better cut again. */
const mostDifferent = 1 << 16;

export function createManuscripts(options: ManuscriptsOptions): Manuscripts {
  const { counting, changed, breathe, onBug } = options;
  const manuscripts = new Map<string, Manuscript>();
  let reading: Promise<void> = Promise.resolve();

  function of(key: string): Manuscript {
    const known = manuscripts.get(key);
    if (known) return known;
    const counts = counting ? createWordCounts() : undefined;
    const cut = newestCut('words');
    const manuscript = { chapters: new Map(), coming: new Map(), counts, cut };
    manuscripts.set(key, manuscript);
    return manuscript;
  }

  function put(manuscript: Manuscript, key: string, text: TokenizedText): HeldChapter {
    manuscript.chapters.get(key)?.counts?.leave();
    const counts = manuscript.counts && createDocumentCounts(text, manuscript.counts);
    const chapter = { key, text, counts, isOpen: false };
    manuscript.chapters.set(key, chapter);
    return chapter;
  }

  function drop({ chapters, coming }: Manuscript, key: string): void {
    coming.delete(key);
    const chapter = chapters.get(key);
    if (!chapter || chapter.isOpen) return;
    chapter.counts?.leave();
    chapters.delete(key);
  }

  /** A chapter that is open in the editor is what it is there. */
  async function arrive(manuscript: Manuscript, key: string, raw: string): Promise<void> {
    const before = manuscript.chapters.get(key);
    if (before?.isOpen || (before && becomes(before, raw, manuscript.cut))) return;
    const text = await openText(raw, manuscript.cut, breathe, atOnce);
    if (manuscript.chapters.get(key)?.isOpen) return;
    put(manuscript, key, text);
  }

  /** The chapters that are not open, as the model reads them that was loaded meanwhile. */
  function cutAgain(manuscript: Manuscript, cut: Cut): void {
    manuscript.cut = cut;
    reading = reading
      .then(async () => {
        for (const chapter of [...manuscript.chapters.values()]) {
          const isLeft = (): boolean =>
            !chapter.isOpen &&
            manuscript.cut === cut &&
            manuscript.chapters.get(chapter.key) === chapter;
          if (!isLeft() || isSameCut(chapter.text.cut, cut)) continue;
          const text = await openText(chapter.text.text, cut, breathe, atOnce);
          if (isLeft()) put(manuscript, chapter.key, text);
        }
        changed();
      })
      .catch(onBug);
  }

  return {
    handlers: {
      tellChapter({ manuscript: name, chapterKey, piece, last }) {
        const manuscript = of(name);
        const pieces = manuscript.coming.get(chapterKey) ?? [];
        manuscript.coming.set(chapterKey, pieces);
        pieces.push(piece);
        if (!last) return;
        reading = reading
          .then(async () => {
            // Dropped or sent again meanwhile.
            if (manuscript.coming.get(chapterKey) !== pieces) return;
            manuscript.coming.delete(chapterKey);
            await arrive(manuscript, chapterKey, pieces.join(''));
            changed();
          })
          .catch(onBug);
      },
      dropChapter({ manuscript: name, chapterKey }) {
        const manuscript = manuscripts.get(name);
        if (manuscript) drop(manuscript, chapterKey);
        changed();
      },
      closeManuscript({ manuscript }) {
        manuscripts.delete(manuscript);
      },
    },
    cutOf: (manuscript) => manuscripts.get(manuscript)?.cut ?? newestCut('words'),
    tokensOf({ manuscript, key }, raw, cut) {
      const chapter = manuscripts.get(manuscript)?.chapters.get(key);
      return chapter && becomes(chapter, raw, cut) ? chapter.text : undefined;
    },
    open({ manuscript: name, key }, text) {
      const manuscript = of(name);
      const known = manuscript.chapters.get(key);
      const chapter = known?.text === text ? known : put(manuscript, key, text);
      chapter.isOpen = true;
      manuscript.coming.delete(key);
      if (!isSameCut(manuscript.cut, text.cut)) cutAgain(manuscript, text.cut);
      return chapter;
    },
    close({ manuscript, key }) {
      const chapter = manuscripts.get(manuscript)?.chapters.get(key);
      if (chapter) chapter.isOpen = false;
    },
    others({ manuscript, key }) {
      const chapters = manuscripts.get(manuscript)?.chapters.values() ?? [];
      return [...chapters].filter((chapter) => chapter.key !== key);
    },
    settled: () => reading,
  };
}

/** Edits the chapter's tokens to those of another text. @returns false where it is too different */
function becomes({ text, counts }: Chapter, raw: string, cut: Cut): boolean {
  if (!isSameCut(text.cut, cut)) return false;
  if (text.text === raw) return true;
  const change = difference(text.text, raw);
  if (change.length + change.text.length > mostDifferent) return false;
  const tokens: TokenChange = text.edit(change);
  counts?.replace(tokens);
  return true;
}

/** The one edit that makes one text of the other, as short as can be. */
function difference(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let offset = 0;
  while (offset < most && before[offset] === after[offset]) offset++;
  let same = 0;
  while (same < most - offset && before.at(-1 - same) === after.at(-1 - same)) same++;
  const length = before.length - offset - same;
  return { offset, length, text: after.slice(offset, after.length - same) };
}
