import { describe, expect, it } from 'vitest';
import { forgetting } from '../../../src/engine/experts/forgotten';
import { createLexicon } from '../../../src/engine/text/words/lexicon';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { leaveOutForgotten, unwantedAfter } from '../../../src/worker/experts/forgottenWords';

describe('A forgotten passage', () => {
  const forgotten = forgetting([['the', 'code', 'is', 'seven']]);

  it.each([
    [['the', 'code', 'is'], 0],
    [['\n', 'The', 'code', '\n', 'is', '\n'], 0],
    [['the', 'clock', 'is'], 0.5],
    [[], 0.5],
  ])('does not go on after %j', (tokens, expected) => {
    const lexicon = createLexicon();
    lexicon.take('seven');
    const probabilities = Float64Array.of(0.5, 0.5);
    const place = { position: tokens.length, tokenAt: (at: number) => tokens[at] };
    leaveOutForgotten({ forgotten }, lexicon, probabilities, place);
    expect(probabilities[lexicon.id('seven')]).toBe(expected);
    expect(probabilities[0]).toBe(1 - expected);
  });
});

describe('Where a model reads characters', () => {
  const model = { forgotten: forgetting([['Anna', 'Karenina'], ['secret']]) };
  const raw = 'He saw Anna Kar';
  const text = tokenizedText(raw, newestCut('characters'));

  it.each([
    [raw.indexOf('Kar'), '', 'Karenina', true],
    [raw.indexOf('Anna'), '', 'Karenina', false],
    [raw.length, 'l saw Anna ', 'Karenina', true],
    [0, '', 'Secret', true],
    [0, '', 'secrets', false],
  ])('at %d and then “%s”, %s is unwanted: %s', (context, more, word, expected) => {
    expect(unwantedAfter({ model, text }, context, more)(word)).toBe(expected);
  });
});
