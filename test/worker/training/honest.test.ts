/** Trainings that come to little or nothing: each ends, and says what it came to. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../../src/engine/random';
import { sentence } from '../../../src/shared/failures';
import { story, value } from '../house';
import { openTrainingRoom, type TrainingRoom } from './trainingRoom';

let room: TrainingRoom;
beforeEach(async () => {
  room = await openTrainingRoom();
});
afterEach(() => room.dispose());

const seconds = { budget: { seconds: 3000 } }; // six on the room's clock

describe('A very short text', () => {
  /** Words that are drawn from many, so that there is nothing to learn but how often they are. */
  const scattered = (words: number, different: number): string => {
    const dice = random(words);
    const letter = (n: number): string => 'abcdefghijklmnopqrstuvwxyz'[n % 26];
    const word = (): string => {
      const n = Math.floor(different * dice.next() * dice.next());
      return `w${letter(n)}${letter(Math.floor(n / 26))}`;
    };
    return Array.from({ length: words }, word).join(' ');
  };

  it.each([
    ['words that hardly come again', scattered(66, 200)],
    ['words that come again', scattered(200, 60)],
    ['sentences', story(66)],
  ])('of %s is never ready with a perplexity above the size of its vocabulary', async (_, text) => {
    const { answer, progress } = await room.train({ text, ...seconds });
    const { validationPerplexity, vocabulary, steps, epochs } = value(answer);
    expect(validationPerplexity).toBeLessThanOrEqual(vocabulary);
    // It is not read thousands of times.
    expect(epochs).toBeLessThan(210);
    const first = progress.flatMap(({ points }) => points)[0];
    expect(first).toMatchObject({ step: 0 });
    expect(validationPerplexity).toBeLessThanOrEqual(Math.exp(first.validation ?? 0) + 1e-9);
    expect(steps).toBeGreaterThan(0);
  });

  it('is completed from counts alone where the network adds nothing to them, and that is said', async () => {
    const budget = { plan: { steps: 160, validateEvery: 7, B: 4, T: 8 } };
    const { answer } = await room.train({ text: story(900), budget });
    expect(value(answer)).toMatchObject({ countsAlone: true, fewWords: 900 });
    expect((await room.stored()).completion).toMatchObject({ weights: [1, 0, 0] });
  });

  it('ends without a model, and says so, where even a blind guess is better', async () => {
    const learnt = 'one two three four five '.repeat(40);
    value((await room.train({ text: learnt, budget: { steps: 300 } })).answer);
    const before = (await room.stored()).summary;
    // The same words, in an order that contradicts everything that it learnt.
    const text = 'five three one four two two one '.repeat(40);
    const plan = { steps: 3, learningRate: 0, validateEvery: 1 };
    const { answer } = await room.train({ text, start: 'continue', budget: { plan } });
    if (answer.ok) throw new Error('it is ready');
    expect(answer.failure).toMatchObject({ kind: 'nothingLearnt', words: 6 });
    expect(sentence(answer.failure)).toMatch(/worse than blind guessing among 6 words/);
    expect((await room.stored()).summary).toEqual(before);
  });

  it('that is long enough has no such remarks', async () => {
    const { answer } = await room.train({ budget: { steps: 150 } });
    expect(value(answer)).not.toHaveProperty('fewWords');
  });
});

describe('A training', () => {
  it('keeps what it started from where it only gets worse, and stops soon', async () => {
    const first = value((await room.train({ budget: { steps: 200 } })).answer);
    const budget = {
      plan: { steps: 200, learningRate: 20, warmUp: 0, validateEvery: 5, patience: 4 },
    };
    const { answer } = await room.train({ start: 'continue', budget });
    const second = value(answer);
    expect(second.sha256).toBe(first.sha256);
    expect(second).toMatchObject({ stopped: 'converged', steps: 20 });
  });

  it('says when its best weights were reached', async () => {
    const { answer, progress } = await room.train({ budget: { steps: 100 } });
    const summary = value(answer);
    const { history } = await room.stored();
    const best = history.find(({ validation }) => validation !== undefined && Math.exp(validation) === summary.validationPerplexity); // prettier-ignore
    expect(summary.bestSeconds).toBe(best?.seconds);
    expect(progress.at(-1)?.best).toMatchObject({ seconds: best?.seconds });
  });

  it('whose file could not be read again ends before its first step', async () => {
    // A point of the curve for each of a million steps does not fit in front of the weights.
    const budget = { plan: { steps: 1_000_000, validateEvery: 1 } };
    const { answer, steps } = await room.train({ budget });
    if (answer.ok) throw new Error('it was trained');
    expect(answer.failure).toMatchObject({ kind: 'fileTooLarge', limitMB: 16 });
    expect(sentence(answer.failure)).toMatch(/could not be saved.* at most 16 MB/);
    expect(steps).toBe(0);
  });

  it('whose file cannot be made ends with a failure that is not the disk’s, not with its thread', async () => {
    const encode = () => Promise.reject(new RangeError('a header of 16853168 bytes'));
    const { answer } = await room.train({ budget: { steps: 5 } }, Infinity, { encode });
    if (answer.ok) throw new Error('it was saved');
    const reason = 'a header of 16853168 bytes';
    expect(answer.failure).toEqual({ kind: 'notEncoded', reason });
    expect(sentence(answer.failure)).toMatch(
      /not saved: the thread that encodes its file.*Train again/,
    );
    expect(sentence(answer.failure)).not.toMatch(/disk space|permission/);
  });
});
