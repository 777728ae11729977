/** The LSTM derived from its equations against one that is written by hand (lstmByHand.ts). */
import { describe, expect, it } from 'vitest';
import { createTwin } from '../../../src/engine/twin/twin';
import { random } from '../../../src/engine/random';
import { cellNamed } from './everyCell';
import { lstmBackward, lstmForward } from './lstmByHand';

const twin = createTwin({ interrupted: () => false });
const { cell } = cellNamed('lstm').compilation;
const [T, B, K, H] = [6, 3, 5, 7];

function layer() {
  const { between } = random(11);
  const filled = (length: number) => Float64Array.from({ length }, () => between(-0.8, 0.8));
  const rows = Int32Array.from({ length: T * B }, (_, n) => (n * n) % 4);
  const tensors = [filled(4 * H * K), filled(4 * H * H), filled(4 * H), filled(4 * H)];
  const gradients = tensors.map(({ length }) => filled(length));
  const states = [filled((T + 1) * B * H), filled((T + 1) * B * H)];
  const record = { T, B, rows, x: filled(4 * K), columns: new Float64Array(T * B * 4 * H), states };
  const flow = { dh: filled(T * B * H), dz: filled(T * B * 4 * H), dx: filled(4 * K) };
  return { weights: { K, H, tensors }, gradients: { K, H, tensors: gradients }, record, flow };
}

function byHand() {
  const { weights, gradients, record, flow } = layer();
  const named = ({ tensors: [wx, wh, bx, bh] }: typeof weights) => ({
    ...{ K, H, wx, wh, bx, bh },
  });
  const {
    columns: gates,
    states: [h, c],
    ...rest
  } = record;
  lstmForward(named(weights), { ...rest, gates, h, c }, () => false);
  const forward = [gates.slice(), h.slice(), c.slice()];
  const dc = new Float64Array(B * H);
  const all = { ...rest, gates, h, c };
  lstmBackward(named(weights), all, flow, named(gradients), () => false, { dc });
  return { forward, back: [flow.dh, flow.dz, flow.dx, ...gradients.tensors] };
}

function derived() {
  const { weights, gradients, record, flow } = layer();
  twin.cellForward(cell, weights, record);
  const forward = [record.columns, ...record.states].map((values) => values.slice());
  twin.cellBackward(cell, weights, record, flow, gradients);
  return { forward, back: [flow.dh, flow.dz, flow.dx, ...gradients.tensors] };
}

describe('the derived LSTM', () => {
  it('computes the same bytes as the one written by hand', () => {
    expect(derived().forward).toEqual(byHand().forward);
  });

  it('has the same gradients to the last bits: products of three are grouped otherwise', () => {
    const expected = byHand().back;
    derived().back.forEach((values, index) => {
      const most = Math.max(...expected[index].map(Math.abs));
      values.forEach((value, n) => {
        expect(Math.abs(value - expected[index][n])).toBeLessThan(1e-14 * most);
      });
    });
  });

  it('leaves the rest undone when it is interrupted', () => {
    let asked = 0;
    const stopping = createTwin({ interrupted: () => ++asked > 2 });
    const { weights, record } = layer();
    const before = record.columns.slice();
    stopping.cellForward(cell, weights, record);
    const step = B * 4 * H;
    expect(record.columns.subarray(2 * step)).toEqual(before.subarray(2 * step));
    expect(record.columns.subarray(0, step)).not.toEqual(before.subarray(0, step));
  });
});
