/**
 * One thing about each document, remembered with the workspace: by the hash of the document's key,
 * so no words and no names of files. What is read back is parsed; of the oldest documents nothing
 * is remembered.
 */
import * as v from 'valibot';
import { modelId } from './modelFiles';

/** The part of VS Code's Memento that is needed. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface Remembered<T> {
  /** The same object until another is chosen. */
  of(documentKey: string): T | undefined;
  choose(documentKey: string, value: T | undefined): void;
  /** A document has another key now. */
  move(from: string, to: string): void;
  /** Wherever the one was chosen, the other is now. */
  exchange(one: T, other: T): void;
}

const mostRemembered = 200;

/** @param place its name in the memory */
export function createRemembered<T>(
  memory: Memory,
  place: string,
  schema: v.GenericSchema<unknown, T>,
): Remembered<T> {
  const remembered = v.safeParse(v.array(v.tuple([v.string(), schema])), memory.get(place));
  const chosen = new Map<string, T>(remembered.success ? remembered.output : []);

  function choose(documentKey: string, value: T | undefined): void {
    const id = modelId(documentKey);
    if (!chosen.delete(id) && value === undefined) return;
    if (value !== undefined) chosen.set(id, value);
    void memory.update(place, [...chosen].slice(-mostRemembered));
  }
  return {
    of: (documentKey) => (chosen.size === 0 ? undefined : chosen.get(modelId(documentKey))),
    choose,
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
