/** A network's answers do not depend on what stands beside a sequence, nor on the engine. */
import { describe, expect, it } from 'vitest';
import type { ModelShape } from '../../../../src/engine/network/shape';
import { answer, createAnswering } from '../../../../src/engine/training/sequences/answers';
import { batchesOf } from '../../../../src/engine/training/sequences/batches';
import { createLanes, longestRead } from '../../../../src/engine/training/sequences/lanes';
import {
  longestOf,
  type Asked,
  type Sequences,
} from '../../../../src/engine/training/sequences/sequences';
import { smallNetwork } from '../../smallNetwork';
import { madeSequences } from './sequences';

const shape = { V: 7, E: 4, H: 5, outputs: 4, direction: 'both', L: 2 } as const;
const lengths = [7, 1, 30, 4, 4, 12, 9];

function probabilitiesOf(
  sequences: Sequences,
  asked: Asked,
  B: number,
  more: Partial<ModelShape> = {},
): number[][] {
  const network = smallNetwork({ ...shape, ...more });
  const answering = createAnswering(network, createLanes(network, B, longestOf(sequences)), asked);
  const found: number[][] = [];
  const answers = answer(answering, sequences, (at, probabilities) => {
    found[at] = [...probabilities];
  });
  found.forEach((probabilities, at) => {
    expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    expect(answers?.[at]).toBe(probabilities.indexOf(Math.max(...probabilities)));
  });
  return found;
}

describe('answers', () => {
  it.each(['last', 'mean', 'maximum', 'each'] as const)(
    'to %s are those that a sequence gets alone',
    (asked) => {
      const sequences = madeSequences({ lengths, V: 7, outputs: 4, each: asked === 'each' });
      const together = probabilitiesOf(sequences, asked, 4);
      const alone = probabilitiesOf(sequences, asked, 1);
      expect(together).toHaveLength(asked === 'each' ? 67 : 7);
      together.forEach((row, at) =>
        row.forEach((one, n) => expect(one).toBeCloseTo(alone[at][n], 12)),
      );
    },
  );

  it('are given to the beginning of what is too long to be read as a whole', () => {
    const sequences = madeSequences({
      lengths: [longestRead + 80, 3],
      V: 7,
      outputs: 4,
      each: true,
    });
    const cut = { ...sequences, starts: Int32Array.of(0, longestRead) };
    const whole = probabilitiesOf(sequences, 'each', 2);
    const beginning = probabilitiesOf(cut, 'each', 2);
    expect(whole[longestRead - 1][0]).toBeCloseTo(beginning[longestRead - 1][0], 12);
    expect(whole[longestRead]).toBeUndefined();
  });
});

describe('the batches of a round', () => {
  const sequences = madeSequences({
    lengths: Array.from({ length: 403 }, (_, n) => 1 + (n % 19)),
    ...{ V: 7, outputs: 4 },
  });

  it('hold every sequence once, side by side those of nearly one length', () => {
    const batches = batchesOf(sequences, 8, { seed: 3, epoch: 1 });
    expect(batches).toHaveLength(51);
    const all = batches.flatMap((batch) => [...batch]);
    expect(all.sort((one, other) => one - other)).toEqual([...Array(403).keys()]);
    const lengthOf = (n: number): number => sequences.starts[n + 1] - sequences.starts[n];
    for (const batch of batches) {
      const found = [...batch].map(lengthOf);
      expect(Math.max(...found) - Math.min(...found)).toBeLessThanOrEqual(2);
    }
  });

  it('hold every sequence once where lengths are mixed, too', () => {
    const batches = batchesOf(sequences, 8, { seed: 3, epoch: 1, mixed: true });
    expect(batches.map(({ length }) => length).sort()).toEqual([3, ...Array(50).fill(8)]);
    const all = batches.flatMap((batch) => [...batch]);
    expect(all.sort((one, other) => one - other)).toEqual([...Array(403).keys()]);
    const full = batches.filter(({ length }) => length === 8);
    const spread = full.map((batch) => {
      const found = [...batch].map((n) => sequences.starts[n + 1] - sequences.starts[n]);
      return Math.max(...found) - Math.min(...found);
    });
    expect(Math.min(...spread)).toBeGreaterThan(3);
  });

  it('are the same for the same seed and round, and others for others', () => {
    const round = (seed: number, epoch: number): string =>
      JSON.stringify(batchesOf(sequences, 8, { seed, epoch }).map((batch) => [...batch]));
    expect(round(3, 1)).toBe(round(3, 1));
    expect(new Set([round(3, 1), round(3, 2), round(4, 1), round(4, 0)]).size).toBe(4);
  });
});
