/** A training of another task than the next word that was cut off. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingSummary } from '../../../src/shared/api';
import type { TrainingRequest } from '../../../src/shared/contracts/trainer';
import { value } from '../house';
import { openTrainingRoom, usual, type TrainingRoom } from './trainingRoom';

let room: TrainingRoom;
beforeEach(async () => {
  room = await openTrainingRoom();
});
afterEach(() => room.dispose());

const pairs = Array.from({ length: 40 }, (_, n) => {
  const word = (n + 1000).toString(3);
  return `${word}\t${Array.from(word).reverse().join('')}`;
}).join('\n');
const reviews = Array.from({ length: 60 }, (_, n) =>
  n % 2 === 0 ? `film ${n % 7} was lovely\tgood` : `film ${n % 7} was dull\tbad`,
).join('\n');
const numbers = Array.from({ length: 90 }, (_, n) => `${(n * n) % 11}`).join('\n');

async function train(changes: Partial<TrainingRequest>, dieAt = Infinity) {
  const options = { ...usual(room.modelPath).options, hiddenSize: 8, embeddingSize: 8 };
  const { answer, ...trained } = await room.train({ ...changes, options }, dieAt);
  return { summary: value<TrainingSummary>(answer), ...trained };
}

describe.each([
  ['classes', reviews],
  ['pairs', pairs],
  ['series', numbers],
] as const)('a training of %s that was cut off', (id, text) => {
  const asked = { text, task: { id }, budget: { plan: { steps: 60, validateEvery: 7 } } };

  it('ends in the same bytes when it is resumed, and begins again where its text changed', async () => {
    const whole = await train(asked);
    await expect(train(asked, 50)).rejects.toThrow('lost');
    expect((await room.stored()).resume).toBeDefined();
    const rest = await train({ ...asked, start: 'resume' });
    expect(rest.steps).toBeLessThan(whole.steps);
    expect(rest.summary.sha256).toBe(whole.summary.sha256);
    await expect(train(asked, 50)).rejects.toThrow('lost');
    const lines = text.split('\n');
    const other = await train({ ...asked, text: lines.slice(1).join('\n'), start: 'resume' });
    expect(other.progress.at(-1)?.beginsAgain).toBe('textChanged');
  });
});
