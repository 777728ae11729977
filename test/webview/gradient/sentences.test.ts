import { describe, expect, it } from 'vitest';
import {
  clippingSentence,
  courseSentence,
  wallSentence,
} from '../../../webview/gradient/sentences';

const course = (...nearestFirst: number[]): string =>
  courseSentence(Float64Array.from(nearestFirst.toReversed()));

describe('what is said of the course of a gradient', () => {
  it('is how soon it falls', () => {
    expect(course(0.5, 0.1, 0.04, 0.001, 1e-4, 1e-5)).toBe(
      'Just before the word it is 0.5 nats long; it falls below a tenth of that after 3 words and below a thousandth after 5 words; 6 words back it is 1.0 · 10⁻⁵.',
    );
  });

  it('is that it explodes, and where it is no number', () => {
    expect(course(1, 50, 2000, Infinity)).toBe(
      'Just before the word it is 1 nats long; it grows a thousandfold within 3 words: it explodes; from 4 words back on it is no number: a step of training would be lost.',
    );
  });

  it('is where nothing is left', () => {
    expect(course(1, 0.2, 0, 0)).toContain('from 3 words back on nothing is left of it');
  });
});

describe('what is said of the wall', () => {
  it('depends on whether it is seen', () => {
    expect(wallSentence(32, 300)).toContain('32 words back at most (the upright dashed line)');
    expect(wallSentence(32, 20)).toContain('farther than is shown here');
    expect(wallSentence(undefined, 20)).toContain('not known');
  });
});

describe('what clipping does', () => {
  const of = (gradient: number | null, isClipped: boolean): string =>
    clippingSentence({ count: 1000, length: 20, gradient }, isClipped);

  it('is told in numbers', () => {
    expect(of(400, false)).toContain('by 40: 200 % of their length');
    expect(of(400, true)).toContain('divides it by 400 and keeps its direction');
    expect(of(400, true)).toContain('by 0.1: 0.5 % of their length');
    expect(of(0.5, true)).toContain('clipping changes nothing');
  });

  it('is nothing where there is no number', () => {
    expect(of(null, true)).toContain('is no number. Clipping cannot help');
    expect(of(null, false)).toContain('is no number. Clipping cannot help');
  });
});
