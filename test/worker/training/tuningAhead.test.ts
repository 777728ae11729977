import { describe, expect, it } from 'vitest';
import { usualFacts } from '../../../src/engine/ghostText/completionTuning';
import { makePlan, type Plan } from '../../../src/engine/training/plan';
import type { BestWeights } from '../../../src/engine/training/trainer';
import { createTuningAhead, type TuningAheadNeeds } from '../../../src/worker/training/tuningAhead';
import { openTrainingRoom } from './trainingRoom';

const shape = { cell: 'lstm', tokens: 'words', V: 50, E: 4, H: 4, L: 1, tied: false } as const;

/** A training of 100 steps, validated after every tenth, with weights that say what they are. */
function stage(turns = 40, changes: Partial<Plan> = {}) {
  const sizes = { shape, tokens: 500, steps: 100 };
  const made = makePlan({ ...sizes, seed: 1, arithmetic: 'separate' });
  const plan = { ...made, validateEvery: 10 };
  const values = new Float32Array(5);
  const trainer = {
    plan: { ...plan, patience: 6, ...changes },
    stepsDone: 0,
    finished: undefined as 'budget' | undefined,
    best: undefined as BestWeights | undefined,
  };
  const signals = { command: 'run' };
  const seen = new Set<number>();
  const begun: number[] = [];
  const run = { trainer, network: { parameters: { values } }, signals };
  const ahead = createTuningAhead({
    run: run as unknown as TuningAheadNeeds['run'],
    tuning: {
      begin() {
        begun.push(trainer.stepsDone);
        let taken = 0;
        const take = () => {
          seen.add(values[0]);
          return ++taken === turns ? { ...usualFacts, theta: values[0] } : undefined;
        };
        return Promise.resolve({ count: turns, take });
      },
    },
    breathe: () => Promise.resolve(),
    log: () => undefined,
    mostTokens: 100,
    before: undefined,
  });
  /** Weights are as many as steps are done. @param isBetter at a validation */
  async function step(isBetter: (step: number) => boolean): Promise<void> {
    const step = ++trainer.stepsDone;
    values.fill(step);
    const report = { step, loss: 1, gradientNorm: 1, learningRate: 1, tokens: 1, recovered: false };
    await ahead.follow({ kind: 'trained', ...report });
    if (step % trainer.plan.validateEvery > 0) return;
    const best = isBetter(step);
    const since = best ? 0 : (trainer.best?.validationsSince ?? 0) + 1;
    if (best) trainer.best = { loss: 1, step, validationsSince: 0, values: values.slice() };
    else if (trainer.best) trainer.best = { ...trainer.best, validationsSince: since };
    if (step === trainer.plan.steps) trainer.finished = 'budget';
    await ahead.follow({ kind: 'validated', step, loss: 1, best });
  }
  return {
    ...{ ahead, trainer, values, seen, begun, signals },
    async go(to: number, isBetter: (step: number) => boolean = () => true) {
      while (trainer.stepsDone < to) await step(isBetter);
    },
  };
}

describe('Completion is tuned ahead of the end of a training', () => {
  it('in its last part, on the best weights of then, and holds for better ones that follow', async () => {
    const { go, ahead, seen, begun } = stage();
    await go(89);
    expect(begun).toEqual([]);
    await go(100);
    expect(begun).toEqual([90]);
    expect([...seen]).toEqual([90]);
    expect(ahead.busy).toBe(false);
    expect((await ahead.finish(false))?.theta).toBe(90);
  });

  it('with the weights of the training back in place after every step', async () => {
    const { go, ahead, values } = stage(1000);
    await go(93);
    expect(ahead.busy).toBe(true);
    expect([...values]).toEqual([93, 93, 93, 93, 93]);
  });

  it('when there was no improvement for a while, and again after the next one', async () => {
    const { go, ahead, begun } = stage();
    await go(50, (step) => step === 10);
    expect(begun).toEqual([40]);
    expect(ahead.tuned).toMatchObject({ step: 10, lasting: false });
    await go(60, () => true);
    expect(ahead.tuned).toBeUndefined();
    await go(100, () => false);
    expect(begun).toEqual([40, 90]);
    expect((await ahead.finish(false))?.theta).toBe(60);
  });

  it('as far as it goes: the rest comes at the end, but not when somebody stops the training', async () => {
    const slow = stage(100_000);
    await slow.go(95);
    expect(slow.ahead.busy).toBe(true);
    expect(await slow.ahead.finish(true)).toBeUndefined();
    const rest = stage(2000);
    // The training ends before it was planned to.
    await rest.go(91);
    expect((await rest.ahead.finish(false))?.theta).toBe(90);
  });

  it('whole, where the training becomes shorter on the way', async () => {
    const { go, ahead, trainer } = stage(2000);
    await go(92);
    expect(ahead.busy).toBe(true);
    trainer.plan.steps = 96;
    await go(96);
    expect(ahead.tuned).toMatchObject({ step: 90, lasting: true });
  });

  it('not while it is paused', async () => {
    const { go, ahead, signals, seen } = stage();
    signals.command = 'pause';
    await go(95);
    expect(ahead.busy).toBe(true);
    expect(seen.size).toBe(0);
  });

  it('in a real training, before its last steps', async () => {
    const room = await openTrainingRoom();
    let [steps, tunedAt] = [0, Infinity];
    const { answer } = await room.train({ budget: { steps: 120 } }, Infinity, {
      stepping: () => {
        steps++;
      },
      log: (line) => {
        if (line.startsWith('completion: tuned')) tunedAt = steps;
      },
    });
    expect(answer.ok).toBe(true);
    expect(tunedAt).toBeLessThan(steps);
    expect((await room.stored()).completion).toMatchObject({
      weights: [{}, {}, {}].map(() => expect.any(Number)),
    });
    await room.dispose();
  });
});
