/** A manuscript with an open chapter: which other texts belong to it, and which the threads have. */
import { completer, manuscriptOf } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { MirroredTexts } from './documentMirrors';

export interface OpenManuscript {
  readonly folder: string;
  /** Chapters that the threads have, with their lengths in UTF-16 units. */
  readonly sent: Map<string, number>;
  /** The keys of the files that the folder's model learnt from. */
  learnt: { readonly files: readonly string[] | undefined; readonly keys: readonly string[] };
  sending: boolean;
  closed: boolean;
}

export interface ManuscriptNeeds {
  readonly texts: Pick<MirroredTexts, 'find'>;
  readonly sessions: Pick<Sessions, 'find' | 'all'>;
  readonly files: { keyOf(folder: string, path: string): string };
}

/** Chapters that are not mirrored, in order. */
export function wantedChapters(needs: ManuscriptNeeds, manuscript: OpenManuscript): string[] {
  const borrowers = borrowersOf(needs, manuscript.folder);
  const open = new Set(borrowers.filter((key) => isMirrored(needs, key)));
  const wished = new Set([...learntBy(needs, manuscript), ...borrowers]);
  return [...wished].filter((key) => !open.has(key));
}

/** Computed again only when the model learnt from other files. */
function learntBy({ sessions, files }: ManuscriptNeeds, manuscript: OpenManuscript) {
  const { folder } = manuscript;
  const learnt = sessions.find(folder)?.files;
  if (manuscript.learnt.files !== learnt) {
    const keys = (learnt ?? []).map((path) => files.keyOf(folder, path));
    manuscript.learnt = { files: learnt, keys };
  }
  return manuscript.learnt.keys;
}

export const hasOpenChapter = (needs: ManuscriptNeeds, folder: string): boolean =>
  borrowersOf(needs, folder).some((key) => isMirrored(needs, key));

/** The texts that use the folder's model. */
const borrowersOf = ({ sessions }: ManuscriptNeeds, folder: string): string[] =>
  sessions.all().flatMap((session) => (manuscriptOf(session) === folder ? [session.key] : []));

export function isMirrored({ sessions, texts }: ManuscriptNeeds, key: string): boolean {
  const session = sessions.find(key);
  return session !== undefined && completer(session) !== undefined && !!texts.find(key);
}
