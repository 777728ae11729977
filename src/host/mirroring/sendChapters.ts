/**
 * Brings the threads up to date with one manuscript: sends the chapters that are wanted and that they
 * lack, in order, in small pieces, and has them drop those that are no longer chapters.
 */
import type { ManuscriptContract } from '../../shared/contracts/documents';
import { modelId } from '../sessions/modelFiles';
import type { ManuscriptNeeds, OpenManuscript } from './openManuscript';
import { isMirrored, wantedChapters } from './openManuscript';

/** The part of a supervised thread that this needs. */
export interface ChapterThread {
  tell<K extends keyof ManuscriptContract>(
    method: K,
    request: Parameters<ManuscriptContract[K]>[0],
  ): void;
}

export interface SendingNeeds extends ManuscriptNeeds {
  readonly threads: readonly ChapterThread[];
  readonly files: ManuscriptNeeds['files'] & {
    /** What is in the editor where it is open there; undefined where there is no such text. */
    read(key: string): Promise<string | undefined>;
  };
  readonly log: (line: string) => void;
}

/** UTF-16 units, so that a piece has at most 1 MB. */
const piece = 1 << 19;
/** Of all chapters that are sent, about two million words; what is beyond is not counted. */
const mostUnits = 8 << 20;

/** Does nothing while it is already running: what is wanted is looked up before each chapter. */
export async function sendChapters(needs: SendingNeeds, manuscript: OpenManuscript): Promise<void> {
  if (manuscript.sending) return;
  manuscript.sending = true;
  try {
    const before = manuscript.sent.size;
    await sendMissing(needs, manuscript);
    forgetOthers(needs, manuscript);
    if (manuscript.sent.size !== before) needs.log(countedOf(manuscript));
  } finally {
    manuscript.sending = false;
  }
}

async function sendMissing(needs: SendingNeeds, manuscript: OpenManuscript): Promise<void> {
  const { sent } = manuscript;
  for (;;) {
    const next = wantedChapters(needs, manuscript).find((key) => !sent.has(key));
    if (manuscript.closed || next === undefined) return;
    sent.set(next, 0);
    await sendOne(needs, manuscript, next);
  }
}

async function sendOne(
  needs: SendingNeeds,
  manuscript: OpenManuscript,
  key: string,
): Promise<void> {
  const { folder, sent } = manuscript;
  const text = await needs.files.read(key);
  // It was closed, opened or changed while it was read.
  if (manuscript.closed || !sent.has(key)) return;
  if (!wantedChapters(needs, manuscript).includes(key)) return void sent.delete(key);
  const chapter = { manuscript: folder, chapterKey: key };
  if (text === undefined || unitsOf(manuscript) + text.length > mostUnits) {
    return tellAll(needs, 'dropChapter', chapter);
  }
  sent.set(key, text.length);
  for (let at = 0; at === 0 || at < text.length; at += piece) {
    const last = at + piece >= text.length;
    tellAll(needs, 'tellChapter', { ...chapter, piece: text.slice(at, at + piece), last });
  }
}

/** What is no longer a chapter is dropped; what is open is mirrored from now on. */
function forgetOthers(needs: SendingNeeds, manuscript: OpenManuscript): void {
  const { folder, sent } = manuscript;
  const now = new Set(wantedChapters(needs, manuscript));
  for (const key of [...sent.keys()]) {
    if (now.has(key)) continue;
    sent.delete(key);
    if (isMirrored(needs, key)) continue;
    tellAll(needs, 'dropChapter', { manuscript: folder, chapterKey: key });
  }
}

function countedOf(manuscript: OpenManuscript): string {
  const { folder, sent } = manuscript;
  const left = [...sent.values()].filter((length) => length === 0).length;
  const counted = `${sent.size - left} closed files counted, ${unitsOf(manuscript)} characters`;
  return `manuscript ${modelId(folder)}: ${counted}, ${left} not`;
}

const unitsOf = ({ sent }: OpenManuscript): number =>
  [...sent.values()].reduce((sum, length) => sum + length, 0);

export function tellAll<K extends keyof ManuscriptContract>(
  { threads }: Pick<SendingNeeds, 'threads'>,
  method: K,
  request: Parameters<ManuscriptContract[K]>[0],
): void {
  for (const thread of threads) thread.tell(method, request);
}
