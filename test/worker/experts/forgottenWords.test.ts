import { describe, expect, it } from 'vitest';
import { forgetting } from '../../../src/engine/experts/forgotten';
import { createLexicon } from '../../../src/engine/text/words/lexicon';
import { leaveOutForgotten } from '../../../src/worker/experts/forgottenWords';

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
