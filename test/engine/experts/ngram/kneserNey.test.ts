import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildKneserNey,
  contextLength,
  distribution,
  followEdit,
  growKneserNey,
  leavingOut,
  learnToken,
  probability,
  unlearnToken,
  visitContinuations,
  type KneserNey,
} from '../../../../src/engine/experts/ngram/kneserNey';
import { slowKneserNey } from './slowKneserNey';

const V = 6;
const token = fc.integer({ min: -1, max: V - 1 });
const text = fc.array(token, { maxLength: 120 }).map((ids) => Int32Array.from(ids));
const order = fc.integer({ min: 1, max: 5 });

function at(model: KneserNey, ids: Int32Array, position: number): Float64Array {
  const out = new Float64Array(model.counts.vocabulary);
  distribution(model, ids, position, out);
  return out;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function whole(ids: Int32Array, n: number, vocabulary = V): KneserNey {
  return buildKneserNey(ids, 0, ids.length, { order: n, vocabulary });
}

function expectSame(one: KneserNey, other: KneserNey, contexts: Int32Array): void {
  for (let position = 0; position <= contexts.length; position++) {
    expect(at(one, contexts, position)).toEqual(at(other, contexts, position));
  }
}

describe('buildKneserNey', () => {
  it('agrees with the equations written out over string keys', () => {
    fc.assert(
      fc.property(text, text, order, (ids, asked, n) => {
        const model = whole(ids, n);
        const expected = slowKneserNey(ids, n, V);
        for (let position = 0; position <= asked.length; position++) {
          const out = at(model, asked, position);
          for (let word = 0; word < V; word++) {
            expect(out[word]).toBeCloseTo(expected(asked, position, word), 12);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives every class some probability, and 1 to all of them', () => {
    fc.assert(
      fc.property(text, text, order, (ids, asked, n) => {
        const model = whole(ids, n);
        for (let position = 0; position <= asked.length; position++) {
          const out = at(model, asked, position);
          expect(Math.abs(sum(out) - 1)).toBeLessThan(1e-9);
          expect(Math.min(...out)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it.each([
    ['one word repeated', Array.from({ length: 500 }, () => 1)],
    ['two words in turn', Array.from({ length: 500 }, (_, i) => i % 2)],
    ['all words different', Array.from({ length: 500 }, (_, i) => i)],
    ['five tokens', [3, 1, 4, 1, 5]],
    ['one token', [2]],
    ['nothing', []],
  ])('stays finite and sums to 1 on %s', (_, tokens) => {
    const ids = Int32Array.from(tokens);
    for (let n = 1; n <= 5; n++) {
      const model = whole(ids, n, 500);
      for (const position of [0, 1, 2, Math.floor(ids.length / 2), ids.length]) {
        const out = at(model, ids, Math.min(position, ids.length));
        expect(Math.abs(sum(out) - 1)).toBeLessThan(1e-9);
        expect(Math.min(...out)).toBeGreaterThan(0);
      }
    }
  });

  it('prefers what followed the longest context', () => {
    const ids = Int32Array.from([1, 2, 3, 4, 5, 2, 3, 0, 1, 2, 3, 4, 5, 2, 3, 0]);
    const model = whole(ids, 3);
    expect(probability(model, Int32Array.from([1, 2, 3]), 3, 4)).toBeGreaterThan(0.3);
    expect(contextLength(model, Int32Array.from([1, 2, 3]), 3)).toBe(2);
    expect(contextLength(model, Int32Array.from([4, 4, 3]), 3)).toBe(1);
  });

  it('does not look across a document boundary', () => {
    const model = whole(Int32Array.from([1, 2, -1, 3, 4, -1, 3, 4]), 3);
    const start = at(model, Int32Array.from([0]), 0);
    expect(at(model, Int32Array.from([1, 2, -1]), 3)).toEqual(start);
  });

  it('takes the context before the range it learns, but learns only the range', () => {
    const ids = Int32Array.from([1, 2, 3, 1, 2, 3]);
    const part = buildKneserNey(ids, 3, 6, { order: 2, vocabulary: V });
    const found: number[] = [];
    visitContinuations(part, Int32Array.from([3]), 1, (word) => found.push(word) > 0);
    expect(found).toEqual([1]);
  });

  it('refuses an order it cannot build and an id outside the vocabulary', () => {
    expect(() => whole(Int32Array.from([1]), 6)).toThrow(RangeError);
    expect(() => whole(Int32Array.from([V]), 2)).toThrow(RangeError);
  });
});

describe('probability', () => {
  it('is the entry of the distribution', () => {
    fc.assert(
      fc.property(text, text, order, (ids, asked, n) => {
        const model = whole(ids, n);
        const out = at(model, asked, asked.length);
        for (let word = 0; word < V; word++) {
          expect(probability(model, asked, asked.length, word)).toBe(out[word]);
        }
      }),
    );
  });
});

describe('learning and unlearning', () => {
  it('follows any edit as if it had been built from the new text', () => {
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), order, (before, insertion, a, b, n) => {
        const start = a % (before.length + 1);
        const removed = b % (before.length - start + 1);
        const after = Int32Array.from([
          ...before.subarray(0, start),
          ...insertion,
          ...before.subarray(start + removed),
        ]);
        const model = whole(before, n);
        followEdit(model, before, after, { at: start, removed, inserted: insertion.length });
        expectSame(model, whole(after, n), after);
      }),
    );
  });

  it('forgets everything when everything is unlearnt, in any order', () => {
    fc.assert(
      fc.property(text, order, fc.boolean(), (ids, n, backwards) => {
        const model = whole(ids, n);
        for (let i = 0; i < ids.length; i++) {
          unlearnToken(model, ids, backwards ? ids.length - 1 - i : i);
        }
        expect(model.counts.followers.live).toBe(0);
        expect(model.counts.contexts.live).toBe(1);
        expectSame(model, whole(new Int32Array(0), n), ids);
      }),
    );
  });

  it('does not grow when the same text is written and deleted again and again', () => {
    const ids = Int32Array.from({ length: 60 }, (_, i) => (i * i) % V);
    const model = whole(ids, 5);
    const used = model.counts.followers.used;
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < ids.length; i++) unlearnToken(model, ids, i);
      for (let i = 0; i < ids.length; i++) learnToken(model, ids, i);
    }
    expect(model.counts.followers.used).toBe(used);
  });

  it('refuses to unlearn what it never learnt', () => {
    const model = whole(Int32Array.from([1, 2, 3]), 3);
    expect(() => unlearnToken(model, Int32Array.from([1, 2, 4]), 2)).toThrow(RangeError);
    expect(() => unlearnToken(model, Int32Array.from([5, 5, 3]), 2)).toThrow(RangeError);
  });

  it('answers at a learnt place as if that place had not been learnt', () => {
    const ids = Int32Array.from([0, 1, 2, 3, 1, 2, 4, 1, 2]);
    const model = whole(ids, 3);
    const fresh = whole(ids, 3);
    const left = leavingOut(model, ids, 6, () => at(model, ids, 6));
    unlearnToken(fresh, ids, 6);
    expect(left).toEqual(at(fresh, ids, 6));
    expect(left[4]).toBeLessThan(at(model, ids, 6)[4]);
    expectSame(model, whole(ids, 3), ids);
  });

  it('makes room for new words', () => {
    const ids = Int32Array.from([1, 2, 3, 1, 2]);
    const model = whole(ids, 3);
    growKneserNey(model, V + 4);
    expect(sum(at(model, ids, 5))).toBeCloseTo(1, 12);
    const longer = Int32Array.from([...ids, V + 3]);
    learnToken(model, longer, 5);
    expectSame(model, whole(longer, 3, V + 4), longer);
  });
});

describe('visitContinuations', () => {
  it('visits the followers of the longest context first and stops when told', () => {
    const ids = Int32Array.from([1, 2, 3, 0, 2, 4]);
    const model = whole(ids, 3);
    const seen: [number, number][] = [];
    visitContinuations(model, Int32Array.from([1, 2]), 2, (word, length) => {
      seen.push([length, word]);
      return true;
    });
    expect(seen[0]).toEqual([2, 3]);
    expect(seen.slice(1).sort()).toEqual([
      [1, 3],
      [1, 4],
    ]);
    let visits = 0;
    visitContinuations(model, Int32Array.from([1, 2]), 2, () => ++visits < 2);
    expect(visits).toBe(2);
  });
});
