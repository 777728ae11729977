/**
 * Keeps the documents that have a model, or are getting one, mirrored in the threads that answer
 * questions: opened whole, followed edit by edit in order, given their newest model, closed. A thread
 * that was restarted gets everything again. Other texts are never sent.
 */
import type { DocumentsContract, ModelSource } from '../../shared/contracts/documents';
import type { Timer } from '../../shared/wire/rpc';
import type { EditedThread } from './gatheredEdits';
import { gatherEdits } from './gatheredEdits';
import type { Listen, Subscription } from '../common/listeners';
import { together } from '../common/listeners';
import type { OpenText, TextEdit } from '../texts/openText';
import type { Sessions } from '../sessions/sessions';
import { answerer, manuscriptOf } from '../sessions/sessionState';

/** The part of a supervised thread that mirrors need. */
export interface MirrorThread extends EditedThread {
  tell<K extends keyof DocumentsContract>(
    method: K,
    request: Parameters<DocumentsContract[K]>[0],
  ): void;
  onRestart(listener: () => void): Subscription;
}

export interface MirroredTexts {
  find(key: string): OpenText | undefined;
  readonly onDidOpen: Listen<OpenText>;
  readonly onDidEdit: Listen<TextEdit>;
  readonly onDidClose: Listen<OpenText>;
}

interface Given {
  readonly source: ModelSource;
  /** Whose chapter it is. */
  readonly manuscript?: string;
}

export interface DocumentMirrors extends Subscription {
  /** Whether questions about the document can be answered. */
  has(key: string): boolean;
}

export function mirrorDocuments(options: {
  readonly texts: MirroredTexts;
  readonly sessions: Pick<Sessions, 'find' | 'onDidChange'>;
  readonly threads: readonly MirrorThread[];
  readonly timer: Timer;
}): DocumentMirrors {
  const { texts, sessions, threads, timer } = options;
  const edits = threads.map((thread) => gatherEdits(thread, timer));
  /** What each mirrored document was given. */
  const given = new Map<string, Given>();

  const tellAll: MirrorThread['tell'] = (method, request) => {
    for (const thread of threads) thread.tell(method, request);
  };

  function update(key: string): void {
    const text = texts.find(key);
    const session = sessions.find(key);
    const model = session && answerer(session);
    if (!text || !model) return close(key);
    const manuscript = manuscriptOf(session);
    const before = given.get(key);
    if (before?.source === model && before.manuscript === manuscript) return;
    if (!before) tellAll('openDocument', whole(text));
    const now = { source: model, ...(manuscript === undefined ? {} : { manuscript }) };
    given.set(key, now);
    tellAll('useModel', { documentKey: key, ...now });
  }

  function close(key: string): void {
    if (given.delete(key)) tellAll('closeDocument', { documentKey: key });
  }

  function edit({ text, changes }: TextEdit): void {
    const now = given.get(text.key);
    if (!now) return;
    const { key: documentKey, version } = text;
    if (changes) return edits.forEach((one) => one.add({ documentKey, version, changes }));
    tellAll('openDocument', whole(text));
    tellAll('useModel', { documentKey, ...now });
  }

  function sendAgain(thread: MirrorThread): void {
    for (const [key, now] of given) {
      const text = texts.find(key);
      if (!text) continue;
      thread.tell('openDocument', whole(text));
      thread.tell('useModel', { documentKey: key, ...now });
    }
  }

  const listening = together(
    texts.onDidOpen((text) => update(text.key)),
    texts.onDidEdit(edit),
    texts.onDidClose((text) => close(text.key)),
    sessions.onDidChange(({ session }) => update(session.key)),
    ...threads.map((thread) => thread.onRestart(() => sendAgain(thread))),
    ...edits,
  );
  return { has: (key) => given.has(key), dispose: () => listening.dispose() };
}

const whole = (text: OpenText) => ({
  documentKey: text.key,
  version: text.version,
  text: text.text(),
});
