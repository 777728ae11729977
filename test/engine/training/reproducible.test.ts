/**
 * Same text + same plan = same bytes, of which there are two, one for each arithmetic: on 1 to 4 threads, twice, stopped and resumed at 20 random
 * steps, with a helper that dies on the way, and on every Node that runs this file, because the
 * SHA-256 of the saved tensors is written down here. Whoever changes the order of a sum writes down
 * another, and thereby says that stored trainings will not be repeated to the bit.
 */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Arithmetic } from '../../../src/engine/kernels/arithmetic';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { createNetwork, loadTensors, saveTensors } from '../../../src/engine/network/network';
import type { Plan } from '../../../src/engine/training/plan';
import { createTrainer, type Trainer } from '../../../src/engine/training/trainer';
import type { TrainerState } from '../../../src/engine/training/trainerState';
import { random } from '../../../src/engine/random';
import { arithmeticsHere } from '../kernels/bothArithmetics';
import { arrival, createKernels, createTeam, loadModule, threads } from '../kernels/wasmFixture';

const shape = { cell: 'lstm', tokens: 'words', V: 203, E: 20, H: 37, L: 2, tied: false } as const;
const plan: Plan = {
  ...{ steps: 60, B: 6, T: 9, samples: 50, validateEvery: 8, patience: 100, seed: 3 },
  ...{ learningRate: 0.01, warmUp: 5, clip: 1, weightDecay: 0.01 },
};
const results = {
  separate: {
    sampled: '6cc2298308208283018f0138fcbd527391bd0d65ffe906dd30cac6105b233073',
    full: '8352a8ca699b28e0321e7d52c73e5fc502fca35d451fae312b48938b6c1671f9',
  },
  fused: {
    sampled: '74d1fd4a472dae7850b4f2c89595c998e9cfbea7edadbccbf4ecfbd574b0aa58',
    full: '424c7de4f00f7ba5a66eeb6d17b72291fcd964e8d16396d3957b6fa7353e4141',
  },
};
const here = arithmeticsHere();

/** A text in which each token has something to do with the one before. */
const text = (() => {
  const dice = random(17);
  const ids = new Int32Array(2500);
  for (let n = 1; n < ids.length; n++) {
    ids[n] = dice.next() < 0.7 ? (3 * ids[n - 1] + 1) % shape.V : dice.below(shape.V);
  }
  const counts = new Uint32Array(shape.V);
  for (const id of ids) counts[id]++;
  const trainRanges = [{ from: 0, to: 2300 }];
  return { ids, counts, trainRanges, validRanges: [{ from: 2300, to: 2500 }] };
})();

const open: Kernels[] = [];
afterEach(() => open.splice(0).forEach((kernels) => kernels.dispose()));

interface Stored {
  readonly state: TrainerState;
  readonly best: ReadonlyMap<string, Float32Array>;
}

interface Session {
  readonly trainer: Trainer;
  /** What a checkpoint keeps, as it comes back from a file. */
  store(): Stored;
  sha256(): string;
}

function sessionOn(kernels: Kernels, changes: Partial<Plan> = {}, stored?: Stored): Session {
  const network = createNetwork(kernels, shape);
  if (stored) loadTensors(network, stored.best);
  const start = stored?.state ?? 'new';
  const trainer = createTrainer({ network, text, plan: { ...plan, ...changes }, start });
  return {
    trainer,
    store() {
      const { position, tensors } = trainer.state();
      const best = saveTensors(network, trainer.best?.values ?? network.parameters.values);
      const read = JSON.parse(JSON.stringify(position)) as TrainerState['position'];
      return { state: { position: read, tensors }, best };
    },
    sha256() {
      const hash = createHash('sha256');
      for (const values of saveTensors(network, trainer.best?.values).values()) hash.update(values);
      for (const values of saveTensors(network).values()) hash.update(values);
      return hash.digest('hex');
    },
  };
}

async function team(
  count: number,
  arithmetic: Arithmetic,
  interrupted = () => false,
): Promise<Kernels> {
  const module = loadModule(arithmetic);
  const kernels = await createTeam(count, { shareFrom: 0, interrupted, module });
  open.push(kernels);
  return kernels;
}

function finish(trainer: Trainer): void {
  while (!trainer.finished) trainer.step();
}

describe.each(here)('a training (%s)', (arithmetic) => {
  const expected = results[arithmetic];
  const module = loadModule(arithmetic);

  it.each([1, 2, 3, 4])('comes to the same bytes on %i threads, twice', async (count) => {
    for (const round of ['first', 'second']) {
      const session = sessionOn(await team(count, arithmetic));
      finish(session.trainer);
      expect({ round, sha256: session.sha256() }).toEqual({ round, sha256: expected.sampled });
    }
  });

  it('comes to the same bytes with a full softmax, and with tiles of any height', async () => {
    for (const tileRows of [4, 5, 6] as const) {
      const kernels = createKernels({ tileRows, module });
      open.push(kernels);
      const session = sessionOn(kernels, { samples: 0 });
      finish(session.trainer);
      expect(session.sha256()).toBe(expected.full);
    }
  });

  it.each([1, 2, 3, 4])(
    'comes to the same bytes on %i threads when it is cut off and resumed at 20 random steps',
    async (count) => {
      const dice = random(count);
      const stops = new Set<number>();
      while (stops.size < 20) stops.add(1 + dice.below(plan.steps - 1));
      let stored: Stored | undefined;
      let cutOff = 0;
      let questions = Infinity;
      // The same threads each time, with what the step that was cut off has left in their memory.
      const kernels = await team(count, arithmetic, () => questions-- <= 0);
      for (const stop of [...stops].sort((a, b) => a - b)) {
        const session = sessionOn(kernels, {}, stored);
        while (session.trainer.stepsDone < stop) session.trainer.step();
        // In the middle of the step after it.
        questions = dice.below(12);
        if (session.trainer.step() === undefined) cutOff++;
        questions = Infinity;
        stored = session.store();
      }
      // And the last time in others, as after a start.
      const last = sessionOn(await team(count, arithmetic), {}, stored);
      finish(last.trainer);
      expect(cutOff).toBeGreaterThan(5);
      expect(last.sha256()).toBe(expected.sampled);
    },
  );

  it('comes to the same bytes when a helper dies in the middle of a step', async () => {
    const crew = threads();
    const kernels = createKernels({ threads: 3, startHelper: crew.start, shareFrom: 0, module });
    open.push(kernels);
    await arrival(kernels, 3);
    const session = sessionOn(kernels);
    while (session.trainer.stepsDone < 25) session.trainer.step();
    const before = session.sha256();
    // It ends while the next step runs, or before: the step fails, nothing of it is kept.
    void crew.workers[1].terminate();
    expect(session.trainer.step()).toBeUndefined();
    expect(session.sha256()).toBe(before);
    finish(session.trainer);
    expect(kernels.threads).toBe(1);
    expect(session.sha256()).toBe(expected.sampled);
  });
});
