import { describe, expect, it } from 'vitest';
import { createColourMemory } from '../../../src/host/colours/colourMemory';
import { createDocumentMemories } from '../../../src/host/sessions/documentMemory';
import type { SubstitutedMeasure } from '../../../src/shared/questions/editor/colours';
import type { TextChange } from '../../../src/shared/contracts/documents';

const king: SubstitutedMeasure = {
  by: 'substituted',
  at: 10,
  word: 'king',
  replacement: { kind: 'word', word: 'queen' },
};

function memories() {
  const kept = new Map<string, unknown>();
  const memory = createDocumentMemories({
    get: (key) => kept.get(key),
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  });
  return { memory, written: () => JSON.stringify([...kept.values()]) };
}

function afterEdits(...changes: TextChange[]): number | undefined {
  const colours = createColourMemory(memories().memory);
  colours.choose('a', king);
  colours.edited('a', changes);
  const measure = colours.of('a');
  return measure?.by === 'substituted' ? measure.at : undefined;
}

describe('What a text is coloured by', () => {
  it('keeps a substituted word for the window only: no word is written down', () => {
    const { memory, written } = memories();
    const colours = createColourMemory(memory);
    colours.choose('a', { by: 'rank' });
    colours.choose('a', king);
    expect(colours.of('a')).toBe(king);
    expect(written()).not.toMatch(/king|queen|rank/);
    expect(createColourMemory(memory).of('a')).toBeUndefined();
    colours.choose('a', { by: 'surprise' });
    expect(createColourMemory(memory).of('a')).toEqual({ by: 'surprise' });
  });

  it('moves a substituted word along with what is edited before it', () => {
    expect(afterEdits({ offset: 0, length: 0, text: 'abc ' })).toBe(14);
    expect(afterEdits({ offset: 2, length: 5, text: '' })).toBe(5);
    expect(afterEdits({ offset: 14, length: 0, text: ', and' })).toBe(10);
    expect(afterEdits({ offset: 90, length: 3, text: 'x' })).toBe(10);
    // VS Code tells the changes of one edit from the last to the first.
    expect(afterEdits({ offset: 30, length: 1, text: '' }, { offset: 1, length: 1, text: '' })).toBe(9); // prettier-ignore
    expect(afterEdits({ offset: 10, length: 0, text: 'old ' })).toBe(14);
  });

  it('ends when the word itself is edited, or the text is read anew', () => {
    for (const change of [
      { offset: 11, length: 0, text: 'x' },
      { offset: 14, length: 0, text: 'dom' },
      { offset: 10, length: 0, text: 'un' },
      { offset: 0, length: 12, text: '' },
      { offset: 10, length: 4, text: 'queen' },
    ]) {
      expect(afterEdits(change)).toBeUndefined();
    }
    const colours = createColourMemory(memories().memory);
    colours.choose('a', king);
    colours.edited('a', undefined);
    expect(colours.of('a')).toBeUndefined();
  });
});
