import { describe, expect, it } from 'vitest';
import { buildKneserNey } from '../../../src/engine/experts/ngram/kneserNey';
import type { Expert } from '../../../src/engine/experts/expert';
import { ngramExpert } from '../../../src/engine/experts/ngram/ngramExpert';
import { scoreExperts, type Verdict } from '../../../src/engine/evaluation/score';

const words = ['', 'lord', ',', 'lady'];
const tokens = ['lord', 'lady', 'quaint', ','];
const text = {
  ids: Int32Array.from([1, 3, 0, 2]),
  words,
  unknown: 0,
  tokenAt: (position: number) => tokens[position],
};

function fixed(p: number[]): Expert & { read: number[] } {
  const read: number[] = [];
  return {
    name: 'fixed',
    read,
    distribution: (_, out) => out.set(p),
    advance: (position) => void read.push(position),
  };
}

describe('scoreExperts', () => {
  it('computes the figures of design section 6', () => {
    const expert = fixed([0.4, 0.3, 0.2, 0.1]);
    const [scores] = scoreExperts(text, [expert], { from: 0, to: 4, warmFrom: 0 });
    const logs = [0.3, 0.1, 0.4, 0.2].map(Math.log);
    expect(scores.perplexity).toBeCloseTo(Math.exp(-logs.reduce((a, b) => a + b) / 4), 10);
    expect(scores.perplexityKnown).toBeCloseTo(Math.exp(-(logs[0] + logs[1] + logs[3]) / 3), 10);
    expect(scores.top1).toBe(25);
    expect(scores.top3).toBe(75);
    // lord: 1 of 5 keys; lady: l, a, then accepted: 3 of 5; quaint, unknown: 7 of 7; the comma is no word
    expect(scores.keystrokeSavings).toBeCloseTo(100 * (1 - 11 / 17), 10);
  });

  it('reads the text in order, beginning with the warm-up', () => {
    const expert = fixed([0.25, 0.25, 0.25, 0.25]);
    const positions: number[] = [];
    const onToken = (position: number): void => void positions.push(position);
    scoreExperts(text, [expert], { from: 2, to: 4, warmFrom: 1, onToken });
    expect(expert.read).toEqual([1, 2, 3]);
    expect(positions).toEqual([2, 3]);
  });

  it('passes a verdict on every token for the dump and the check', () => {
    const seen: Verdict[] = [];
    scoreExperts(text, [fixed([0.4, 0.3, 0.2, 0.1])], {
      from: 0,
      to: 4,
      warmFrom: 0,
      onToken: (_, verdicts) => seen.push(...verdicts),
    });
    expect(seen.map(({ rank }) => rank)).toEqual([1, 3, 0, 2]);
    expect(seen[0].logProbability).toBeCloseTo(Math.log(0.3), 12);
    for (const { sum } of seen) expect(sum).toBeCloseTo(1, 12);
  });

  it('has no figures if there are no tokens', () => {
    const [scores] = scoreExperts(text, [fixed([1, 0, 0, 0])], { from: 4, to: 4, warmFrom: 4 });
    expect(scores.perplexity).toBeNaN();
    expect(scores.top1).toBeNaN();
  });

  it('finds a text that repeats itself easy for an n-gram', () => {
    const ids = Int32Array.from({ length: 300 }, (_, i) => 1 + (i % 3));
    const model = buildKneserNey(ids, 0, 200, { order: 3, vocabulary: 4 });
    const looped = { ids, words, unknown: 0, tokenAt: (position: number) => words[ids[position]] };
    const [scores] = scoreExperts(looped, [ngramExpert('ngram3', model, ids)], {
      from: 200,
      to: 300,
      warmFrom: 200,
    });
    expect(scores.top1).toBe(100);
    expect(scores.perplexity).toBeLessThan(1.1);
  });
});
