import { describe, expect, it } from 'vitest';
import { usualFacts } from '../../../src/engine/ghostText/completionTuning';
import { factsOfView } from '../../../src/worker/experts/factsOfView';
import { sentence, writing } from './writing';

const alone = { ...usualFacts, weights: [1, 0, 0] };

describe('That the network adds nothing to the counts', () => {
  it('holds in the text that it learnt from, also after that has grown', () => {
    const { view, counts } = writing(30, sentence.repeat(30), { completion: () => alone });
    expect(factsOfView(view, counts.counted)).toBe(alone);
  });

  it('does not hold in another text, nor in a small part of its own', () => {
    const other = writing(0, sentence.repeat(30), { completion: () => alone });
    expect(factsOfView(other.view, other.counts.counted).weights).toEqual(usualFacts.weights);
    const own = writing(30, '', { completion: () => alone });
    expect(factsOfView(own.view, 10).weights).toEqual(usualFacts.weights);
    expect(factsOfView(own.view, 10)).toBe(factsOfView(own.view, 10));
  });

  it('leaves what is said of other models as it is', () => {
    const { view, counts } = writing(3, '');
    expect(factsOfView(view, counts.counted)).toBe(usualFacts);
  });
});
