/** Words guessed from both sides: the gradient, that a place's own word is not seen, and that it is reproducible. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../src/engine/kernels/kernels';
import { saveTensors } from '../../../../src/engine/network/network';
import type { ModelShape } from '../../../../src/engine/network/shape';
import { random } from '../../../../src/engine/random';
import { blankPlaces, createBlankNetwork } from '../../../../src/engine/tasks/blank/blankNetwork';
import { blankObjective } from '../../../../src/engine/training/blank/blankObjective';
import { placesIn } from '../../../../src/engine/training/blank/places';
import { createTwin } from '../../../../src/engine/twin/twin';
import { createKernels, createTeam } from '../../kernels/wasmFixture';
import { smallNetwork } from '../../smallNetwork';
import { worstOf } from '../gradientCheck';

const V = 5;
const both = { direction: 'both' } as const;
const dice = random(4);
const ids = Int32Array.from({ length: 17 }, () => dice.below(V));
const whole = { from: 0, to: ids.length };

interface Case {
  readonly shape?: Partial<ModelShape>;
  readonly dropout?: number;
  readonly samples?: number;
  readonly margin?: number;
}

function prepare({ shape = both, dropout = 0, samples = 0, margin = 0 }: Case, read = ids) {
  const network = smallNetwork({ V, E: 2, H: 2, ...shape });
  const places = placesIn(read, { asked: whole, read: whole, each: 5, margin });
  const objective = blankObjective(network, {
    ...{ train: places, valid: places, B: 3, seed: 1, dropout, samples },
  });
  return { network, places, objective };
}

describe('the gradient of words that are guessed', () => {
  it.each<[string, Case]>([
    ['from both sides', {}],
    ['from both sides, a GRU', { shape: { ...both, cell: 'gru' } }],
    ['from the left', { shape: {} }],
    ['from the left, two layers', { shape: { L: 2, cell: 'rnn' } }],
    ['in the middle of what is read', { margin: 2 }],
    ['by a sample of the words', { samples: 3 }],
    ['with dropout', { dropout: 0.4 }],
  ])('agrees with finite differences: %s', (_, made) => {
    const { network, objective } = prepare(made);
    const worst = worstOf(network.parameters.values, objective.gradients.values, () =>
      objective.gradient({ epoch: 1, at: 0 }, random(5)),
    );
    expect(worst).toBeLessThanOrEqual(1);
  });
});

/** How probable each word is at a place, by putting each there. */
function probabilitiesAt(place: number, made: Case, changed = ids): number[] {
  return Array.from({ length: V }, (_, word) => {
    const put = changed.slice();
    put[place] = word;
    const { objective, places } = prepare(made, put);
    return Math.exp(-(objective.guesses(places)?.losses[place] ?? NaN));
  });
}

describe('a place', () => {
  it.each([0, 4, 5, 8, 16])('is guessed without its own word, all words sum to 1: %i', (place) => {
    const found = probabilitiesAt(place, { margin: 3 });
    expect(found.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
  });

  it('is guessed by what stands on both sides, or on the left alone', () => {
    const differs = (place: number, made: Case): boolean => {
      const changed = ids.slice();
      changed[place] = (changed[place] + 1) % V;
      const [one, other] = [probabilitiesAt(7, made)[0], probabilitiesAt(7, made, changed)[0]];
      return one !== other;
    };
    expect([differs(6, {}), differs(8, {})]).toEqual([true, true]);
    const left = { shape: {} };
    expect([differs(6, left), differs(8, left)]).toEqual([true, false]);
  });

  it('is asked for once, in order, with what stands around it', () => {
    const asked = { from: 4, to: 15 };
    const places = placesIn(ids, { asked, read: { from: 2, to: 17 }, each: 5, margin: 3 });
    const words = places.asked.flatMap(({ from, to }, n) =>
      Array.from(places.ids.subarray(places.starts[n] + from, places.starts[n] + to)),
    );
    expect(words).toEqual(Array.from(ids.subarray(4, 15)));
    expect(Array.from(places.starts)).toEqual([0, 10, 21, 27]);
  });

  it.each<[string, Partial<ModelShape>]>([
    ['two layers of two directions', { ...both, L: 2 }],
    ['a deep read-out', { ...both, readout: 'deep' }],
    ['a window of words', { window: 1, inputs: 5 }],
  ])('would be seen by %s: refused', (_, shape) => {
    expect(() => prepare({ shape })).toThrow(RangeError);
  });
});

const open: Kernels[] = [];
afterAll(() => open.forEach((kernels) => kernels.dispose()));

function trained(kernels: Kernels, steps: number) {
  open.push(kernels);
  const text = Int32Array.from({ length: 600 }, (_, n) => (7 * n * n + (n % 5)) % 23);
  const split = { train: { from: 0, to: 500 }, valid: { from: 500, to: 550 } };
  const places = blankPlaces({ ids: text, split: { ...split, test: { from: 550, to: 600 } } });
  const { network, trainer, objective } = createBlankNetwork({
    ...{ kernels, places, V: 23, sides: 'both', sizes: { E: 16, H: 16 }, seed: 5, steps },
    ...{ chosen: { cell: 'lstm', L: 1 }, arithmetic: 'separate' },
  });
  let loss = 0;
  while (!trainer.finished) loss = trainer.step()?.loss ?? loss;
  const bytes = [...saveTensors(network).values()].map((tensor) => Array.from(tensor));
  return { bytes, loss, losses: objective.guesses(places.test)?.losses ?? [] };
}

describe('a training of blanks', () => {
  it('becomes the same weights twice and on two threads', async () => {
    const { bytes } = trained(createKernels(), 6);
    expect(trained(createKernels(), 6).bytes).toEqual(bytes);
    const team = await createTeam(2, { shareFrom: 0 });
    expect(trained(team, 6).bytes).toEqual(bytes);
  });

  it('learns in single precision what it learns in double', () => {
    const single = trained(createKernels(), 2);
    const double = trained(createTwin({ interrupted: () => false }), 2);
    expect(single.loss).toBeCloseTo(double.loss, 4);
    expect(single.losses).toHaveLength(50);
    single.losses.forEach((loss, n) => expect(loss).toBeCloseTo(double.losses[n], 3));
  });
});
