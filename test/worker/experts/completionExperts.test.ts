import { describe, expect, it } from 'vitest';
import type { CompletionFacts } from '../../../src/engine/ghostText/completionTuning';
import { usualThresholds } from '../../../src/engine/ghostText/thresholds';
import { createCompletionExperts } from '../../../src/worker/experts/completionExperts';
import { sentence, writing, type Writing } from './writing';

const facts: CompletionFacts = {
  weights: [0.9, 0.05, 0.05],
  theta: 0.1,
  thresholds: usualThresholds,
};

/** A text whose beginning was trained on, and what was written after it. */
function begun(written: string) {
  const place: Writing = writing(600, written, { completion: () => facts });
  return { ...place, experts: createCompletionExperts(place.counts), to: place.text.count };
}

function write(written: string, precision?: number) {
  const { experts, view, from, to } = begun(written);
  for (let place = from; place <= to; place++) {
    while (!experts.prepare(view, place, 4, precision));
  }
  return { experts, view, to, adaptiveThreshold: { ...experts.mixAt(view, to).adaptiveThreshold } };
}

describe('the experts while somebody writes', () => {
  it('grow stricter where what they would show is wrong, laxer where it is right', () => {
    const other = 'the keeper painted the lightship again .\n'.repeat(3);
    const wrong = write(other, 0.8).adaptiveThreshold;
    const right = write(sentence.repeat(3), 0.8).adaptiveThreshold;
    expect(wrong.doubt).toBeGreaterThan(0.03);
    expect(wrong.misleading).toBeGreaterThan(right.misleading);
    expect(right.doubt).toBeLessThan(-0.02);
    expect(wrong.words).toBe(18);
  });

  it('learn nothing of the kind from text that they were trained on', () => {
    const { experts, view, from } = begun('');
    for (let place = from - 40; place <= from; place++) {
      while (!experts.prepare(view, place, 4, 0.8));
    }
    expect(experts.mixAt(view, from).adaptiveThreshold.words).toBe(0);
  });

  it('begin anew at another precision, and without one show nothing that could be followed', () => {
    const { experts, view, to } = write(sentence, 0.8);
    expect(experts.mixAt(view, to).adaptiveThreshold.words).toBe(6);
    experts.prepare(view, to, 4, 0.9);
    expect(experts.mixAt(view, to).adaptiveThreshold.words).toBe(0);
    expect(write(sentence).adaptiveThreshold.words).toBe(0);
  });
});

describe('What may come', () => {
  it('is what the n-gram says where there is no view', () => {
    const { experts, to } = begun(sentence);
    expect(experts.prepare(undefined, to, 4)).toBe(true);
    const { probabilities, lexicon, sharesOf } = experts.mixAt(undefined, to);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    const the = lexicon.id('the');
    expect(probabilities[the]).toBeGreaterThan(0.5);
    expect(sharesOf(the)).toEqual({ ngram: 1, network: 0, cache: 0 });
  });

  it('comes from all three where they were prepared, also after what was read in between', () => {
    const { experts, view, to } = begun(sentence);
    while (!experts.prepare(view, to, 4));
    const { lexicon, sharesOf } = experts.mixAt(view, to);
    const before = sharesOf(lexicon.id('the'));
    for (const share of Object.values(before)) expect(share).toBeGreaterThan(0);
    while (!experts.advance(4));
    const after = experts.mixAt(view, to).sharesOf(lexicon.id('the'));
    // The cache remembers the whole text now.
    expect(after.cache).toBeGreaterThan(before.cache);
  });

  it('is without the network again after its model was forgotten', () => {
    const { experts, view, to } = begun(sentence);
    while (!experts.prepare(view, to, 4));
    experts.forget();
    const { lexicon, sharesOf } = experts.mixAt(view, to);
    expect(sharesOf(lexicon.id('the'))).toEqual({ ngram: 1, network: 0, cache: 0 });
    expect(experts.advance(4)).toBe(true);
  });
});
