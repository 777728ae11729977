/**
 * Interventions on every quantity of every cell, against a reading that is worked out from the equations
 * themselves (`walk.ts`), in which the quantity is set by hand.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownCell, type Cell } from '../../../src/engine/cells/cell';
import { cellIds } from '../../../src/engine/cells/cells';
import { walk, type Values } from '../../../src/engine/cells/walk';
import type { Intervention } from '../../../src/engine/inspection/interventions';
import { createMeanTaker } from '../../../src/engine/inspection/means';
import { createWhatIfReadings } from '../../../src/engine/inspection/whatIf';
import {
  createNetwork,
  loadTensors,
  saveTensors,
  type Network,
} from '../../../src/engine/network/network';
import { createPredictor, type LayerReading } from '../../../src/engine/network/predictor';
import type { ModelShape } from '../../../src/engine/network/shape';
import { invented } from '../cells/everyCell';
import { livelyNetwork, livelyText } from '../exactNetwork';
import { createKernels } from '../kernels/wasmFixture';

const text = livelyText(8);
const count = text.length - 1;
const H = 7;

type Trace = Record<string, number[]>[];

/** By letter, all quantities of all layers at every token; the surprise of the token after each. */
function byHand(network: Network, interventions: readonly Intervention[] = []) {
  const { E, V, L, window = 1 } = network.shape;
  const tensors = saveTensors(network);
  const doubles = new Map([...tensors].map(([name, one]) => [name, Float64Array.from(one)]));
  const tensor = (name: string) => doubles.get(name) ?? new Float64Array(0);
  const cells = network.layout.layers.map(({ cell }) => cell);
  const encoder = tensor('encoder.weight');
  const states = cells.map(startOf);
  const held = new Map<string, number>();
  const traces: Trace[] = [];
  const surprises: number[] = [];
  for (let t = 0; t < count; t++) {
    const read = Array.from({ length: window }, (_, n) => text.ids[t - window + 1 + n] ?? 0);
    let x: Float64Array = Float64Array.from(
      read.flatMap((id) => [...encoder.subarray(id * E, (id + 1) * E)]),
    );
    const trace: Trace = [];
    for (let l = 0; l < L; l++) {
      const values = new Map<string, Float64Array>();
      const layer = {
        H,
        weights(letter: string, block: string) {
          const made = cells[l].compiled.tensors.find((one) => one.letter === letter);
          if (!made) throw new Error(letter);
          const all = tensor(`rnn.${made.name}_l${l}`);
          const rows = all.length / made.blocks.length;
          return all.subarray(made.blocks.indexOf(block) * rows).subarray(0, rows);
        },
      };
      for (const { letter, value } of cells[l].definition.equations) {
        const stops = { values: [], next: undefined };
        const now = walk(value, { layer, x, values, before: states[l], stops }).slice();
        set(letter, now, l, t);
        values.set(letter, now);
      }
      states[l] = values;
      trace.push(Object.fromEntries([...values].map(([letter, one]) => [letter, [...one]])));
      x = values.get('h') ?? x;
    }
    if (network.layout.readout) x = readout(x);
    const logits = Array.from(tensor('decoder.bias'), (b, id) =>
      x.reduce((sum, value, k) => sum + tensor('decoder.weight')[id * x.length + k] * value, b),
    );
    const sum = logits.reduce((all, logit) => all + Math.exp(logit), 0);
    expect(logits).toHaveLength(V);
    surprises.push((Math.log(sum) - logits[text.ids[t + 1]]) / Math.LN2);
    traces.push(trace);
  }
  return { traces, surprises };

  function readout(x: Float64Array): Float64Array {
    const weight = tensor('readout.weight');
    return tensor('readout.bias').map((b, j) =>
      Math.tanh(x.reduce((sum, value, k) => sum + weight[j * x.length + k] * value, b)),
    );
  }

  function set(letter: string, now: Float64Array, l: number, t: number): void {
    interventions.forEach(({ layer, gate, units, to, from }, n) => {
      if (layer !== l || gate !== letter || t < from) return;
      for (let j = 0; j < H; j++) {
        if (units !== 'all' && !units.includes(j)) continue;
        const key = `${n} ${j}`;
        if (to.kind === 'hold' && t === from) held.set(key, now[j]);
        if (to.kind === 'hold') now[j] = held.get(key) ?? NaN;
        if (to.kind === 'mean') now[j] = meanOf(l, gate)[j];
        if (to.kind === 'value') now[j] = to.value;
        if (to.kind === 'scale') now[j] *= to.by;
      }
    });
  }
}

