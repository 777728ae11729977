/** Where sentences end. */
import { describe, expect, it } from 'vitest';
import { sentencesIn } from '../../../../src/engine/inspection/components/sentences';

const cut = (tokens: readonly string[], from = 0, to = tokens.length): string[] =>
  sentencesIn((n) => tokens[n] ?? '', { from, to }).map((range) =>
    tokens.slice(range.from, range.to).join(' '),
  );

describe('Sentences of a text of tokens', () => {
  it('end at their sign, or at several in a row, and with their line', () => {
    expect(cut(['He', 'ran', '.', 'Why', '?', '!', 'No'])).toEqual(['He ran .', 'Why ? !', 'No']);
    expect(cut(['a', 'title', '\n', '\n', 'Then', 'more'])).toEqual(['a title', 'Then more']);
  });

  it('have a word in them', () => {
    expect(cut(['…', '\n', '—', '.', '7'])).toEqual(['7']);
    expect(cut([])).toEqual([]);
  });

  it('are those between two tokens', () => {
    const tokens = ['one', '.', 'two', '.', 'three', '.'];
    expect(cut(tokens, 2, 5)).toEqual(['two .', 'three']);
  });
});
