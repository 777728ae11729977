import { describe, expect, it } from 'vitest';
import { readerOf } from './readerStage';

const sentence = 'The keeper walked along the cliff and the wind was warm.\n';
const rare = 'Wolves were seen in 1912 near foo_bar, waterWheel and wrack.\n';

function typed(letters: string) {
  const reader = readerOf(sentence.repeat(30) + rare);
  reader.type(letters);
  return reader;
}

const wordsOf = (ranked: readonly { readonly word: string }[]): string[] =>
  ranked.map(({ word }) => word);

describe('The word list', () => {
  it('ranks the words that begin with what is typed, with probabilities that sum to 1', async () => {
    const reader = typed('The keeper wa');
    const { range, ranked } = await reader.list(2);
    expect(range).toEqual({ start: reader.text.length - 2, end: reader.text.length });
    expect(wordsOf(ranked).sort()).toEqual(['walked', 'warm', 'was', 'waterWheel']);
    expect(ranked[0].word).toBe('walked');
    expect(ranked.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    expect(ranked.every(({ shown }) => shown !== undefined)).toBe(true);
  });

  it('holds every other word that VS Code would show, but not the one being typed', async () => {
    const { ranked, others } = await typed('The keeper wr').list(2);
    // The second letter, too, may stand later in the word.
    expect(wordsOf(ranked)).toEqual(['wrack']);
    expect(others).toEqual(
      ['Wolves', 'were', 'waterWheel', 'warm'].filter((w) => /r/.test(w)).sort(),
    );
  });

  it('counts the word that is typed in full among those that may be meant', async () => {
    expect(wordsOf((await typed('The wind was').list(3)).ranked)).toEqual(['was']);
  });

  it('takes a word in the case that is typed, and keeps it as it stands in the text', async () => {
    const { ranked, others } = await typed('A warm W').list(1);
    expect(wordsOf(ranked)).toContain('Wind');
    expect(others).toContain('wind');
    expect(others).not.toContain('W');
  });

  it('lists words of other open texts when it was told them, and asks for those it lacks', async () => {
    const reader = typed('W');
    const other = { documentKey: 'file:///other.txt', version: 3 };
    const before = await reader.list(1, { others: [other] });
    expect(before.missing).toEqual([other.documentKey]);
    expect(before.others).not.toContain('weathervane');
    reader.tell({ ...other, text: 'a weathervane' });
    const told = await reader.list(1, { others: [other] });
    expect(told.missing).toEqual([]);
    expect(told.others).toContain('weathervane');
    const edited = await reader.list(1, { others: [{ ...other, version: 4 }] });
    expect(edited.missing).toEqual([other.documentKey]);
  });

  it('has both where VS Code takes more for a word than we do', async () => {
    const { range, ranked, others } = await typed('near foo_ba').list(6);
    expect(range.end - range.start).toBe(2);
    expect(wordsOf(ranked)).toEqual(['bar']);
    expect(others).toEqual(['foo_bar']);
  });

  it('shows next words, and all words of the text, where nothing is typed', async () => {
    const { ranked, others } = await typed('The keeper ').list(0);
    expect(ranked[0].word).toBe('walked');
    const all = [...wordsOf(ranked), ...others];
    for (const word of ['foo_bar', 'Wolves', 'cliff']) expect(all).toContain(word);
    expect(new Set(all).size).toBe(all.length);
  });

  it('has the beginning that several words share where no ending is sure', async () => {
    const endings = ['understands', 'understanding', 'understandably'];
    const lines = endings.map((word) => `The patient gardener ${word} smiles.\n`).join('');
    const reader = readerOf(lines.repeat(200));
    reader.type('The patient gardener un');
    const { ranked, stem } = await reader.list(2);
    expect(wordsOf(ranked).sort()).toEqual([...endings].sort());
    expect(stem).toMatchObject({ word: 'understand', shown: true });
    expect(stem?.probability).toBeGreaterThan(0.9);
    expect(await typed('The keeper wr').list(2)).not.toHaveProperty('stem');
  });
});
