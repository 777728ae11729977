/**
 * Sends the chapters of a manuscript that are not open to the threads that mirror the open ones, so
 * that word sequences are counted over all of it: the files that the folder's model learnt from, and
 * chapters begun since. Each is read when the first chapter of the folder is opened, and again when
 * it was closed, saved or changed on disk; nothing of it is kept here. A minute after the last
 * chapter was closed the threads forget them.
 */
import type { Timer } from '../../shared/wire/rpc';
import type { Listen, Subscription } from '../common/listeners';
import { together } from '../common/listeners';
import { manuscriptOf } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { MirroredTexts } from './documentMirrors';
import type { OpenManuscript } from './openManuscript';
import { hasOpenChapter } from './openManuscript';
import type { ChapterThread, SendingNeeds } from './sendChapters';
import { sendChapters, tellAll } from './sendChapters';

export type ChapterFiles = SendingNeeds['files'] & {
  /** Calls with the key of a file in the folder that changed, came or went. */
  watch(folder: string, changed: (key: string) => void): Subscription;
  readonly onDidSave: Listen<string>;
};

interface Needs extends SendingNeeds {
  readonly texts: Pick<MirroredTexts, 'find' | 'onDidOpen' | 'onDidClose'>;
  readonly sessions: Pick<Sessions, 'find' | 'all' | 'onDidChange'>;
  readonly threads: readonly (ChapterThread & {
    onRestart(listener: () => void): Subscription;
  })[];
  readonly files: ChapterFiles;
  readonly timer: Timer;
}

interface WatchedManuscript extends OpenManuscript {
  readonly watching: Subscription;
  /** Stops the clock that runs since the last chapter was closed. */
  stop: (() => void) | undefined;
}

interface Mirrors {
  readonly needs: Needs;
  /** By their folders. */
  readonly manuscripts: Map<string, WatchedManuscript>;
}

const keptFor = 60_000;

export function mirrorChapters(needs: Needs): Subscription {
  const mirrors: Mirrors = { needs, manuscripts: new Map() };
  const listening = listen(mirrors);
  return {
    dispose() {
      listening.dispose();
      for (const manuscript of [...mirrors.manuscripts.values()]) close(mirrors, manuscript);
    },
  };
}

function listen(mirrors: Mirrors): Subscription {
  const { texts, files, sessions, threads } = mirrors.needs;
  return together(
    texts.onDidOpen(({ key }) => updateAround(mirrors, key)),
    texts.onDidClose(({ key }) => updateAround(mirrors, key)),
    files.onDidSave((key) => mirrors.manuscripts.forEach((one) => again(mirrors, one, key))),
    sessions.onDidChange(({ session, event }) => {
      if (event.kind !== 'progress') updateAround(mirrors, session.key);
    }),
    ...threads.map((thread) => thread.onRestart(() => sendAgain(mirrors))),
  );
}

function updateAround(mirrors: Mirrors, key: string): void {
  const { needs, manuscripts } = mirrors;
  const session = needs.sessions.find(key);
  const own = session && manuscriptOf(session);
  if (own !== undefined) return update(mirrors, own);
  for (const { folder } of manuscripts.values())
    if (key.startsWith(folder)) update(mirrors, folder);
}

function update(mirrors: Mirrors, folder: string): void {
  const manuscript = mirrors.manuscripts.get(folder);
  if (!hasOpenChapter(mirrors.needs, folder)) return manuscript && leave(mirrors, manuscript);
  manuscript?.stop?.();
  const now = manuscript ?? open(mirrors, folder);
  now.stop = undefined;
  void sendChapters(mirrors.needs, now);
}

function open(mirrors: Mirrors, folder: string): WatchedManuscript {
  const { needs, manuscripts } = mirrors;
  const watching = needs.files.watch(folder, (key) => again(mirrors, manuscript, key));
  const manuscript: WatchedManuscript = {
    ...{ folder, watching, sent: new Map(), learnt: { files: undefined, keys: [] } },
    ...{ sending: false, closed: false, stop: undefined },
  };
  manuscripts.set(folder, manuscript);
  return manuscript;
}

function leave(mirrors: Mirrors, manuscript: WatchedManuscript): void {
  const { needs } = mirrors;
  manuscript.stop ??= needs.timer.after(keptFor, () => {
    close(mirrors, manuscript);
    tellAll(needs, 'closeManuscript', { manuscript: manuscript.folder });
  });
}

function close({ manuscripts }: Mirrors, manuscript: WatchedManuscript): void {
  manuscript.closed = true;
  manuscript.stop?.();
  manuscript.watching.dispose();
  manuscripts.delete(manuscript.folder);
}

/** What the file says may have changed. */
function again({ needs }: Mirrors, manuscript: OpenManuscript, key: string): void {
  if (manuscript.sent.delete(key)) void sendChapters(needs, manuscript);
}

function sendAgain({ needs, manuscripts }: Mirrors): void {
  for (const manuscript of manuscripts.values()) {
    manuscript.sent.clear();
    void sendChapters(needs, manuscript);
  }
}
