/** Threads, texts and files that only remember what they were told, for tests. */
import { createListeners } from '../../src/host/common/listeners';
import { createDocumentMemories } from '../../src/host/sessions/documentMemory';
import type { OpenText, TextEdit } from '../../src/host/texts/openText';

export type Told = readonly [method: string, request: unknown];

export function fakeThread() {
  const told: Told[] = [];
  const restarts = createListeners<string>();
  const sendings = createListeners<undefined>();
  return {
    told,
    tell(method: string, request: unknown) {
      sendings.fire(undefined);
      told.push([method, request]);
    },
    /** Something is asked, whatever it is. */
    ask: () => sendings.fire(undefined),
    beforeSending: (listener: () => void) => sendings.listen(listener),
    onRestart: (listener: (reason: string) => void) => restarts.listen(listener),
    restart: () => restarts.fire('a test'),
  };
}

export function textOf(key: string, words: string, version = 1): OpenText {
  return { key, name: key, version, untitled: key.startsWith('untitled:'), text: () => words };
}

export function fakeTexts() {
  const open = new Map<string, OpenText>();
  const opened = createListeners<OpenText>();
  const edited = createListeners<TextEdit>();
  const closed = createListeners<OpenText>();
  return {
    find: (key: string) => open.get(key),
    onDidOpen: opened.listen,
    onDidEdit: edited.listen,
    onDidClose: closed.listen,
    open(text: OpenText) {
      open.set(text.key, text);
      opened.fire(text);
    },
    edit(edit: TextEdit) {
      open.set(edit.text.key, edit.text);
      edited.fire(edit);
    },
    close(text: OpenText) {
      open.delete(text.key);
      closed.fire(text);
    },
  };
}

/** A clock that stands still until it is told to ring. */
export function stillTimer() {
  let alarms: (() => void)[] = [];
  return {
    after(_: number, then: () => void) {
      alarms.push(then);
      return () => void (alarms = alarms.filter((one) => one !== then));
    },
    ring() {
      for (const then of alarms.splice(0)) then();
    },
  };
}

/** What is remembered about documents, in a memory that lasts as long as the test. */
export function memories(kept = new Map<string, unknown>()) {
  return createDocumentMemories({
    get: (key) => kept.get(key),
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  });
}
