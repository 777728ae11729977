import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addVotes,
  createNeuralCache,
  forgetFrom,
  placesOf,
  probabilityByTheta,
  remember,
  type NeuralCache,
} from '../../../src/engine/experts/neuralCache';
import { random } from '../../../src/engine/random';

const V = 5;
const H = 3;

function hiddenAt(position: number): Float32Array {
  const source = random(position + 7);
  return Float32Array.from({ length: H }, () => source.between(-1, 1));
}

function filled(words: readonly number[], capacity: number): NeuralCache {
  const cache = createNeuralCache(capacity, H);
  words.forEach((word, position) => remember(cache, hiddenAt(position), word, position));
  return cache;
}

/** The equation, straight from the paper. */
function expected(words: readonly number[], from: number, before: number, theta: number): number[] {
  const query = hiddenAt(100);
  const votes = new Array<number>(V).fill(0);
  for (let i = from; i < before; i++) {
    votes[words[i]] += Math.exp(theta * hiddenAt(i).reduce((s, h, u) => s + h * query[u], 0));
  }
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  return votes.map((vote) => vote / total);
}

const words = fc.array(fc.integer({ min: 0, max: V - 1 }), { minLength: 1, maxLength: 40 });

describe('the neural cache', () => {
  it('votes as Grave, Joulin and Usunier define it, over the newest entries', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 50 }), fc.nat(40), (list, capacity, cut) => {
        const cache = filled(list, capacity);
        const oldest = Math.max(0, list.length - capacity);
        const before = Math.min(list.length, oldest + 1 + cut);
        const out = new Float64Array(V);
        expect(addVotes(cache, { hidden: hiddenAt(100), before }, 2, 1, out)).toBe(true);
        expected(list, oldest, before, 2).forEach((p, w) => expect(out[w]).toBeCloseTo(p, 5));
        expect(out.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('says so when it has nothing before the position', () => {
    const out = new Float64Array(V);
    const empty = createNeuralCache(4, H);
    expect(addVotes(empty, { hidden: hiddenAt(1), before: 9 }, 1, 1, out)).toBe(false);
    expect(addVotes(filled([1], 4), { hidden: hiddenAt(1), before: 0 }, 1, 1, out)).toBe(false);
    expect([...out]).toEqual([0, 0, 0, 0, 0]);
  });

  it('gives the same probability by theta as in the whole vote', () => {
    const cache = filled([1, 2, 1, 3, 4, 1], 6);
    const query = { hidden: hiddenAt(100), before: 6 };
    const thetas = [0, 0.5, 3, 100];
    const byTheta = new Float64Array(thetas.length);
    probabilityByTheta(cache, query, 1, thetas, byTheta);
    thetas.forEach((theta, index) => {
      const out = new Float64Array(V);
      addVotes(cache, query, theta, 1, out);
      expect(byTheta[index]).toBeCloseTo(out[1], 12);
    });
    expect(byTheta[0]).toBeCloseTo(0.5, 12);
  });

  it('stays finite with states and thetas of any size', () => {
    const cache = createNeuralCache(3, H);
    remember(cache, Float32Array.of(1e6, 1e6, 1e6), 1, 0);
    remember(cache, Float32Array.of(-1e6, 1e6, 1e6), 2, 1);
    const out = new Float64Array(V);
    addVotes(cache, { hidden: Float32Array.of(1e6, 0, 0), before: 2 }, 10, 1, out);
    expect([...out]).toEqual([0, 1, 0, 0, 0]);
  });

  it('names the places a word was copied from, loudest first', () => {
    const cache = filled([1, 2, 1, 1], 4);
    const query = { hidden: hiddenAt(2), before: 4 };
    const places = placesOf(cache, query, 5, 1, 2);
    expect(places).toHaveLength(2);
    expect(places.every(({ word, position }) => word === 1 && position !== 1)).toBe(true);
    expect(places[0].weight).toBeGreaterThanOrEqual(places[1].weight);
  });

  it('forgets what an edit invalidated, and continues from there', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 30 }), fc.nat(60), (a, b, size, cut) => {
        const cache = filled(a, size);
        const kept = Math.min(cut, a.length);
        forgetFrom(cache, cut);
        const list = [...a.slice(0, kept), ...b];
        b.forEach((word, i) => remember(cache, hiddenAt(kept + i), word, kept + i));
        const survivors = Math.max(0, kept - Math.max(0, a.length - size));
        const from = Math.max(kept - survivors, list.length - size);
        const out = new Float64Array(V);
        addVotes(cache, { hidden: hiddenAt(100), before: list.length }, 1, 1, out);
        const right = expected(list, from, list.length, 1);
        right.forEach((p, word) => expect(out[word]).toBeCloseTo(p, 5));
      }),
    );
  });
});
