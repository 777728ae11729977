/** Gradients of pairs against finite differences, where it looks, and what padding and blocks do to that. */
import { describe, expect, it } from 'vitest';
import type { Attention, ModelShape } from '../../../../src/engine/network/shape';
import { random } from '../../../../src/engine/random';
import { quickTanh, exactTanh } from '../../../../src/engine/training/pairs/attention';
import { pairObjective } from '../../../../src/engine/training/pairs/pairObjective';
import { sequencesFrom } from '../../../../src/engine/training/pairs/pairSequences';
import { createTranslator } from '../../../../src/engine/training/pairs/translator';
import { write } from '../../../../src/engine/training/pairs/writing';
import { smallNetwork } from '../../smallNetwork';
import { worstOf } from '../gradientCheck';

const pairs = {
  sources: sequencesFrom([[1, 2, 3, 4], [2], [4, 1, 1]]),
  targets: sequencesFrom([[2, 3], [4, 2, 3, 2], [3]]),
};

const both = (attention: Attention) => ({ V: 5, attention, direction: 'both' }) as const;

function prepare(attention: Attention, shape: Partial<ModelShape> = {}, B = 3) {
  const network = smallNetwork({
    ...{ V: 5, outputs: 5, E: 2, H: 4, inputs: 3, source: { V: 5, attention } },
    ...shape,
  });
  const translator = createTranslator(network, B, { source: 4, target: 5 });
  const objective = pairObjective(translator, { train: pairs, valid: pairs, seed: 1 });
  return { network, translator, objective };
}

describe('the gradient of pairs', () => {
  it.each<[string, Attention, Partial<ModelShape>]>([
    ['no attention, an LSTM', 'none', {}],
    ['dot products, a GRU', 'dot', { cell: 'gru' }],
    ['dot products, two layers of a plain RNN', 'dot', { cell: 'rnn', L: 2 }],
    ['additive attention, a plain RNN', 'additive', { cell: 'rnn' }],
    ['both directions, no attention', 'none', { cell: 'rnn', source: both('none') }],
    [
      'both directions, dot products, two layers',
      'dot',
      { cell: 'rnn', L: 2, source: both('dot') },
    ],
    ['both directions, additive attention', 'additive', { cell: 'rnn', source: both('additive') }],
  ])('agrees with finite differences: %s', (_, attention, shape) => {
    const { network, objective } = prepare(attention, shape);
    const loss = () => objective.gradient({ epoch: 0, at: 0 }, random(1));
    expect(worstOf(network.parameters.values, objective.gradients.values, loss)).toBeLessThan(1);
  });

  it('of a batch is the mean of its tokens', () => {
    const all = prepare('dot').objective.gradient({ epoch: 0, at: 0 }, random(1));
    const single = prepare('dot', {}, 1);
    let [sum, tokens] = [0, 0];
    for (let at = 0; at < 3; at++) {
      const loss = single.objective.gradient({ epoch: 0, at }, random(1));
      const { sources } = pairs;
      const written = [3, 5, 2].find((steps) =>
        [4, 1, 3].some(
          (length, n) => [3, 5, 2][n] === steps && single.objective.tokens === steps + length,
        ),
      );
      expect(sources.starts).toHaveLength(4);
      sum += loss * (written ?? NaN);
      tokens += written ?? NaN;
    }
    expect(sum / tokens).toBeCloseTo(all, 10);
  });
});

describe('looking back at a source', () => {
  it.each<Attention>(['dot', 'additive', 'hard'])(
    'shares sum to 1 over the source alone: %s',
    (kind) => {
      const looks: number[][] = [];
      write(prepare(kind).translator, pairs.sources, {
        most: 3,
        onLook: (source, _, shares) => void looks.push([source, ...Array.from(shares)]),
      });
      expect(looks.length).toBeGreaterThan(2);
      for (const [source, ...shares] of looks) {
        expect(shares).toHaveLength([4, 1, 3][source]);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }
    },
  );

  it('leaves out what is blocked, and that changes the rest', () => {
    const looksWith = (blocked: (source: number, position: number) => boolean) => {
      const looks: number[][] = [];
      const onLook = (source: number, _: number, shares: ArrayLike<number>) =>
        void (source === 0 && looks.push(Array.from(shares)));
      write(prepare('dot').translator, pairs.sources, { most: 1, isBlocked: blocked, onLook });
      return looks[0];
    };
    const free = looksWith(() => false);
    const blocked = looksWith((source, position) => source === 0 && position === 2);
    expect(blocked[2]).toBe(0);
    expect(blocked[1]).toBeCloseTo(free[1] / (1 - free[2]), 10);
  });

  it('writes the same of a source whatever is read next to it', () => {
    const { translator } = prepare('dot');
    const together = write(translator, pairs.sources, { most: 6 });
    const alone = [[1, 2, 3, 4], [2], [4, 1, 1]].map(
      (source) => write(translator, sequencesFrom([source]), { most: 6 })?.[0],
    );
    expect(together?.map((one) => [...one])).toEqual(alone.map((one) => [...(one ?? [])]));
  });

  it('makes use of a quick tanh that is right to single precision', () => {
    for (let x = -9; x <= 9; x += 0.37) expect(quickTanh(x)).toBeCloseTo(exactTanh(x), 6);
  });
});
