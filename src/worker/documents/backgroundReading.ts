/**
 * Background work on the documents while no question is pending: counting their words and reading them
 * to their ends. The document asked about last comes first; reading through the newest weights waits
 * for a pause in typing. This file decides what to do; `scheduling/background.ts` does it.
 *
 * Invariant: a chore belongs to what the document has at this moment, so the list is asked for again
 * before each step.
 */
import type { Clock } from '../platform/clock';
import type { Chore } from '../scheduling/background';
import { createTypingPause } from '../scheduling/typingPause';
import { isCurrent, unread, type DocumentView } from '../view/documentView';
import type { MirroredDocument } from './mirroredDocument';

export interface BackgroundReading {
  /** There was a question about the document. */
  asked(documentKey: string): void;
  /** The user typed, in any document. */
  typed(): void;
  closed(documentKey: string): void;
  /** Of the document asked about last, where it is read to its end and its model stands still. */
  settled(): DocumentView | undefined;
  /** The most urgent first. */
  chores(): readonly Chore[];
}

interface Needs {
  readonly find: (documentKey: string) => MirroredDocument | undefined;
  /** Called when a pause in typing gives it something to do. */
  readonly wake: () => void;
  readonly clock: Pick<Clock, 'now' | 'after'>;
}

export function createBackgroundReading({ find, wake, clock }: Needs): BackgroundReading {
  const typingPause = createTypingPause(clock, wake);
  /** Keys of documents, the one asked about last first. */
  let recent: readonly string[] = [];
  const others = (documentKey: string) => recent.filter((key) => key !== documentKey);
  const mayRead = (view: DocumentView): boolean => !typingPause.waitsWith(unread(view));
  return {
    asked(documentKey) {
      recent = [documentKey, ...others(documentKey)];
    },
    typed: () => typingPause.disturb(),
    closed(documentKey) {
      recent = others(documentKey);
    },
    settled() {
      const { view, source } = find(recent[0] ?? '') ?? {};
      if (!view || source?.kind !== 'file' || !isCurrent(view)) return undefined;
      return unread(view) > 0 ? undefined : view;
    },
    chores() {
      const documents = recent.flatMap((key) => find(key) ?? []);
      return [...countingOf(documents), ...readingOf(documents, mayRead), ...pastOf(documents)];
    },
  };
}

const countingOf = (documents: readonly MirroredDocument[]): readonly Chore[] => [
  ...documents.flatMap(({ counted }) => counted?.counts ?? []),
  ...documents.flatMap(({ counted }) => counted?.experts ?? []),
];

function readingOf(
  documents: readonly MirroredDocument[],
  mayRead: (view: DocumentView) => boolean,
): readonly Chore[] {
  const views = documents.flatMap(({ view }) => (view && mayRead(view) ? view : []));
  return [
    ...views.map(({ trace }) => trace),
    ...views.map(({ nearbySurprises }) => nearbySurprises),
    ...views.flatMap(({ overviews }) => overviews ?? []),
  ];
}

/** Through snapshots of models. */
const pastOf = (documents: readonly MirroredDocument[]): readonly Chore[] =>
  documents.flatMap(({ past }) =>
    past && isCurrent(past) ? [past.trace, past.overviews ?? []].flat() : [],
  );
