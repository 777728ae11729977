/**
 * Sends the chapters of a manuscript that are not open to the threads that mirror the open ones, so
 * that word sequences are counted over all of it: the files that the folder's model learnt from, and
 * chapters begun since, in order, in small pieces. Each is read when the first chapter of the folder
 * is opened, and again when it was closed, saved or changed on disk; nothing of it is kept here. A
 * minute after the last chapter was closed the threads forget them.
 */
import type { ManuscriptContract } from '../../shared/contracts/documents';
import type { Timer } from '../../shared/wire/rpc';
import type { Listen, Subscription } from '../common/listeners';
import { together } from '../common/listeners';
import type { MirroredTexts } from './documentMirrors';
import { modelId } from '../sessions/modelFiles';
import { completer, manuscriptOf } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';

/** The part of a supervised thread that this needs. */
export interface ChapterThread {
  tell<K extends keyof ManuscriptContract>(
    method: K,
    request: Parameters<ManuscriptContract[K]>[0],
  ): void;
  onRestart(listener: () => void): Subscription;
}

export interface ChapterFiles {
  keyOf(folder: string, path: string): string;
  /** What is in the editor where it is open there; undefined where there is no such text. */
  read(key: string): Promise<string | undefined>;
  /** Calls with the key of a file in the folder that changed, came or went. */
  watch(folder: string, changed: (key: string) => void): Subscription;
  readonly onDidSave: Listen<string>;
}

export interface ChapterMirrorsOptions {
  readonly texts: Pick<MirroredTexts, 'find' | 'onDidOpen' | 'onDidClose'>;
  readonly sessions: Pick<Sessions, 'find' | 'all' | 'onDidChange'>;
  readonly threads: readonly ChapterThread[];
  readonly files: ChapterFiles;
  readonly timer: Timer;
  readonly log: (line: string) => void;
}

/** One manuscript that is open. */
interface Needs {
  readonly folder: string;
  readonly watching: Subscription;
  /** Chapters that the threads have, with their lengths in UTF-16 units. */
  readonly sent: Map<string, number>;
  /** The keys of the files that the folder's model learnt from. */
  learnt: { readonly files: readonly string[] | undefined; readonly keys: readonly string[] };
  sending: boolean;
  closed: boolean;
  /** Stops the clock that runs since the last chapter was closed. */
  stop: (() => void) | undefined;
}

/** UTF-16 units, so that a piece has at most 1 MB. */
const piece = 1 << 19;
/** Of all chapters that are sent, about two million words; what is beyond is not counted. */
const mostUnits = 8 << 20;
const keptFor = 60_000;

