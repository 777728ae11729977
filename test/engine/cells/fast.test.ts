/** Cells in WebAssembly: against the twin, on threads, interrupted. */
import { afterAll, describe, expect, it } from 'vitest';
import type { CompiledCell } from '../../../src/engine/kernels/compiledCell';
import type { WasmKernels } from '../../../src/engine/kernels/wasm';
import { compile } from '../../../src/engine/cells/compiler/compile';
import { createTwin } from '../../../src/engine/twin/twin';
import { arithmeticsHere } from '../kernels/bothArithmetics';
import {
  arrival,
  createKernels,
  createTeam,
  loadModule,
  randomNumbers,
  roundUp,
  threads,
} from '../kernels/wasmFixture';
import { cellNamed, definitionOf, everyCell } from './everyCell';
import { createLayer, type LayerSizes } from './layers';

const open: WasmKernels[] = [];
afterAll(() => open.forEach((kernels) => kernels.dispose()));

function opened(kernels: WasmKernels): WasmKernels {
  open.push(kernels);
  return kernels;
}

const both = arithmeticsHere().map((arithmetic) => {
  const module = loadModule(arithmetic);
  return {
    ...{ arithmetic, module },
    one: opened(createKernels({ module })),
    /** Every job is shared, however small. */
    two: createTeam(2, { shareFrom: 0, module }).then(opened),
  };
});
const cellsOfBoth = both.flatMap((side) => everyCell.map((known) => ({ ...side, ...known })));

const sizes: readonly LayerSizes[] = [
  { T: 5, B: 3, K: 5, H: 7, U: 9 },
  { T: 4, B: 7, K: 16, H: 24, U: 0 },
  { T: 4, B: 1, K: 8, H: 16, U: 3 },
  { T: 2, B: 4, K: 8, H: 304, U: 5 },
];
const cell = (id: string): CompiledCell => cellNamed(id).compilation.cell;

describe.each(cellsOfBoth)('the cell $id ($arithmetic)', (known) => {
  const { one, two } = known;
  const { cell: compiled } = known.compilation;

  it.each(sizes)('agrees with the twin at B=$B, H=$H, whatever the threads', async (size) => {
    const layer = createLayer(one, compiled, size);
    layer.run('twin');
    layer.run('wasm');
    const { gradients, states, columns, dh, dz, dx } = layer;
    const pairs = {
      columns,
      dh,
      dz,
      dx,
      ...Object.fromEntries([...gradients, ...states].entries()),
    };
    const apart = Object.entries(pairs).map(([name, pair]) => [name, pair.difference()] as const);
    expect(apart.filter(([, difference]) => !(difference < 1e-5))).toEqual([]);
    expect(
      [states[0], dz, dx, ...gradients].map((pair) => pair.padding()).every((most) => most === 0),
    ).toBe(true);

    const shared = createLayer(await two, compiled, size);
    shared.run('wasm');
    expect(shared.written()).toEqual(layer.written());
  });
});

describe.each(both)('one token at a time ($arithmetic)', ({ one, two }) => {
  /** Two layers, [kernels' own arrays]; what was read after some tokens. */
  function read(
    on: WasmKernels | ReturnType<typeof createTwin>,
    id: string,
    pad: (n: number) => number,
  ) {
    const compiled = cell(id);
    const [V, H] = [pad(11), pad(21)];
    const numbers = randomNumbers(3);
    /** The same numbers with and without padding. */
    const draw = (rows: number, columns: number, scale: number) => {
      const array = on.floats(pad(rows) * (columns === 1 ? 1 : pad(columns)));
      for (let row = 0; row < rows; row++) {
        for (let n = 0; n < columns; n++) {
          array[row * (columns === 1 ? 1 : pad(columns)) + n] = Math.fround(scale * numbers());
        }
      }
      return array;
    };
    const blocks = (count: number, columns: number) => {
      const width = columns === 1 ? 1 : pad(columns);
      const array = on.floats(count * H * width);
      for (let block = 0; block < count; block++)
        array.set(draw(21, columns, 0.5), block * H * width);
      return array;
    };
    const table = draw(11, 5, 1);
    const layers = [5, 21].map((inputs) => ({
      cell: compiled,
      weights: {
        ...{ K: pad(inputs), H, units: 21 },
        tensors: compiled.tensors.map(({ kind, blocks: own }) =>
          blocks(own.length, kind === 'vector' ? 1 : kind === 'input' ? inputs : 21),
        ),
      },
      record: {
        ...{ T: 1, B: 1, x: on.floats(pad(inputs)), columns: on.floats(compiled.columns * H) },
        states: compiled.states.map(({ start }) => on.floats(2 * H).fill(start, 0, 21)),
      },
    }));
    layers[1].record.x = layers[0].record.states[0].subarray(H);
    const decoder = { V, H, w: draw(11, 21, 1), b: on.floats(V) };
    decoder.b.fill(-1e30, 11);
    const reader = on.bindTokenReader({ table, layers, decoder, probabilities: on.floats(V) });
    for (const id of [3, 0, 10, 3]) {
      reader.read(id);
      for (const { record } of layers) for (const state of record.states) state.copyWithin(0, H);
    }
    return layers
      .flatMap(({ record }) => record.states.map((state) => [...state.subarray(0, 21)]))
      .flat();
  }

  it.each(everyCell.map(({ id }) => id))('%s is read as the twin reads it', async (id) => {
    const exact = read(createTwin({ interrupted: () => false }), id, (n) => n);
    const fast = read(one, id, roundUp);
    const most = Math.max(1, ...exact.map(Math.abs));
    exact.forEach((value, n) => expect(Math.abs(fast[n] - value)).toBeLessThan(1e-5 * most));
    expect(read(await two, id, roundUp)).toEqual(fast);
  });
});

