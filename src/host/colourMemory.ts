/**
 * Which document is coloured by what, remembered with the workspace. By the hash of the document's
 * key and in numbers: no words and no names of files. What is read back is parsed.
 */
import * as v from 'valibot';
import type { ColourMeasure } from '../shared/colours';
import { colourMeasureSchema } from '../shared/colours';
import { modelId } from './modelFiles';

/** The part of VS Code's Memento that is needed. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface ColourMemory {
  /** The same object until another is chosen. */
  of(documentKey: string): ColourMeasure | undefined;
  choose(documentKey: string, measure: ColourMeasure | undefined): void;
  /** A document has another key now. */
  move(from: string, to: string): void;
}

const place = 'gatescope.colours';
/** Of older documents nothing is remembered. */
const mostRemembered = 200;
const remembered = v.fallback(v.array(v.tuple([v.string(), colourMeasureSchema])), []);

export function createColourMemory(memory: Memory): ColourMemory {
  const chosen = new Map(v.parse(remembered, memory.get(place)));

  function choose(documentKey: string, measure: ColourMeasure | undefined): void {
    const id = modelId(documentKey);
    chosen.delete(id);
    if (measure) chosen.set(id, measure);
    const newest = [...chosen].slice(-mostRemembered);
    void memory.update(place, newest);
  }
  return {
    of: (documentKey) => (chosen.size === 0 ? undefined : chosen.get(modelId(documentKey))),
    choose,
    move(from, to) {
      const measure = chosen.get(modelId(from));
      if (!measure) return;
      choose(from, undefined);
      choose(to, measure);
    },
  };
}
