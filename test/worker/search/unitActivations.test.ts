import { expect, it } from 'vitest';
import { knownCell, type Cell } from '../../../src/engine/cells/cell';
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
    ([i, f, g, o, c, h]) => ({ values: { i, f, g, o, c, h } }) as unknown as LayerReading,
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

it('Activations are of all that the cell of each layer has', async () => {
  const cells = [lstm, gru].map(({ id, text }) => ({ id, text }));
  const mixed = { ...shape, cell: 'lstm,gru', cells };
  const values = (cell: Cell) =>
    Object.fromEntries(
      cell.definition.equations.map(({ letter }, n) => [letter, Float32Array.of(n, n, n)]),
    );
  const layers = [lstm, gru].map((cell) => ({ values: values(cell) }) as unknown as LayerReading);
  const seen: string[] = [];
  await createActivations(mixed, [{ length: 2 }]).each({
    layers,
    restart: () => Promise.resolve(),
    read: () => undefined,
    use([first], { place: { layer, gate, unit } }) {
      if (unit === 0) seen.push(`${layer} ${gate} ${first}`);
    },
    until(step) {
      while (!step());
      return Promise.resolve();
    },
  });
  expect(seen).toEqual([
    ...['0 inputGate 0', '0 forgetGate 1', '0 candidate 2', '0 outputGate 3', '0 cellState 4'],
    ...['0 hiddenState 5', '1 resetGate 0', '1 updateGate 1', '1 candidate 2', '1 hiddenState 3'],
  ]);
  expect(countSeries(mixed)).toBe(3 * 10);
});

const [lstm, gru] = ['lstm', 'gru'].map(knownCell);
