/** Tests of models that judge: the figure is that of the model's own answers, with the first wrong example. */
import { describe, expect, it } from 'vitest';
import { success } from '../../../src/shared/failures';
import type { ModelTest } from '../../../src/shared/modelTests';
import { testModel } from '../../../src/worker/modelTests/modelTests';
import { classJudge, labelJudge, modelOf } from '../../engine/tasks/judging/stage';
import { engineHere } from '../engine';

const models = new Map<string, Uint8Array<ArrayBuffer>>([
  ['classes', modelOf(classJudge('wasm'), 'a')],
  ['labels', modelOf(labelJudge('wasm'), 'b')],
]);

const ask = async (path: string, test: ModelTest, text?: string) => {
  const answered = await testModel(
    { path, name: path, test, ...(text !== undefined && { text }) },
    {
      files: { read: (at) => Promise.resolve(success(models.get(at))) },
      createKernels: engineHere().createKernels,
      clock: { now: () => 0 },
      withinTime(step) {
        step();
        return true;
      },
      until(step) {
        while (!step());
        return Promise.resolve(true);
      },
    },
  );
  if (answered.ok) return answered.value;
  throw new Error(
    answered.failure.kind === 'untestable' ? answered.failure.reason : answered.failure.kind,
  );
};

const texts = [
  'the film is good .',
  'the film is not good .',
  'boring',
  'the bad film',
  'good good',
];
const name = 'A test';

describe('A test of a model of classes', () => {
  it('says how a text is judged, and passes where the class is the likeliest', async () => {
    const outcomes = await Promise.all(
      ['bad', 'good', 'neither'].map((expected) =>
        ask('classes', { kind: 'class', name, text: 'the film is good .', expect: expected }),
      ),
    );
    expect(outcomes.map(({ value }) => value).sort()).toEqual([1, 2, 3]);
    for (const { value, passed } of outcomes) expect(passed).toBe(value === 1);
    const likely = ['bad', 'good', 'neither'][outcomes.findIndex(({ passed }) => passed)];
    const test = { kind: 'class', name, text: 'the film is good .', expect: likely } as const;
    const { value, passed } = await ask('classes', { ...test, probability: 0.34 });
    expect(passed).toBe(value >= 0.34);
    expect(value).toBeGreaterThanOrEqual(1 / 3);
  });

  it('gives the accuracy on a file, and the place of the first example that is wrong', async () => {
    const judged = await Promise.all(
      texts.map(async (text) => {
        for (const one of ['bad', 'good', 'neither']) {
          const { passed } = await ask('classes', { kind: 'class', name, text, expect: one });
          if (passed) return one;
        }
        throw new Error('No class is the likeliest');
      }),
    );
    const wrong = 2;
    const other = ['bad', 'good', 'neither'].find((one) => one !== judged[wrong]) ?? '';
    const given = judged.map((one, n) => (n === wrong ? other : one));
    // Two of each class, so that it is a table of classes.
    const lines = [...texts, ...texts].map((text, n) => `${text}\t${given[n % texts.length]}`);
    const table = lines.join('\n');
    const test = { kind: 'task', name, file: 'table.tsv', accuracy: 80 } as const;
    const { value, passed, place } = await ask('classes', test, table);
    expect(value).toBe(80);
    expect(passed).toBe(true);
    expect(place && table.slice(place.start, place.end)).toBe(texts[wrong]);
  });

  it('refuses what the model cannot do, with a sentence', async () => {
    const text = 'the film';
    await expect(ask('classes', { kind: 'class', name, text, expect: 'blue' })).rejects.toThrow(
      '“blue” is no class of this model',
    );
    await expect(ask('labels', { kind: 'class', name, text, expect: 'bad' })).rejects.toThrow(
      'of another task',
    );
    await expect(
      ask('classes', { kind: 'nextWord', name, after: 'the', expect: 'film', within: 1 }),
    ).rejects.toThrow('does not predict the next word');
    await expect(ask('classes', { kind: 'task', name, file: 'f', f1: 3 }, 'x')).rejects.toThrow(
      'labels of spans',
    );
    await expect(
      ask('classes', { kind: 'task', name, file: 'f', accuracy: 3 }, 'x'),
    ).rejects.toThrow('f');
    await expect(ask('nowhere', { kind: 'class', name, text, expect: 'bad' })).rejects.toThrow(
      'noModel',
    );
  });
});

describe('A test of a model of labels', () => {
  it('counts its tokens', async () => {
    const words = ['The', 'film', 'is', 'boring', '.'];
    const sentence = (label: string): string => words.map((word) => `${word}\t${label}\n`).join('');
    const table = ['NOUN', 'ADJ', 'PUNCT', 'X'].map((label) => `${sentence(label)}\n`).join('');
    const { value, place } = await ask(
      'labels',
      { kind: 'task', name, file: 'table.conll', accuracy: 90 },
      table,
    );
    // Whatever it answers: of four sentences, each labelled with another one, every token is right once.
    expect(value).toBe(25);
    expect(place && words.includes(table.slice(place.start, place.end))).toBe(true);
  });
});
