import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HelperLost } from '../../../src/engine/kernels/failures';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { createTwin } from '../../../src/engine/twin/twin';
import {
  createNetwork,
  loadTensors,
  saveTensors,
  type Network,
} from '../../../src/engine/network/network';
import { learningRateAt, stretched, type Plan } from '../../../src/engine/training/plan';
import { createTrainer, type Trainer } from '../../../src/engine/training/trainer';
import type { TrainerState } from '../../../src/engine/training/trainerState';
import { random } from '../../../src/engine/random';

const V = 12;
const plan: Plan = {
  steps: 24,
  B: 3,
  T: 5,
  learningRate: 0.01,
  warmUp: 3,
  clip: 1,
  weightDecay: 0.01,
  samples: 6,
  validateEvery: 4,
  patience: 100,
  seed: 5,
};

/** A text with a pattern: each token is mostly the one before plus one. */
function textOf(length: number): Int32Array {
  const dice = random(3);
  const ids = new Int32Array(length);
  for (let n = 1; n < length; n++) {
    ids[n] = dice.next() < 0.8 ? (ids[n - 1] + 1) % V : dice.below(V);
  }
  return ids;
}

interface Options {
  readonly interrupted?: () => boolean;
  readonly plan?: Partial<Plan>;
  /** Puts something else in the place of the softmax. */
  readonly spoil?: (softmax: Kernels['softmax']) => Kernels['softmax'];
  readonly resume?: { state: TrainerState; best: ReadonlyMap<string, Float32Array> };
}

/** Single precision, as in the product: what is stored and read again is what was computed. */
function trainerOn(
  ids: Int32Array,
  options: Options = {},
): { trainer: Trainer; network: Network; best(): string } {
  const twin = createTwin({ interrupted: options.interrupted ?? (() => false) });
  const kernels = {
    ...twin,
    floats: (length: number) => new Float32Array(length),
    ...(options.spoil && { softmax: options.spoil(twin.softmax) }),
  };
  const network = createNetwork(kernels, {
    cell: 'lstm',
    tokens: 'words',
    V,
    E: 6,
    H: 7,
    L: 2,
    tied: false,
  });
  if (options.resume) loadTensors(network, options.resume.best);
  const counts = new Uint32Array(V);
  for (const id of ids) counts[id]++;
  const trainer = createTrainer({
    network,
    text: {
      ids,
      trainRanges: [
        { from: 0, to: 100 },
        { from: 120, to: ids.length },
      ],
      validRanges: [{ from: 100, to: 120 }],
      counts,
    },
    plan: { ...plan, ...options.plan },
    start: options.resume?.state ?? 'new',
  });
  const best = (): string =>
    JSON.stringify(
      [...saveTensors(network, trainer.best?.values)].map(([name, values]) => [name, ...values]),
    );
  return { trainer, network, best };
}

function finish(trainer: Trainer): void {
  while (!trainer.finished) trainer.step();
}

