import { describe, expect, it } from 'vitest';
import type { Expert } from '../../../src/engine/experts/expert';
import { mixInCache, withCache } from '../../../src/engine/experts/unigramCache';

describe('the unigram cache', () => {
  it('mixes in the frequencies of the window', () => {
    const out = Float64Array.from([0.25, 0.25, 0.25, 0.25]);
    mixInCache({ window: 4, weight: 0.2 }, Int32Array.from([3, 3, 1, 1, 1, 2, 0]), 6, out);
    expect([...out].map((p) => p.toFixed(3))).toEqual(['0.200', '0.350', '0.250', '0.200']);
  });

  it('leaves the distribution alone at the first token', () => {
    const out = Float64Array.from([0.5, 0.5]);
    mixInCache({ window: 4, weight: 0.2 }, Int32Array.from([1]), 0, out);
    expect([...out]).toEqual([0.5, 0.5]);
  });

  it('skips document boundaries and never looks at the position itself', () => {
    const out = Float64Array.from([0.5, 0.5]);
    mixInCache({ window: 10, weight: 0.5 }, Int32Array.from([0, -1, 0, 1]), 3, out);
    expect([...out]).toEqual([0.75, 0.25]);
  });

  it('is an expert on top of another, and passes the tokens on to it', () => {
    const read: number[] = [];
    const below: Expert = {
      name: 'below',
      distribution: (_, out) => void out.fill(0.5),
      advance: (position) => void read.push(position),
    };
    const expert = withCache('cached', below, { window: 2, weight: 0.5 }, Int32Array.from([1, 1]));
    const out = new Float64Array(2);
    expert.distribution(2, out);
    expert.advance(2);
    expect([...out]).toEqual([0.25, 0.75]);
    expect(read).toEqual([2]);
  });
});