const startOf = ({ definition }: Cell): Values =>
  new Map(
    definition.states.map((letter) => [
      letter,
      new Float64Array(H).fill(definition.starts[letter] ?? 0),
    ]),
  );

const meanOf = (layer: number, gate: string) =>
  Array.from({ length: H }, (_, unit) => 0.3 + 0.05 * unit + 0.1 * layer + gate.length * 0.01);

const copy = (layers: readonly LayerReading[]): Trace =>
  layers.map(({ values }) =>
    Object.fromEntries(Object.entries(values).map(([letter, one]) => [letter, Array.from(one)])),
  );

function read(network: Network, ...interventions: readonly Intervention[]) {
  const traces: Trace[] = [];
  const compared = createWhatIfReadings(network).compare({
    ...{ text, from: 0, count, state: createPredictor(network).start(), means: meanOf },
    readings: [interventions],
    visit: (_, _reading, layers) => void traces.push(copy(layers)),
  });
  while (!compared.advance());
  return { traces, bits: compared.bits[0] };
}

const own = (id: string, source: string): Partial<ModelShape> => ({
  cell: id,
  cells: [{ id, text: source }],
});
const lookingAside = `cell of sums that look at this step
vector p, q
r = sigmoid(W x + U h' + b)
k = 1/(1 + exp(-(W x + U (r*h' + p) - V r)))
c = k*c' + (1 - k)*max(r, q) - p*h'
h = sigmoid(W x + U c + b)*tanh(c)`;

const shapes: [string, Partial<ModelShape>][] = [
  ...cellIds.map((id): [string, Partial<ModelShape>] => [id, { cell: id }]),
  ['a window of words', { cell: 'window:3', window: 3 }],
  ['an own cell', own('aside', lookingAside)],
  ...invented.map(({ id, text: source }): [string, Partial<ModelShape>] => [id, own(id, source)]),
  ['different layers', { cell: 'slstm,gru2014', cells: [sourceOf('slstm'), sourceOf('gru2014')] }],
  ['a deep read-out', { cell: 'gru', cells: [sourceOf('gru')], readout: 'deep' }],
];

function sourceOf(id: string) {
  const { text: source } = knownCell(id);
  return { id, text: source };
}

const close = (one: number, other: number): boolean =>
  Object.is(one, other) || Math.abs(one - other) <= 1e-11 * Math.max(1, Math.abs(other));

function expectClose(traces: readonly Trace[], wanted: readonly Trace[]): void {
  traces.forEach((trace, t) =>
    trace.forEach((layer, l) => {
      expect(Object.keys(layer)).toEqual(Object.keys(wanted[t][l]));
      for (const [letter, values] of Object.entries(layer)) {
        values.forEach((value, j) => {
          const other = wanted[t][l][letter][j];
          if (!close(value, other)) expect.fail(`${letter} of ${j} at ${t}: ${value}, ${other}`);
        });
      }
    }),
  );
}

/** Every quantity of every layer, set in two units, in all, at its mean, held. */
const everyIntervention = (network: Network): Intervention[] =>
  network.layout.layers.flatMap(({ cell }, layer) =>
    cell.description.quantities.flatMap(({ letter: gate }): Intervention[] => [
      { layer, gate, units: [2, 5], to: { kind: 'value', value: 0.35 }, from: 3 },
      { layer, gate, units: 'all', to: { kind: 'mean' }, from: 2 },
      { layer, gate, units: [1], to: { kind: 'hold' }, from: 3 },
      { layer, gate, units: 'all', to: { kind: 'scale', by: 0.5 }, from: 0 },
    ]),
  );

