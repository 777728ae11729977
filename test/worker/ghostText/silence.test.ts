import { describe, expect, it } from 'vitest';
import { readerOf } from './readerStage';

const sentence = 'The keeper walked along the lighthouse and the light was warm.\n';

function typed(letters: string) {
  const reader = readerOf(sentence.repeat(30));
  reader.type(letters);
  return reader;
}

/** After a word that was never seen before them, three endings are equally likely. */
function typedOfMany(letters: string) {
  const endings = ['characteristic', 'characteristics', 'characteristically'];
  const sentences = endings.map((word) => `The sea has ${word} and it is warm.\n`).join('');
  const reader = readerOf(sentences.repeat(150));
  reader.type(letters);
  return reader;
}

describe('Where no ending of a word is sure', () => {
  it('the beginning that the words share is offered', async () => {
    const { words, stem } = await typedOfMany('xyz cha').complete({ precision: 0.8 });
    expect(words.slice(0, 3).map(({ shown }) => shown)).toEqual([false, false, false]);
    expect(stem).toMatchObject({ word: 'characteristic', saves: 11, shown: true });
    expect(stem?.probability).toBeGreaterThan(0.8);
  });

  it('there is none where nothing is typed, where all is asked for, and where an ending is sure', async () => {
    expect(await typedOfMany('xyz ').complete({ precision: 0.8 })).not.toHaveProperty('stem');
    expect(await typedOfMany('xyz cha').complete()).not.toHaveProperty('stem');
    expect(await typedOfMany('it is wa').complete({ precision: 0.8 })).not.toHaveProperty('stem');
  });

  it('it is among the guesses, with what it needs', async () => {
    const { stem, worthwhile } = await typedOfMany('xyz cha').explain(4);
    expect(stem?.word).toBe('characteristic');
    expect(stem?.probability).toBeGreaterThan(stem?.needed ?? 1);
    expect(worthwhile?.probability).toBeLessThan(worthwhile?.needed ?? 0);
    expect(await typedOfMany('xyz cha').explain(12)).not.toHaveProperty('stem');
  });
});

describe('The guesses at a place', () => {
  it('are the best one, and the best one that saves enough', async () => {
    const { best, worthwhile, letters, mayStand, start } = await typed('and the lig').explain(4);
    expect([best?.word, best?.saved]).toEqual(['light', 2]);
    expect([worthwhile?.word, worthwhile?.saved]).toEqual(['lighthouse', 7]);
    expect([letters, mayStand]).toEqual([3, true]);
    expect(start).toBe(sentence.length * 30 + 'and the '.length);
  });

  it('come with what they need: what ghost text is decided by', async () => {
    const reader = typed('walked along the lig');
    const { worthwhile } = await reader.explain(4);
    const { words } = await reader.complete({ precision: 0.8 });
    const same = words.find(({ word }) => word === worthwhile?.word);
    expect(same?.shown).toBe(worthwhile && worthwhile.probability >= worthwhile.needed);
    expect(worthwhile?.needed).toBeGreaterThan(0);
    expect(worthwhile?.needed).toBeLessThanOrEqual(1);
  });

  it('are stricter with a short text than what followed the words shown so far', async () => {
    const { worthwhile } = await typed('walked along the lig').explain(4);
    expect(worthwhile?.followed).toBe(worthwhile?.learnt);
    expect(worthwhile?.needed).toBeGreaterThan(worthwhile?.followed ?? 1);
  });

  it('say what stays because it was suggested at this word already', async () => {
    const reader = typed('walked along the lig');
    const { start } = await reader.explain(4);
    const staying = async (last: { start: number; word: string }) =>
      (await reader.explain(4, last)).staying?.word;
    expect(await staying({ start, word: 'light' })).toBe('light');
    expect(await staying({ start, word: 'lig' })).toBeUndefined();
    expect(await staying({ start: start - 1, word: 'light' })).toBeUndefined();
  });

  it('are none where no word begins so, and none within a number', async () => {
    const unknown = await typed('and xyz').explain(4);
    expect(unknown).not.toHaveProperty('best');
    expect(unknown.mayStand).toBe(true);
    expect((await typed('in 19').explain(4)).mayStand).toBe(false);
  });
});
