/**
 * What each document is coloured by. Remembered with the workspace, except for a substituted word: it
 * is a place in the text, so it lasts as long as the window, moves with edits before it, and is dropped
 * when the word itself is edited.
 */
import type { ColourMeasure, SubstitutedMeasure } from '../../shared/questions/editor/colours';
import { lastingMeasureSchema } from '../../shared/questions/editor/colours';
import type { TextChange } from '../../shared/contracts/documents';
import type { DocumentMemories } from '../sessions/documentMemory';

export interface ColourMemory {
  /** The same object until another is chosen, or the word moves. */
  of(documentKey: string): ColourMeasure | undefined;
  choose(documentKey: string, measure: ColourMeasure | undefined): void;
  /** @param changes of the text; none: it was read again */
  edited(documentKey: string, changes: readonly TextChange[] | undefined): void;
}

export function createColourMemory(memories: DocumentMemories): ColourMemory {
  const lasting = memories.of('gatescope.colours', lastingMeasureSchema);
  const words = new Map<string, SubstitutedMeasure>();
  return {
    of: (documentKey) => words.get(documentKey) ?? lasting.of(documentKey),
    choose(documentKey, measure) {
      words.delete(documentKey);
      if (measure?.by === 'substituted') words.set(documentKey, measure);
      lasting.choose(documentKey, measure?.by === 'substituted' ? undefined : measure);
    },
    edited(documentKey, changes) {
      const measure = words.get(documentKey);
      if (!measure) return;
      const at = changes && placeAfter(measure, changes);
      if (at === undefined) words.delete(documentKey);
      else if (at !== measure.at) words.set(documentKey, { ...measure, at });
    },
  };
}

/** What would make another word of it. */
const letters = /[\p{L}\p{M}\p{N}_'’]/u;

/** Where the word is after the changes; undefined: they touched it. */
function placeAfter(
  { at, word }: SubstitutedMeasure,
  changes: readonly TextChange[],
): number | undefined {
  let place = at;
  for (const { offset, length, text } of changes) {
    const end = place + word.length;
    const isBefore = offset + length < place || (offset + length === place && !joins(text.at(-1)));
    const isBehind = offset > end || (offset === end && length === 0 && !joins(text.at(0)));
    if (isBefore) place += text.length - length;
    else if (!isBehind) return undefined;
  }
  return place;
}

const joins = (letter: string | undefined): boolean => letter !== undefined && letters.test(letter);