describe('trainer', () => {
  const ids = textOf(300);

  it('learns: the validation loss falls well below that of the first steps', () => {
    const { trainer } = trainerOn(ids, { plan: { steps: 300, validateEvery: 20 } });
    const losses: number[] = [];
    while (!trainer.finished) {
      const report = trainer.step();
      if (report?.kind === 'validated') losses.push(report.loss);
    }
    expect(trainer.best?.loss).toBeLessThan(losses[0] - 0.3);
  });

  it('gives the same weights for the same plan', () => {
    const one = trainerOn(ids);
    const two = trainerOn(ids);
    finish(one.trainer);
    finish(two.trainer);
    expect(one.best()).toBe(two.best());
  });

  it('gives the same weights when every step is interrupted somewhere', () => {
    const whole = trainerOn(ids);
    finish(whole.trainer);
    const dice = random(11);
    let patience = 0;
    const cut = trainerOn(ids, { interrupted: () => patience-- <= 0 });
    let given = 0;
    while (!cut.trainer.finished) {
      patience = dice.below(24);
      if (cut.trainer.step() === undefined) given++;
      patience = 1_000_000;
      if (!cut.trainer.finished) cut.trainer.step();
    }
    expect(given).toBeGreaterThan(5);
    expect(cut.best()).toBe(whole.best());
  });

  it('gives the same weights when it is stored and resumed after any step', () => {
    const whole = trainerOn(ids);
    finish(whole.trainer);
    for (const stop of [1, 4, 7, 13, 23]) {
      const before = trainerOn(ids);
      while (before.trainer.stepsDone < stop) before.trainer.step();
      const text = JSON.stringify(before.trainer.state().position);
      const state = {
        position: JSON.parse(text) as TrainerState['position'],
        tensors: before.trainer.state().tensors,
      };
      const best = new Map(
        (JSON.parse(before.best()) as [string, ...number[]][]).map(([name, ...values]) => [
          name,
          Float32Array.from(values),
        ]),
      );
      const after = trainerOn(ids, { resume: { state, best } });
      finish(after.trainer);
      expect(after.best()).toBe(whole.best());
    }
  });

  it.each(['loss', 'gradient'])(
    'goes back in the same step in which a %s is not finite',
    (what) => {
      let spoilt = false;
      const { trainer, network } = trainerOn(ids, {
        plan: { samples: 0, warmUp: 0 },
        spoil: (softmax) => (decoder, h, targets, scale, dh, gradients) => {
          const loss = softmax(decoder, h, targets, scale, dh, gradients);
          if (spoilt && what === 'gradient') gradients.w[3] = Infinity;
          return spoilt && what === 'loss' ? NaN : loss;
        },
      });
      while (trainer.stepsDone < 10) trainer.step();
      const good = Float32Array.from(trainer.best?.values ?? []);
      const rate = (): number => {
        const report = trainer.step();
        return report?.kind === 'trained' ? report.learningRate : NaN;
      };
      expect(rate()).toBe(learningRateAt(trainer.plan, 10));
      spoilt = true;
      const report = trainer.step();
      spoilt = false;
      expect(report).toMatchObject({ kind: 'trained', step: 12, recovered: true });
      expect(Float32Array.from(network.parameters.values)).toEqual(good);
      expect(trainer.recoveries).toBe(1);
      trainer.step(); // the validation that is due after step 12
      expect(rate()).toBe(learningRateAt(trainer.plan, 12) / 2);
      finish(trainer);
      expect(trainer.finished).toBe('budget');
      expect(trainer.recoveries).toBe(1);
      expect(trainer.best?.values.every(Number.isFinite)).toBe(true);
    },
  );

  it('keeps no weights that are not finite, though the validation does not meet them', () => {
    const { trainer, network } = trainerOn(ids);
    while (trainer.best === undefined) trainer.step();
    const good = Float32Array.from(trainer.best.values);
    const { encoder } = network.parameters;
    expect(trainer.sound()).toBe(true);
    encoder[encoder.length - 1] = NaN; // of a token that is in no text
    expect(trainer.sound()).toBe(false);
    expect(trainer.validate()).toMatchObject({ kind: 'validated', best: false });
    expect(trainer.recoveries).toBe(1);
    expect(Float32Array.from(network.parameters.values)).toEqual(good);
  });

  it('goes back to good weights and halves the rate when a step is not finite', () => {
    const { trainer } = trainerOn(ids, { plan: { learningRate: 1e39, steps: 30 } });
    const rates: number[] = [];
    while (!trainer.finished) {
      const report = trainer.step();
      if (report?.kind === 'trained' && report.recovered) rates.push(report.learningRate);
    }
    expect(rates.length).toBeGreaterThan(0);
    expect(trainer.finished).toBe('notFinite');
    expect(trainer.best?.values.every(Number.isFinite) ?? true).toBe(true);
  });
});

describe('a trainer whose kernels lose a helper thread', () => {
  it('does the step again and ends in the same weights', () => {
    const ids = textOf(300);
    const whole = trainerOn(ids);
    finish(whole.trainer);
    let questions = 0;
    const shaken = trainerOn(ids, {
      interrupted() {
        questions++;
        if (questions % 97 === 0 && questions < 500) throw new HelperLost();
        return false;
      },
    });
    finish(shaken.trainer);
    expect(shaken.best()).toBe(whole.best());
  });
});

describe('A training whose number of steps is changed on the way', () => {
  const ids = textOf(400);

  it.each([
    [10, 60],
    [17, 20],
  ])('at step %i to %i comes to the same bytes as one that was planned so', (at, steps) => {
    const changed = trainerOn(ids);
    while (changed.trainer.stepsDone < at) changed.trainer.step();
    changed.trainer.stretch(steps);
    while (!changed.trainer.finished) changed.trainer.step();
    expect(changed.trainer.stepsDone).toBe(steps);
    const planned = trainerOn(ids, { plan: changed.trainer.plan });
    while (!planned.trainer.finished) planned.trainer.step();
    expect(planned.best()).toBe(changed.best());
  });

  it('lets the learning rate fall without a jump, to its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 998 }),
        fc.integer({ min: 1, max: 3000 }),
        (at, more) => {
          const before = { ...plan, steps: 1000, warmUp: 0 };
          const after = stretched(before, at, at + more);
          for (let step = 0; step <= at; step++) {
            expect(learningRateAt(after, step)).toBeCloseTo(learningRateAt(before, step), 12);
          }
          for (let step = at; step < at + more; step++) {
            const [rate, next] = [learningRateAt(after, step), learningRateAt(after, step + 1)];
            expect(next).toBeLessThanOrEqual(rate);
          }
          expect(learningRateAt(after, at + more)).toBeCloseTo(0.01 * plan.learningRate, 12);
        },
      ),
    );
  });

  it('cannot be shorter than what is done', () => {
    const { trainer } = trainerOn(ids);
    while (trainer.stepsDone < 5) trainer.step();
    expect(() => trainer.stretch(5)).toThrow('5 steps are done already');
  });
});