export function mirrorChapters(options: ChapterMirrorsOptions): Subscription {
  const { texts, sessions, threads, files, timer, log } = options;
  const rooms = new Map<string, Needs>();

  const tellAll: ChapterThread['tell'] = (method, request) => {
    for (const thread of threads) thread.tell(method, request);
  };

  const lent = (folder: string): string[] =>
    sessions.all().flatMap((session) => (manuscriptOf(session) === folder ? [session.key] : []));
  const isMirrored = (key: string): boolean => {
    const session = sessions.find(key);
    return session !== undefined && completer(session) !== undefined && !!texts.find(key);
  };

  /** Chapters that are not mirrored, in order. */
  function wanted(room: Needs): string[] {
    const { folder } = room;
    const borrowers = lent(folder);
    const open = new Set(borrowers.filter(isMirrored));
    const learnt = sessions.find(folder)?.files;
    if (room.learnt.files !== learnt) {
      const keys = (learnt ?? []).map((path) => files.keyOf(folder, path));
      room.learnt = { files: learnt, keys };
    }
    return [...new Set([...room.learnt.keys, ...borrowers])].filter((key) => !open.has(key));
  }

  function update(folder: string): void {
    const isOpen = lent(folder).some(isMirrored);
    const room = rooms.get(folder);
    if (!isOpen) return room && leave(room);
    room?.stop?.();
    const now = room ?? openRoom(folder);
    now.stop = undefined;
    void send(now);
  }

  function openRoom(folder: string): Needs {
    const watching = files.watch(folder, (key) => again(room, key));
    const room: Needs = {
      ...{ folder, watching, sent: new Map(), learnt: { files: undefined, keys: [] } },
      ...{ sending: false, closed: false, stop: undefined },
    };
    rooms.set(folder, room);
    return room;
  }

  function leave(room: Needs): void {
    room.stop ??= timer.after(keptFor, () => {
      close(room);
      tellAll('closeManuscript', { manuscript: room.folder });
    });
  }

  function close(room: Needs): void {
    room.closed = true;
    room.stop?.();
    room.watching.dispose();
    rooms.delete(room.folder);
  }

  /** What the file says may have changed. */
  function again(room: Needs, key: string): void {
    if (room.sent.delete(key)) void send(room);
  }

  async function send(room: Needs): Promise<void> {
    if (room.sending) return;
    room.sending = true;
    const { folder, sent } = room;
    try {
      const before = sent.size;
      for (;;) {
        const next = wanted(room).find((key) => !sent.has(key));
        if (room.closed || next === undefined) break;
        sent.set(next, 0);
        await sendOne(room, next);
      }
      forgetOthers(room);
      const lengths = [...sent.values()];
      const units = lengths.reduce((sum, length) => sum + length, 0);
      if (sent.size === before) return;
      const left = lengths.filter((length) => length === 0).length;
      log(
        `manuscript ${modelId(folder)}: ${sent.size - left} closed files counted, ${units} characters, ${left} not`,
      );
    } finally {
      room.sending = false;
    }
  }

  /** What is no chapter any more is dropped; what is open is mirrored from now on. */
  function forgetOthers(room: Needs): void {
    const now = new Set(wanted(room));
    for (const key of [...room.sent.keys()]) {
      if (now.has(key)) continue;
      room.sent.delete(key);
      if (isMirrored(key)) continue;
      tellAll('dropChapter', { manuscript: room.folder, chapterKey: key });
    }
  }

  async function sendOne(room: Needs, key: string): Promise<void> {
    const { folder, sent } = room;
    const text = await files.read(key);
    // It was closed, opened or changed while it was read.
    if (room.closed || !sent.has(key)) return;
    if (!wanted(room).includes(key)) return void sent.delete(key);
    const units = [...sent.values()].reduce((sum, length) => sum + length, 0);
    const chapter = { manuscript: folder, chapterKey: key };
    if (text === undefined || units + text.length > mostUnits)
      return tellAll('dropChapter', chapter);
    sent.set(key, text.length);
    for (let at = 0; at === 0 || at < text.length; at += piece) {
      const last = at + piece >= text.length;
      tellAll('tellChapter', { ...chapter, piece: text.slice(at, at + piece), last });
    }
  }

  function updateAround(key: string): void {
    const session = sessions.find(key);
    const folder = session && manuscriptOf(session);
    if (folder !== undefined) update(folder);
    else for (const room of rooms.values()) if (key.startsWith(room.folder)) update(room.folder);
  }

  function sendAgain(): void {
    for (const room of rooms.values()) {
      room.sent.clear();
      void send(room);
    }
  }

  const listening = together(
    texts.onDidOpen(({ key }) => updateAround(key)),
    texts.onDidClose(({ key }) => updateAround(key)),
    files.onDidSave((key) => rooms.forEach((room) => again(room, key))),
    sessions.onDidChange(({ session, event }) => {
      if (event.kind !== 'progress') updateAround(session.key);
    }),
    ...threads.map((thread) => thread.onRestart(sendAgain)),
  );
  return {
    dispose() {
      listening.dispose();
      for (const room of [...rooms.values()]) close(room);
    },
  };
}
