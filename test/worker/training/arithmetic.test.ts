/** Trainings in either arithmetic, on machines that have both and on machines that have one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arithmetic } from '../../../src/engine/kernels/arithmetic';
import type { TrainingSummary } from '../../../src/shared/api';
import type { TrainingRequest } from '../../../src/shared/contracts/trainer';
import { arithmeticsHere } from '../../engine/kernels/bothArithmetics';
import { engineHere } from '../engine';
import { story, value } from '../house';
import { openTrainingRoom, type TrainingRoom } from './trainingRoom';

const isFused = arithmeticsHere().includes('fused');
let room: TrainingRoom;
beforeEach(async () => {
  room = await openTrainingRoom();
});
afterEach(() => room.dispose());

const sizes = { steps: 120, validateEvery: 20, B: 4, T: 8, samples: 0 };
const text = story(700);

/** On a machine with this arithmetic, besides `separate`. */
async function train(
  on: Arithmetic,
  changes: Partial<TrainingRequest>,
  dieAt = Infinity,
): Promise<{ sha256: string; remark: string | undefined; plan: unknown }> {
  const tools = { engine: engineHere(on) };
  const { answer, progress } = await room.train({ text, ...changes }, dieAt, tools);
  const { sha256 } = value<TrainingSummary>(answer);
  return { sha256, remark: progress.at(-1)?.otherArithmetic, plan: (await room.stored()).plan };
}

const planned = (arithmetic: Arithmetic | undefined) => ({
  budget: { plan: arithmetic ? { ...sizes, arithmetic } : sizes },
});

describe('A machine without fused multiply-add', () => {
  it('plans what it can do', async () => {
    const { plan, remark } = await train('separate', { budget: { steps: 20 } });
    expect(plan).toMatchObject({ arithmetic: 'separate' });
    expect(remark).toBeUndefined();
  });

  it('carries out a fused plan separately, says so, and stores what it did', async () => {
    const instead = await train('separate', planned('fused'));
    expect(instead.remark).toBe('missing');
    expect(instead.plan).toMatchObject({ ...sizes, arithmetic: 'separate' });
    const own = await train('separate', planned('separate'));
    expect(own.remark).toBeUndefined();
    expect(instead.sha256).toBe(own.sha256);
  });
});

describe.runIf(isFused)('A machine with fused multiply-add', () => {
  it('plans it, with another result', async () => {
    const { plan } = await train('fused', { budget: { steps: 20 } });
    expect(plan).toMatchObject({ arithmetic: 'fused' });
    const [own, other] = [
      await train('fused', planned('fused')),
      await train('fused', planned('separate')),
    ];
    expect(own.sha256).not.toBe(other.sha256);
  });

  it('follows a separate plan to the letter, and one that names nothing', async () => {
    const { sha256 } = await train('separate', planned('separate'));
    for (const arithmetic of ['separate', undefined] as const) {
      const followed = await train('fused', planned(arithmetic));
      expect(followed).toMatchObject({ sha256, remark: undefined });
      expect(followed.plan).not.toMatchObject({ arithmetic: 'fused' });
    }
  });

  it.each(['separate', 'fused'] as const)(
    'resumes a training that was begun %s and ends in its bytes',
    async (arithmetic) => {
      const whole = await train('fused', planned(arithmetic));
      await expect(train(arithmetic, planned(arithmetic), 90)).rejects.toThrow('lost');
      const rest = await train('fused', { start: 'resume', ...planned(arithmetic) });
      expect(rest).toEqual(whole);
    },
  );

  it('leaves a training that the other machine finishes separately, and says so', async () => {
    await expect(train('fused', planned('fused'), 90)).rejects.toThrow('lost');
    const { steps } = await room.stored();
    const rest = await train('separate', { start: 'resume', ...planned('fused') });
    expect(rest.remark).toBe('missing');
    expect(rest.plan).toMatchObject({
      arithmetic: 'separate',
      // On a busy machine the only checkpoint may be the one before the first step.
      ...(steps > 0 && { earlier: [{ until: steps, steps: sizes.steps, arithmetic: 'fused' }] }),
    });
    // It is a model like any other: it opens, and is trained further.
    expect((await room.stored()).weights.size).toBeGreaterThan(0);
    const further = await train('separate', { start: 'continue', budget: { steps: 20 } });
    expect(further).toMatchObject({ remark: undefined, plan: { arithmetic: 'separate' } });
  });
});
