import { describe, expect, it } from 'vitest';
import { createAdaptiveThreshold } from '../../../src/engine/ghostText/adaptiveThreshold';
import { stemThreshold, surestStem } from '../../../src/engine/ghostText/stemThreshold';
import { stemsOf } from '../../../src/engine/ghostText/stems';
import { usualThresholds } from '../../../src/engine/ghostText/thresholds';

const weighed = (masses: Record<string, number>) =>
  Object.entries(masses).map(([word, mass]) => ({ word, mass }));
const stems = (masses: Record<string, number>, typed: string, whole = 1) =>
  stemsOf(weighed(masses), typed, whole, 4).map(({ stem }) => stem);

const understanding = { understand: 0.4, understands: 0.3, understanding: 0.2, under: 0.1 };

describe('The beginnings of several words', () => {
  it('go as far as two words go the same way, and save enough letters', () => {
    expect(stems(understanding, 'und')).toEqual([
      ...['underst', 'understa', 'understan', 'understand'],
    ]);
    // The next letters are those of one word only.
    expect(stems({ understands: 0.6, undergoes: 0.4 }, 'und')).toEqual([]);
  });

  it('have the summed probability of the words with that beginning, among all words that begin with the typed letters', () => {
    const found = stemsOf(weighed(understanding), 'und', 2, 4).at(-1);
    expect(found).toMatchObject({ stem: 'understand', saved: 7 });
    expect(found?.probability).toBeCloseTo(0.45, 12);
  });

  it('do not end at an apostrophe, nor before what combines with their last letter', () => {
    expect(stems({ "shouldn't": 0.5, "shouldn've": 0.5 }, 'sh').at(-1)).toBe('shouldn');
    expect(stems({ 'cafete\u0301ria': 0.5, 'cafete\u0301rias': 0.5 }, 'ca')).not.toContain(
      'cafete',
    );
  });

  it('consist of whole letters, even if these are two code units', () => {
    const gothic = { 𐌰𐌱𐌲𐌳𐌴𐌰: 0.5, 𐌰𐌱𐌲𐌳𐌴𐌱: 0.5 };
    expect(stems(gothic, '𐌰')).toEqual(['𐌰𐌱𐌲𐌳𐌴']);
  });
});

describe('The beginning that is shown', () => {
  const adaptiveThreshold = createAdaptiveThreshold();
  const showing = { thresholds: usualThresholds, adaptiveThreshold, precision: 0.8 };

  it('is the longest that is surer than a word of that length would have to be', () => {
    const stem = (length: number, probability: number) => ({
      ...{ stem: 'x'.repeat(3 + length), probability, saved: length },
    });
    const { needed, learnt } = stemThreshold(showing, 3, 6);
    expect(needed).toBe(learnt);
    const [, , , ofWords] = usualThresholds.least[usualThresholds.precisions.indexOf(0.8)];
    expect(needed).toBeGreaterThan(ofWords[2]);
    expect(needed).toBeLessThan(1);
    expect(surestStem(showing, 3, [stem(5, 0.99), stem(6, needed)])?.saved).toBe(6);
    expect(surestStem(showing, 3, [stem(5, 0.99), stem(6, needed - 0.01)])?.saved).toBe(5);
    expect(surestStem(showing, 3, [stem(6, needed - 0.01)])).toBeUndefined();
  });

  it('follows the text being written, and is stricter if few words have been counted', () => {
    const doubtful = { ...showing, adaptiveThreshold: { ...adaptiveThreshold, doubt: 1 } };
    const { needed, learnt } = stemThreshold(doubtful, 3, 6);
    expect(needed).toBeGreaterThan(learnt);
    expect(stemThreshold({ ...showing, tokens: 10 }, 3, 6).needed).toBeGreaterThan(0.97);
  });
});
