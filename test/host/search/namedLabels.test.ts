import { describe, expect, it } from 'vitest';
import { asAsked, standingLabels } from '../../../src/host/search/namedLabels';
import { sentence } from '../../../src/shared/failures';
import type { StandingLabels } from '../../../src/host/units/lastSearch';

const none = (asked: StandingLabels, searched?: number): string => {
  const { by } = standingLabels(asked).labels;
  const part = searched === undefined ? {} : { searched };
  return sentence(asAsked({ kind: 'noLabels', by, ...part }, asked));
};

describe('A text without what was to be labelled', () => {
  it.each<[string, StandingLabels]>([
    ['There is no pair of brackets in the text', { by: 'brackets' }],
    ['There is no pair of { } in the text', { by: 'brackets', only: '{' }],
    ['There is nothing in quotation marks in the text', { by: 'quotes' }],
    ['There is no heading of Markdown, AsciiDoc or LaTeX in the text', { by: 'headings' }],
  ])('is told so in the words of the question: %s', (said, asked) => {
    expect(none(asked)).toContain(`${said}, so there is nothing to search with.`);
  });

  it('is not said to have none where only a part of it was searched', () => {
    expect(none({ by: 'quotes' }, 100_000)).toContain('in the 100,000 words around the cursor, so');
  });

  it('leaves other failures as they are', () => {
    const failure = { kind: 'tooFewLabels', spans: 2, needed: 4 } as const;
    expect(asAsked(failure, { by: 'quotes' })).toBe(failure);
  });
});
