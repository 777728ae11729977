/** Words inside runs of scripts without spaces: what is typed may be a word, or the beginning of one. */
import { describe, expect, it } from 'vitest';
import { readerOf } from './readerStage';

const chinese = '我们今天去北京大学学习。他们明天去上海图书馆学习。\n'.repeat(12);
const japanese =
  '私は東京の大学で日本語を勉強します。彼は京都の図書館で歴史を勉強します。\n'.repeat(12);
const thai = 'วันนี้เราไปโรงเรียน พรุ่งนี้เขาไปตลาด\n'.repeat(12);

async function after(text: string, typed: string) {
  const reader = readerOf(text);
  reader.type(typed);
  return { reader, answer: await reader.complete({ precision: 0.8 }) };
}

const inserted = ({ word, after: before = '' }: { word: string; after?: string }) => before + word;

describe('Inside a run without spaces', () => {
  it.each([
    ['Chinese', chinese, '我们今天'],
    ['Japanese', japanese, '私は東京'],
    ['Thai', thai, 'วันนี้เรา'],
  ])('there is a next word: %s', async (_, text, typed) => {
    const { reader, answer } = await after(text, typed);
    const next = answer.words.filter((word) => word.after !== undefined);
    expect(next.length).toBeGreaterThan(0);
    const { start, end } = answer.range;
    expect(end).toBe(reader.text.length);
    const last = reader.text.slice(start, end);
    expect(typed.endsWith(last)).toBe(true);
    // In place of what is typed of the last word stands that and the next one.
    expect(inserted(next[0]).startsWith(last)).toBe(true);
    expect(text).toContain(typed + next[0].word);
    const sum = answer.words.reduce((all, { probability }) => all + probability, 0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('the word that is begun is finished as well', async () => {
    const { answer } = await after(chinese, '他们明天去图');
    const words = answer.words.map(inserted);
    expect(words.some((word) => word.startsWith('图书'))).toBe(true);
  });

  it('there is a list at every place, also where the run goes on behind it', async () => {
    for (const text of [chinese, japanese, thai]) {
      const reader = readerOf(text);
      const line = text.slice(0, text.indexOf('\n'));
      for (let offset = 1; offset < line.length; offset++) {
        // No word begins between a letter and its mark.
        if (/^[\p{M}\p{P} ]/u.test(line.slice(offset))) continue;
        const { words, range } = await reader.complete({ offset });
        expect(words.length, line.slice(0, offset)).toBeGreaterThan(0);
        expect(range.end).toBe(offset);
      }
    }
  });

  it('a word of two characters saves as much as one of four letters', async () => {
    const { answer } = await after(chinese, '我们');
    const next = answer.words.find(({ word }) => word === '今天');
    expect(next?.saves).toBe(4);
  });

  it('is none where words have spaces: there the next word needs one', async () => {
    const { answer } = await after('the sea was calm\n'.repeat(20), 'the sea');
    expect(answer.words.every((word) => word.after === undefined)).toBe(true);
  });
});
