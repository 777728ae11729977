import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  countBegunBy,
  countRepeated,
  type CountedTokens,
  type Counting,
} from '../../../src/worker/learnt/sequences';

/** Letters stand for words, `|` for a line break. */
function tokensOf(letters: string): CountedTokens {
  return {
    count: letters.length,
    idAt: (position) => letters.charCodeAt(position),
    isEnd: (id) => id === '|'.charCodeAt(0),
    isWord: (id) => id !== '|'.charCodeAt(0),
  };
}

function counted(letters: string, counting: Counting): Map<string, number> {
  while (!counting.step());
  return new Map(
    counting
      .found()
      .map(({ positions, length, count }) => [
        letters.slice(positions[0], positions[0] + length),
        count,
      ]),
  );
}

const ids = (letters: string): Set<number> => new Set([...letters].map((one) => one.charCodeAt(0)));

describe('Sequences', () => {
  it('that begin as asked are counted with what follows them, within their line', () => {
    const text = 'abcxabcyabd|abc';
    const begun = countBegunBy(tokensOf(text), [ids('a'), ids('b')], { further: true, places: 9 });
    const found = counted(text, begun);
    expect(found.get('ab')).toBe(4);
    expect(found.get('abc')).toBe(3);
    expect(found.has('abd|')).toBe(false);
  });

  it('that are asked for alone are counted as a search for them counts', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '|'), maxLength: 60 }), (text) => {
        const begun = countBegunBy(tokensOf(text), [ids('a'), ids('ab')], {
          further: false,
          places: 9,
        });
        const found = counted(text, begun);
        for (const pair of ['aa', 'ab']) {
          const times = [...text].filter((_, at) => text.startsWith(pair, at)).length;
          expect(found.get(pair) ?? 0).toBe(times);
        }
      }),
    );
  });

  it('that come back are found whole, not in pieces, and not across lines', () => {
    const text = 'abcdefg|xabcdefgyabcdefg|pqrs|pqrs';
    expect([...counted(text, countRepeated(tokensOf(text), 9))]).toEqual([['abcdefg', 3]]);
  });

  it('keep so many places as are asked for, and count all', () => {
    const text = 'wxyz|'.repeat(40);
    const counting = countRepeated(tokensOf(text), 5);
    while (!counting.step());
    const [only] = counting.found();
    expect(only.count).toBe(40);
    expect(only.positions).toEqual([0, 5, 10, 15, 20]);
  });
});
