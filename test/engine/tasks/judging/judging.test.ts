/** Looking into a network that judges: batches, the running class, deciding words, gates in both directions. */
import { describe, expect, it } from 'vitest';
import { cellQuantities } from '../../../../src/engine/tasks/judging/cellQuantities';
import { decidingWords } from '../../../../src/engine/tasks/judging/decidingWords';
import type { Judge } from '../../../../src/engine/tasks/judging/judge';
import { runningClass } from '../../../../src/engine/tasks/judging/runningClass';
import { classJudge, labelJudge, sentence, type Wanted } from './stage';

const text = ['the', 'film', 'is', 'not', 'good', 'unheard', '.'];

/** Probabilities of every answer, [answers][names]. */
function judged(judge: Judge, texts: readonly (readonly string[])[]): number[][] {
  const sequences = judge.sequencesOf(texts);
  const found: number[][] = [];
  for (const batch of judge.reader.batches(sequences)) {
    judge.reader.read(sequences, batch, judge.asked, (at, all) => (found[at] = [...all]));
  }
  return found;
}

const largest = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  let most = one.length === other.length ? 0 : Infinity;
  for (let n = 0; n < one.length; n++) most = Math.max(most, Math.abs(one[n] - other[n]));
  return most;
};

const finish = <T extends { advance(): boolean }>(work: T): T => {
  while (!work.advance());
  return work;
};

const classCases: [string, 'last' | 'mean' | 'maximum', Wanted][] = [
  ['an LSTM’s last state', 'last', {}],
  ['the mean of two GRUs', 'mean', { cell: 'gru', layers: 2 }],
  ['the maximum, in both directions', 'maximum', { direction: 'both' }],
  ['the last state of both directions', 'last', { direction: 'both' }],
  ['a window of words', 'last', { cell: 'window:3' }],
  ['a mean of embeddings', 'mean', { cell: 'none' }],
];

describe.each(classCases)('Classes by %s', (_, asked, wanted) => {
  const [twin, fast] = [classJudge('twin', asked, wanted), classJudge('wasm', asked, wanted)];

  it('are the same in both engines, alone and among others of any length', () => {
    const long = Array.from({ length: 40 }, (__, n) => text[n % text.length]);
    const texts = [text, long, [], ['good'], [...long, ...long], long.slice(3)];
    const exact = judged(twin, texts);
    texts.forEach((one, n) =>
      expect(largest(judged(twin, [one])[0], exact[n])).toBeLessThan(1e-12),
    );
    expect(largest(judged(fast, texts).flat(), exact.flat())).toBeLessThan(1e-5);
  });

  it('run: after each word stands what its beginning is judged as', () => {
    const running = finish(runningClass(twin, text));
    const beginnings = judged(
      twin,
      text.map((__, at) => text.slice(0, at + 1)),
    );
    expect(largest(running.probabilities, beginnings.flat())).toBeLessThan(1e-6);
    const fastRunning = finish(runningClass(fast, text));
    expect(largest(fastRunning.probabilities, running.probabilities)).toBeLessThan(1e-5);
  });

  it('are decided by words: as much as each loses by becoming unknown', () => {
    const deciding = finish(decidingWords(twin, text, 1));
    const [whole] = judged(twin, [text]);
    text.forEach((__, at) => {
      const [without] = judged(twin, [text.with(at, 'unheard')]);
      expect(deciding.replaced[at]).toBeCloseTo(Math.log(whole[1] / without[1]), 5);
    });
    // It is the unknown word itself.
    expect(deciding.replaced[5]).toBeCloseTo(0, 6);
    expect(deciding.gradient[5]).toBeCloseTo(0, 6);
    expect(largest(finish(decidingWords(fast, text, 1)).gradient, deciding.gradient)).toBeLessThan(
      1e-5,
    );
  });

  it('guess by the gradient what a small step towards the unknown word does', () => {
    const judge = classJudge('twin', asked, wanted);
    const { parameters, layout } = judge.network;
    const { E } = layout.padded;
    const at = 3;
    const slope = finish(decidingWords(judge, text, 1)).gradient[at];
    const [before] = judged(judge, [text]);
    const row = judge.sequencesOf([['not']]).ids[judge.sequencesOf([['not']]).inputs - 1];
    const step = 1e-5;
    for (let k = 0; k < E; k++) {
      const place = row * E + k;
      parameters.encoder[place] += step * (parameters.encoder[k] - parameters.encoder[place]);
    }
    const [after] = judged(judge, [text]);
    expect(Math.log(before[1] / after[1]) / step).toBeCloseTo(slope, 3);
  });
});

describe('Labels in both directions', () => {
  const [twin, fast] = [labelJudge('twin'), labelJudge('wasm')];
  const place = { layer: 0, backwards: true, letter: 'f' };
  const valuesOf = (judge: Judge, backwards: boolean, words: readonly string[]) => {
    const found = cellQuantities(judge, words, { ...place, backwards });
    if (!found) throw new Error('It has them');
    return found;
  };

  it('are the same in both engines', () => {
    const texts = [sentence, sentence.slice(2), ['.']];
    expect(largest(judged(fast, texts).flat(), judged(twin, texts).flat())).toBeLessThan(1e-5);
  });

  it.each(['i', 'f', 'g', 'o', 'c', 'h'])(
    'show %s of each direction as the twin has it',
    (letter) => {
      for (const backwards of [false, true]) {
        const at = { ...place, backwards, letter };
        const [exact, found] = [twin, fast].map((judge) => cellQuantities(judge, sentence, at));
        expect(found?.tokens).toBe(sentence.length);
        expect(largest(found?.values ?? [], exact?.values ?? [1])).toBeLessThan(1e-5);
      }
    },
  );

  it('show at each token what that direction has read so far, and nothing else', () => {
    const units = 6;
    const ahead = sentence.with(5, 'film');
    const behind = sentence.with(0, 'boring');
    const rows = (values: Float32Array, from: number, to: number) =>
      values.slice(from * units, to * units);
    const [forwards, backwards] = [false, true].map((way) => valuesOf(twin, way, sentence).values);
    expect(rows(valuesOf(twin, false, ahead).values, 0, 5)).toEqual(rows(forwards, 0, 5));
    expect(rows(valuesOf(twin, true, behind).values, 1, 6)).toEqual(rows(backwards, 1, 6));
    expect(valuesOf(twin, false, behind).values.slice(0, units)).not.toEqual(
      forwards.slice(0, units),
    );
    expect(valuesOf(twin, true, ahead).values.slice(0, units)).not.toEqual(
      backwards.slice(0, units),
    );
  });

  it('have no quantity, layer or direction that is not theirs', () => {
    expect(cellQuantities(twin, sentence, { ...place, letter: 'z' })).toBeUndefined();
    expect(cellQuantities(twin, sentence, { ...place, layer: 1 })).toBeUndefined();
    const oneWay = labelJudge('twin', {});
    expect(cellQuantities(oneWay, sentence, place)).toBeUndefined();
  });

  it('read a sentence that is too long in pieces', () => {
    const long = Array.from({ length: 700 }, (_, n) => sentence[n % 6]);
    const found = judged(twin, [long]);
    expect(found).toHaveLength(700);
    expect(found[512]).toEqual(judged(twin, [long.slice(512)])[0]);
  });
});
