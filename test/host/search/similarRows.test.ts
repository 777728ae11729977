import { describe, expect, it } from 'vitest';
import type { SimilarText } from '../../../src/host/search/similarRows';
import { similarRows, similarSentence } from '../../../src/host/search/similarRows';
import type { SimilarAnswer } from '../../../src/shared/questions/editor/similar';

const answer = (likeness: readonly number[], more: Partial<SimilarAnswer> = {}): SimilarAnswer => ({
  ...{ documentVersion: 4, modelVersion: 2, widened: false, tokens: 900, indexed: 900 },
  pattern: { rows: [1, 5, 8], length: 2, weights: 'abc' },
  passages: likeness.map((likeness, n) => ({
    ...{ span: { start: n, end: n + 3 }, shared: 2, likeness },
    ...{ before: 'a\n\nb ', text: '$(bug)', after: ' c' },
  })),
  ...more,
});
const text = (name: string, one: SimilarAnswer): SimilarText => ({
  ...{ documentKey: `file:///${name}`, name },
  answer: one,
});

describe('Similar passages', () => {
  it('are rows of all texts, the likest first, with what stands around them', () => {
    const rows = similarRows([text('a', answer([0.5, 0.2])), text('b', answer([0.4]))], 2);
    expect(rows.map(({ documentKey, description }) => [documentKey, description])).toEqual([
      ['file:///a', 'a'],
      ['file:///b', 'b'],
    ]);
    expect(rows[0]).toMatchObject({
      label: '…a b «\\$(bug)» c…',
      detail: '50% alike in the units that are on: 2 of the selection’s 3 are on here, too',
      ...{ documentVersion: 4, span: { start: 0, end: 3 } },
    });
  });

  it('do not repeat the name of the only text', () => {
    expect(similarRows([text('a', answer([0.5]))], 9)[0]?.description).toBe('');
  });

  it('say how many units, what was widened and what did not fit', () => {
    expect(similarSentence([text('a', answer([]))])).toBe('3 units are on over the selection.');
    const cut = answer([], { widened: true, tokens: 5000 });
    expect(similarSentence([text('a', cut)])).toMatch(
      /widened to whole words\. The first 900 of 5,000 words of a were searched/,
    );
  });
});
