import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeModelFile } from '../../../src/engine/files/modelFile';
import { sentence } from '../../../src/shared/failures';
import { ControlCommand, ControlWord, controlBytes } from '../../../src/shared/wire/threads';
import { story, value } from '../house';
import { openTrainingRoom, type Trained, type TrainingRoom } from './trainingRoom';

let room: TrainingRoom;
beforeEach(async () => {
  room = await openTrainingRoom();
});
afterEach(() => room.dispose());

const cut = {
  text: story(400),
  budget: { plan: { steps: 90, validateEvery: 7, B: 4, T: 8, samples: 5 } },
};

/** What JSON can hold of a checkpoint: its state and its plan. */
interface Stored {
  readonly state: unknown;
  readonly plan: unknown;
}

/** A training that was cut off, and how to resume it after its file was changed. */
async function cutOff() {
  await expect(room.train(cut, 80)).rejects.toThrow('lost');
  // What was being written when it was lost is written on.
  const model = await vi.waitFor(() => room.stored());
  const { resume } = model;
  if (!resume) throw new Error('it was too quick for a checkpoint');
  return {
    stored: { state: resume.state, plan: model.plan } satisfies Stored,
    async resumed({ state, plan }: Stored): Promise<Trained> {
      await writeFile(
        room.modelPath,
        encodeModelFile({ ...model, plan, resume: { ...resume, state } }),
      );
      // A plan may have become very long: somebody stops it.
      const control = new Int32Array(new SharedArrayBuffer(controlBytes));
      let steps = 0;
      const stepping = (): void => {
        if (++steps === 30) Atomics.store(control, ControlWord.command, ControlCommand.stop);
      };
      return room.train({ ...cut, start: 'resume' }, Infinity, { control, stepping });
    },
  };
}

type Path = readonly string[];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Paths to everything in a JSON value. */
const pathsIn = (value: unknown, before: Path = []): Path[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, inside]) => {
        const path = [...before, key];
        return [path, ...pathsIn(inside, path)];
      })
    : [];

function changedAt(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((one: unknown, at) => at === Number(key) ? changedAt(one, rest, to) : one); // prettier-ignore
  return isObject(value) ? { ...value, [key]: changedAt(value[key], rest, to) } : to;
}

describe('A damaged checkpoint', () => {
  it('is resumed or refused with a sentence, whatever its state says', async () => {
    const { stored, resumed } = await cutOff();
    expect(value((await resumed(stored)).answer).steps).toBeGreaterThan(20);
    const numbers = [-1, 0, 0.5, 1, 7, 13, 1e6, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e308];
    const others = ['', 'AAAA', 'A'.repeat(200), true, null, [], {}, [1, 2]];
    const absurd = fc.constantFrom<unknown>(...numbers, ...others);
    const ends = fc.asyncProperty(fc.constantFrom(...pathsIn(stored)), absurd, async (path, to) => {
      const { answer } = await resumed(changedAt(stored, path, to) as Stored);
      if (!answer.ok) expect(sentence(answer.failure)).toMatch(/\.$/);
    });
    await fc.assert(ends, { numRuns: Number(process.env['STATES'] ?? 40) });
  });

  it.each<[string, Path, unknown, RegExp]>([
    ['carried state of another size', ['state', 'carried', 'h_l0'], 'AAAAAA==', /another size/],
    ['a carried layer too few', ['state', 'carried'], {}, /other layers/],
    ['more samples than words', ['plan', 'samples'], 5000, /more words than the model knows/],
    ['streams longer than the text', ['plan', 'T'], 4000, /more text than there is/],
    ['a place behind the text', ['state', 'position', 'stream', 'at'], 9999, /beyond the end/],
    ['steps beyond its plan', ['state', 'position', 'progress', 'steps'], 9999, /more steps/],
    ['a training time beyond counting', ['state', 'seconds'], 1e308, /state/],
    ['no position', ['state', 'position'], null, /state is missing/],
    ['no plan', ['plan'], 'steps', /plan is missing/],
  ])('with %s says what is wrong and what to do', async (_, path, to, problem) => {
    const { stored, resumed } = await cutOff();
    const { answer, steps } = await resumed(changedAt(stored, path, to) as Stored);
    if (answer.ok) throw new Error('it was resumed');
    expect(answer.failure.kind).toBe('damagedCheckpoint');
    expect(sentence(answer.failure)).toMatch(problem);
    expect(sentence(answer.failure)).toMatch(/Train Afresh on This File/);
    expect(steps).toBe(0);
  });
});
