/** Same pairs, same seed: same bytes, twice and on two threads; in single precision as in the twin's double. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../src/engine/kernels/kernels';
import { saveTensors } from '../../../../src/engine/network/network';
import type { Attention } from '../../../../src/engine/network/shape';
import { createPairNetwork } from '../../../../src/engine/tasks/pairs/pairNetwork';
import type { Pair } from '../../../../src/engine/tasks/pairs/readPairs';
import { createTwin } from '../../../../src/engine/twin/twin';
import { createKernels, createTeam } from '../../kernels/wasmFixture';

const pairs: Pair[] = Array.from({ length: 60 }, (_, n) => {
  const source = String(17 * n * n + n);
  return { source, target: Array.from(source).reverse().join(''), line: n + 1 };
});

const open: Kernels[] = [];
afterAll(() => open.forEach((kernels) => kernels.dispose()));

function trained(kernels: Kernels, attention: Attention, steps: number) {
  open.push(kernels);
  const { network, trainer } = createPairNetwork({
    ...{ kernels, split: { train: pairs, valid: pairs.slice(0, 4) }, attention, seed: 5, steps },
    ...{ chosen: { cell: 'gru', L: 1, direction: 'both' }, arithmetic: 'separate' },
    units: { source: 'letters', target: 'letters' },
  });
  let loss = 0;
  while (!trainer.finished) loss = trainer.step()?.loss ?? loss;
  return { network, loss };
}

const bytesOf = ({ network }: ReturnType<typeof trained>): number[][] =>
  [...saveTensors(network).values()].map((tensor) => Array.from(tensor));

describe('pairs that are read in both directions', () => {
  it('become the same weights twice and on two threads', async () => {
    const once = bytesOf(trained(createKernels(), 'additive', 8));
    expect(once.length).toBeGreaterThan(15);
    expect(bytesOf(trained(createKernels(), 'additive', 8))).toEqual(once);
    const team = await createTeam(2, { shareFrom: 0 });
    expect(bytesOf(trained(team, 'additive', 8))).toEqual(once);
  });

  it('are learnt in single precision as in double', () => {
    const single = trained(createKernels(), 'dot', 5);
    const double = trained(createTwin({ interrupted: () => false }), 'dot', 5);
    expect(single.loss).toBeCloseTo(double.loss, 4);
  });
});