describe.each(both)('an interrupted layer ($arithmetic)', ({ one, module }) => {
  it.each(['lstm', 'gru2014', 'threeLevels'])(
    'of %s leaves nothing that the next run would see',
    async (id) => {
      let left = Infinity;
      const interrupted = (): boolean => --left < 0;
      const kernels = await createTeam(2, { shareFrom: 0, interrupted, module });
      const size = { T: 7, B: 3, K: 8, H: 24, U: 0 };
      const expected = createLayer(one, cell(id), size);
      expected.run('wasm');
      for (let place = 0; place < 20; place++) {
        left = place;
        createLayer(kernels, cell(id), size).run('wasm');
        left = Infinity;
        const layer = createLayer(kernels, cell(id), size);
        layer.run('wasm');
        expect(layer.written()).toEqual(expected.written());
      }
      kernels.dispose();
    },
  );
});

describe.each(both)('the code of a cell ($arithmetic)', ({ one, module }) => {
  it('reaches helpers that come after it was made', async () => {
    const size = { T: 4, B: 5, K: 8, H: 40, U: 0 };
    const { start: startHelper } = threads();
    const kernels = createKernels({ threads: 2, shareFrom: 0, startHelper, module });
    createLayer(kernels, cell('gru'), size).run('wasm');
    await arrival(kernels, 2);
    for (const id of ['minGru', 'gru', 'slstm']) {
      const [late, alone] = [kernels, one].map((on) => createLayer(on, cell(id), size));
      for (const layer of [late, alone]) layer.run('wasm');
      expect(late.written()).toEqual(alone.written());
    }
    kernels.dispose();
  });

  /** One step of a cell that gives f(x) as h, by a matrix that changes nothing. */
  function applied(name: string, values: readonly number[]): Float32Array {
    const { cell: compiled } = compile(definitionOf(`cell f\nh = ${name}(W x) + 0*h'`));
    const n = values.length;
    const [w, x, columns, h] = [n * n, n, n * compiled.columns, 2 * n].map((length) =>
      one.floats(length),
    );
    for (let j = 0; j < n; j++) w[j * n + j] = 1;
    x.set(values);
    one.cellForward(
      compiled,
      { K: n, H: n, tensors: [w] },
      { T: 1, B: 1, x, columns, states: [h] },
    );
    return Float32Array.from(h.subarray(n));
  }
  const spread = Array.from({ length: 64 }, (_, n) => (n - 32) * 0.37 + 0.01);

  it.each(['exp', 'sigmoid', 'tanh'])('computes %s with the bits of the kernels’ own', (name) => {
    const values = one.floats(64);
    values.set(spread);
    const apply = one.raw.applyFunction as (which: number, at: number, count: number) => void;
    apply(['exp', 'sigmoid', 'tanh'].indexOf(name), values.byteOffset, 64);
    expect(applied(name, spread)).toEqual(Float32Array.from(values));
  });

  it('computes logarithms to single precision', () => {
    const values = Array.from({ length: 64 }, (_, n) =>
      Math.fround(Math.exp((n - 32) * 2.5 + 0.1)),
    );
    const logarithms = applied('log', values);
    values.forEach((value, n) => {
      const exact = Math.log(value);
      expect(Math.abs(logarithms[n] - exact)).toBeLessThan(2e-7 * Math.max(1, Math.abs(exact)));
    });
  });

  it('knows what has no logarithm', () => {
    // Each alone: a product with 0 would spread infinity.
    const logOf = (value: number) => applied('log', [value, 1, 1, 1, 1, 1, 1, 1])[0];
    expect([logOf(0), logOf(-1), logOf(1e-40), logOf(1)]).toEqual([-Infinity, NaN, -Infinity, 0]);
  });
});