describe.each(shapes)('In a network of %s', (_, shape) => {
  const network = livelyNetwork(shape);
  // In double precision there would be more in it than a file holds.
  loadTensors(network, saveTensors(network));

  it('whatever is set acts as where the equations have it', () => {
    for (const intervention of everyIntervention(network)) {
      const { traces, bits } = read(network, intervention);
      const wanted = byHand(network, [intervention]);
      expectClose(traces, wanted.traces);
      bits.forEach((one, n) => {
        if (!close(one, wanted.surprises[n])) expect.fail(`surprise of ${n}`);
      });
    }
  });

  it('several act together, in the order of the equations', () => {
    const all = everyIntervention(network);
    const some = fc.array(fc.constantFrom(...all), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(some, (interventions) => {
        const { traces } = read(network, ...interventions);
        expectClose(traces, byHand(network, interventions).traces);
      }),
      { numRuns: 8 },
    );
  });

  it.each(['twin', 'fast kernels'])('what is set to what it is changes no bit, %s', (engine) => {
    const own = engine === 'twin' ? network : fast(network);
    const plain = read(own);
    const predictor = createPredictor(own);
    const state = predictor.start();
    for (let t = 0; t < count; t++) {
      predictor.read(text.ids[t], state);
      expect(plain.traces[t].map(({ h }) => h)).toEqual(copy(predictor.layers).map(({ h }) => h));
    }
    const same = everyIntervention(own).map((one): Intervention => ({
      ...one,
      to: { kind: 'scale', by: 1 },
      units: 'all',
    }));
    const scaled = read(own, ...same);
    expect(scaled.traces).toEqual(plain.traces);
    expect(scaled.bits).toEqual(plain.bits);
  });
});

function fast({ shape, ...network }: Network): Network {
  const made = createNetwork(createKernels(), shape);
  loadTensors(made, saveTensors({ shape, ...network }));
  return made;
}

it('A reset gate of one unit changes the candidates of all where it stands before the matrix', () => {
  const changes = (cell: string): number => {
    const network = livelyNetwork({ cell, L: 1 });
    const one: Intervention = {
      ...{ layer: 0, gate: 'r', units: [3], from: 5 },
      to: { kind: 'value', value: 0.9 },
    };
    const [before, after] = [read(network), read(network, one)].map(({ traces }) => traces[5][0].n);
    return after.filter((value, unit) => value !== before[unit]).length;
  };
  expect(changes('gru2014')).toBe(H);
  expect(changes('gru')).toBe(1);
});

it('What a layer does not have is left as it is', () => {
  const network = livelyNetwork({ cell: 'gru' });
  const one: Intervention = {
    ...{ layer: 0, gate: 'o', units: 'all', from: 0 },
    to: { kind: 'value', value: 0 },
  };
  expect(read(network, one).traces).toEqual(read(network).traces);
});

it('Means are those of every quantity of every layer over what was noted', () => {
  const network = livelyNetwork({ cell: 'slstm,gru', cells: [sourceOf('slstm'), sourceOf('gru')] });
  const taker = createMeanTaker();
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let t = 0; t < count; t++) {
    predictor.read(text.ids[t], state);
    taker.note(predictor.layers);
  }
  const { traces } = byHand(network);
  const means = taker.means();
  network.layout.layers.forEach(({ cell }, layer) => {
    for (const { letter } of cell.description.quantities) {
      const mean = (unit: number): number =>
        traces.reduce((sum, trace) => sum + trace[layer][letter][unit], 0) / count;
      expect(means(layer, letter)).toHaveLength(H);
      for (let unit = 0; unit < H; unit++) {
        expect(close(means(layer, letter)[unit], mean(unit))).toBe(true);
      }
    }
  });
});
