import { expect, it } from 'vitest';
import type { LayerReading } from '../../../src/engine/network/predictor';
import type { SeriesPlace } from '../../../src/worker/search/unitActivations';
import { countSeries, createActivations } from '../../../src/worker/search/unitActivations';

const shape = { cell: 'lstm', tokens: 'words', V: 9, E: 2, H: 3, L: 2, tied: false } as const;
const lengths = [5, 2, 4];

/** A network whose numbers say what they are: token, layer, gate or state, unit. */
function survey(bytes?: number) {
  const arrays = Array.from({ length: shape.L }, () =>
    Array.from({ length: 6 }, () => new Float32Array(shape.H)),
  );
  const layers = arrays.map(
    ([i, f, g, o, c, h]) => ({ i, f, g, o, c, h }) as unknown as LayerReading,
  );
  let reached = 0;
  const seen: { values: number[]; of: SeriesPlace }[] = [];
  const pieces = lengths.map((length) => ({ length }));
  const activations = createActivations(shape, pieces, bytes);
  const done = activations.each({
    layers,
    restart() {
      reached = 0;
      return Promise.resolve();
    },
    read(token) {
      expect(token).toBe(reached++);
      arrays.forEach((gates, layer) => {
        gates.forEach((units, gate) => {
          units.forEach((_, unit) => (units[unit] = 1000 * token + 100 * layer + 10 * gate + unit));
        });
      });
    },
    use: (values, of) => void seen.push({ values: [...values], of }),
    until(step) {
      while (!step());
      return Promise.resolve();
    },
  });
  return done.then(() => ({ seen, rounds: activations.rounds }));
}

it('Activations come unit by unit and piece by piece, however few fit into memory at a time', async () => {
  const all = await survey();
  expect(all.rounds).toBe(1);
  expect(all.seen).toHaveLength(lengths.length * countSeries(shape));
  for (const { values, of } of all.seen) {
    const { series, piece, place } = of;
    const first = lengths.slice(0, piece).reduce((sum, length) => sum + length, 0);
    const own = 100 * Math.floor(series / 18) + 10 * (Math.floor(series / 3) % 6) + (series % 3);
    expect(values).toEqual(
      Array.from({ length: lengths[piece] }, (_, t) => 1000 * (first + t) + own),
    );
    expect([place.layer, place.unit]).toEqual([Math.floor(series / 18), series % 3]);
  }
  const inOrder = (list: typeof all.seen) =>
    [...list].sort((a, b) => a.of.piece - b.of.piece || a.of.series - b.of.series);
  const few = await survey(4 * 5 * 7);
  expect(few.rounds).toBe(6);
  expect(inOrder(few.seen)).toEqual(inOrder(all.seen));
});
