/**
 * One thing about each document, remembered with the workspace: by the hash of the document's key,
 * so no words and no names of files. What is read back is parsed; of the oldest documents nothing
 * is remembered.
 */
import * as v from 'valibot';
import type { Listen } from '../common/listeners';
import { createListeners } from '../common/listeners';
import { modelId } from './modelFiles';

/** The part of VS Code's Memento that is needed. */
export interface StoredValues {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface DocumentMemory<T> {
  /** The same object until another is chosen. */
  of(documentKey: string): T | undefined;
  choose(documentKey: string, value: T | undefined): void;
  /** A document has another key now. */
  move(from: string, to: string): void;
  /** Wherever the one was chosen, the other is now. */
  exchange(one: T, other: T): void;
  /** About no document at all. */
  isEmpty(): boolean;
  /** Something about this one. */
  knows(documentKey: string): boolean;
}

type Followed = Pick<DocumentMemory<never>, 'move' | 'isEmpty' | 'knows'>;

/** All that is remembered about documents, so that it can follow them to their new names together. */
export interface DocumentMemories extends Followed {
  /** @param place its name in the memory */
  of<T>(place: string, schema: v.GenericSchema<unknown, T>): DocumentMemory<T>;
  readonly onDidMove: Listen<undefined>;
}

export function createDocumentMemories(memory: StoredValues): DocumentMemories {
  const places: Followed[] = [];
  const moves = createListeners<undefined>();
  return {
    of(place, schema) {
      const remembered = createDocumentMemory(memory, place, schema);
      places.push(remembered);
      return remembered;
    },
    move(from, to) {
      for (const one of places) one.move(from, to);
      moves.fire(undefined);
    },
    isEmpty: () => places.every((one) => one.isEmpty()),
    knows: (documentKey) => places.some((one) => one.knows(documentKey)),
    onDidMove: moves.listen,
  };
}

const mostRemembered = 200;

/** @param place its name in the memory */
export function createDocumentMemory<T>(
  memory: StoredValues,
  place: string,
  schema: v.GenericSchema<unknown, T>,
): DocumentMemory<T> {
  const remembered = v.safeParse(v.array(v.tuple([v.string(), schema])), memory.get(place));
  const chosen = new Map<string, T>(remembered.success ? remembered.output : []);
  // Asked about one document again and again, with every letter that is typed.
  let last = { documentKey: '', id: '' };
  const idOf = (documentKey: string): string => {
    if (last.documentKey !== documentKey) last = { documentKey, id: modelId(documentKey) };
    return last.id;
  };

  function choose(documentKey: string, value: T | undefined): void {
    const id = modelId(documentKey);
    if (!chosen.delete(id) && value === undefined) return;
    if (value !== undefined) chosen.set(id, value);
    void memory.update(place, [...chosen].slice(-mostRemembered));
  }
  return {
    of: (documentKey) => (chosen.size === 0 ? undefined : chosen.get(idOf(documentKey))),
    choose,
    isEmpty: () => chosen.size === 0,
    knows: (documentKey) => chosen.has(modelId(documentKey)),
    move(from, to) {
      const value = chosen.get(modelId(from));
      if (value === undefined) return;
      choose(from, undefined);
      choose(to, value);
    },
    exchange(one, other) {
      const holders = [...chosen].filter(([, value]) => value === one);
      if (holders.length === 0) return;
      for (const [id] of holders) chosen.set(id, other);
      void memory.update(place, [...chosen].slice(-mostRemembered));
    },
  };
}
