import { describe, expect, it } from 'vitest';
import { evaluationText } from '../../../src/engine/evaluation/evaluationText';

describe('evaluationText', () => {
  it('splits by token, 90, 5 and 5 percent, and takes the vocabulary of the first part', () => {
    const text = evaluationText(`${'a b '.repeat(45)}c c c c c c c c c c`, 'words');
    expect(text.split.train).toEqual({ from: 0, to: 90 });
    expect(text.split.test).toEqual({ from: 95, to: 100 });
    expect(text.words).toEqual(['', 'a', 'b']);
    expect(text.unknownShare).toBe(1);
    expect([...text.ids.subarray(88, 92)]).toEqual([1, 2, 0, 0]);
  });

  it('takes a run of line breaks for one and the same token, however long', () => {
    const text = evaluationText('a\n\nb\r\n\r\n\r\na\nb\n'.repeat(20), 'words');
    expect(text.words).toHaveLength(4);
    expect(text.tokenAt(1)).toBe('\n');
    expect(new Set([1, 3, 5, 7].map((position) => text.ids[position])).size).toBe(1);
  });

  it('reads <unk> as the unknown class between white space, and as itself elsewhere', () => {
    const source = 'a <unk> b '.repeat(20);
    const spaced = evaluationText(source, 'whitespace');
    expect(spaced.words).toEqual(['', 'a', 'b']);
    expect(spaced.ids[1]).toBe(spaced.unknown);
    expect(spaced.tokenAt(1)).toBe('<unk>');
    expect(evaluationText(source, 'words').words).toContain('unk');
  });

  it('has nothing to say of an empty text', () => {
    const text = evaluationText('', 'words');
    expect(text.ids).toHaveLength(0);
    expect(text.unknownShare).toBeNaN();
  });
});
