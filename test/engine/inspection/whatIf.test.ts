/** The oracle is written out here, by hand, from the equations. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../../src/engine/inspection/interventions';
import { changeOf, createWhatIfReadings } from '../../../src/engine/inspection/whatIf';
import type { Network } from '../../../src/engine/network/network';
import { saveTensors } from '../../../src/engine/network/network';
import type { LayerReading } from '../../../src/engine/network/predictor';
import { createPredictor } from '../../../src/engine/network/predictor';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from '../exactNetwork';

const parts = ['i', 'f', 'g', 'o', 'c', 'h'] as const;
type Part = (typeof parts)[number];

const text = livelyText(40);
const from = 6;
const count = text.length - 1 - from;
const units = [0, 1, 2, 3, 4, 5, 6];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const meanOf = (layer: number, part: string) =>
  units.map((unit) => 0.1 * unit + 0.2 * layer - 0.05 * (parts as readonly string[]).indexOf(part));

type Trace = Record<Part, number[]>[];

/** Surprise of each token after `from`, and all gates and states; from tensors by name. */
function byHand(network: Network, interventions: readonly Intervention[] = []) {
  const { E, H, L, V } = network.shape;
  const tensors = saveTensors(network);
  const tensor = (name: string): Float32Array => tensors.get(name) ?? new Float32Array(0);
  const h = Array.from({ length: L }, () => new Float64Array(H));
  const c = Array.from({ length: L }, () => new Float64Array(H));
  const held = new Map<string, number>();
  const surprises: number[] = [];
  const traces: Trace[] = [];
  for (let t = 0; t + 1 < text.length; t++) {
    const set = (l: number, part: Part, j: number, own: number): number => {
      let now = own;
      interventions.forEach(({ layer, gate, units: chosen, to, from: first }, n) => {
        if (layer !== l || gate !== part || t < first) return;
        if (chosen !== 'all' && !chosen.includes(j)) return;
        const key = `${n} ${j}`;
        if (to.kind === 'hold' && t === first) held.set(key, now);
        if (to.kind === 'hold') now = held.get(key) ?? NaN;
        if (to.kind === 'mean') now = meanOf(l, part)[j];
        if (to.kind === 'value') now = to.value;
        if (to.kind === 'scale') now *= to.by;
      });
      return now;
    };
    let x = Array.from({ length: E }, (_, k) => tensor('encoder.weight')[text.ids[t] * E + k]);
    const trace: Trace = [];
    for (let l = 0; l < L; l++) {
      const before = Array.from(h[l]);
      const z = Array.from({ length: 4 * H }, (_, r) => {
        let sum = tensor(`rnn.bias_ih_l${l}`)[r] + tensor(`rnn.bias_hh_l${l}`)[r];
        x.forEach((value, k) => (sum += tensor(`rnn.weight_ih_l${l}`)[r * x.length + k] * value));
        before.forEach((value, k) => (sum += tensor(`rnn.weight_hh_l${l}`)[r * H + k] * value));
        return sum;
      });
      const seen: Trace[number] = { i: [], f: [], g: [], o: [], c: [], h: [] };
      for (let j = 0; j < H; j++) {
        const i = set(l, 'i', j, sigmoid(z[j]));
        const f = set(l, 'f', j, sigmoid(z[H + j]));
        const g = set(l, 'g', j, Math.tanh(z[2 * H + j]));
        const o = set(l, 'o', j, sigmoid(z[3 * H + j]));
        c[l][j] = set(l, 'c', j, f * c[l][j] + i * g);
        h[l][j] = set(l, 'h', j, o * Math.tanh(c[l][j]));
        const values = { i, f, g, o, c: c[l][j], h: h[l][j] };
        for (const part of parts) seen[part].push(values[part]);
      }
      trace.push(seen);
      x = Array.from(h[l]);
    }
    const logits = Array.from({ length: V }, (_, id) =>
      x.reduce(
        (sum, value, k) => sum + tensor('decoder.weight')[id * H + k] * value,
        tensor('decoder.bias')[id],
      ),
    );
    const sum = logits.reduce((all, logit) => all + Math.exp(logit), 0);
    if (t >= from) {
      surprises.push((Math.log(sum) - logits[text.ids[t + 1]]) / Math.LN2);
      traces.push(trace);
    }
  }
  return { surprises, traces };
}

const copy = (layers: readonly LayerReading[]): Trace =>
  layers.map(({ values: { i, f, g, o, c, h } }) => {
    const [is, fs, gs, os, cs, hs] = [i, f, g, o, c, h].map((values) => Array.from(values));
    return { i: is, f: fs, g: gs, o: os, c: cs, h: hs };
  });

function stateBefore(network: Network, token: number) {
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let t = 0; t < token; t++) predictor.read(text.ids[t], state);
  return state;
}

function compare(network: Network, ...interventions: readonly Intervention[]) {
  const traces: [Trace[], Trace[]] = [[], []];
  const readings = createWhatIfReadings(network).compare({
    ...{ text, from, count, state: stateBefore(network, from) },
    readings: [[], interventions],
    means: meanOf,
    visit: (_, reading, layers) => void traces[reading].push(copy(layers)),
  });
  while (!readings.advance());
  return { bits: readings.bits, change: changeOf(readings), traces };
}

const one = (layer: number, gate: Part, to: Intervention['to'], at = from): Intervention => ({
  ...{ layer, gate, to, from: at },
  units: [2, 5],
});
const value = (number: number) => ({ kind: 'value', value: number }) as const;

describe('An intervention', () => {
  it.each([
    ...parts.flatMap((gate) => [
      [`${gate} set, below`, [one(0, gate, value(0.3))]] as const,
      [`${gate} at its mean, above`, [one(1, gate, { kind: 'mean' })]] as const,
      [`${gate} held`, [one(0, gate, { kind: 'hold' }, from + 3)]] as const,
      [`${gate} scaled, of all units`, [{ ...one(1, gate, { kind: 'scale', by: 0.4 }), units: 'all' }]] as const, // prettier-ignore
    ]),
    [
      'several',
      [
        one(0, 'f', value(1)),
        one(0, 'c', { kind: 'scale', by: 0.5 }, from + 9),
        { ...one(1, 'o', { kind: 'mean' }, from + 4), units: 'all' as const },
        one(1, 'o', { kind: 'scale', by: 0.5 }, from + 4),
        one(1, 'h', value(-0.2), from + 20),
      ],
    ] as const,
  ] satisfies (readonly [string, readonly Intervention[]])[])(
    '%s: surprises, gates and states as by hand, to 1e-12',
    (_, interventions) => {
      const network = livelyNetwork();
      const { bits, change, traces } = compare(network, ...interventions);
      const [own, other] = [byHand(network), byHand(network, interventions)];
      expect(bits[0]).toHaveLength(own.surprises.length);
      own.surprises.forEach((surprise, n) => {
        expect(Math.abs(bits[0][n] - surprise)).toBeLessThan(1e-12);
        expect(Math.abs(change[n] - (other.surprises[n] - surprise))).toBeLessThan(1e-12);
        for (const layer of [0, 1]) {
          for (const part of parts) {
            const wanted = other.traces[n][layer][part];
            traces[1][n][layer][part].forEach((number, j) => {
              expect(Math.abs(number - wanted[j])).toBeLessThan(1e-12);
            });
          }
        }
      });
      expect(Math.max(...change.map(Math.abs))).toBeGreaterThan(1e-3);
    },
  );

  it('is the same in single precision, to 1e-4 bits', () => {
    const interventions = [one(0, 'c', value(0.4)), one(1, 'f', { kind: 'mean' })];
    const { change } = compare(livelyNetwork({}, createKernels()), ...interventions);
    const network = livelyNetwork();
    const [own, other] = [byHand(network), byHand(network, interventions)];
    own.surprises.forEach((surprise, n) => {
      expect(Math.abs(change[n] - (other.surprises[n] - surprise))).toBeLessThan(1e-4);
    });
  });

  it('expects what follows from it: the probabilities whose surprise was measured', () => {
    const network = livelyNetwork();
    const interventions = [one(0, 'f', value(0))];
    const { bits } = compare(network, ...interventions);
    const desk = createWhatIfReadings(network);
    const state = stateBefore(network, from);
    const asked = { text, from, state, readings: [[], interventions], means: meanOf };
    for (const steps of [0, 1, 20]) {
      const expected = desk.expect({ ...asked, count: steps });
      while (!expected.advance());
      for (const n of [0, 1]) {
        const surprise = -Math.log2(expected.probabilities(n)[text.ids[from + steps]]);
        if (steps > 0) expect(surprise).toBeCloseTo(bits[n][steps - 1], 10);
        expect(Array.from(expected.probabilities(n)).reduce((a, b) => a + b)).toBeCloseTo(1, 10);
      }
    }
  });
});

describe.each([
  ['the twin', () => livelyNetwork()],
  ['the fast kernels', () => livelyNetwork({}, createKernels())],
])('By %s', (_, create) => {
  it('a reading without interventions is the plain one, bit for bit', () => {
    const network = create();
    const { traces, bits } = compare(network);
    const predictor = createPredictor(network);
    const state = stateBefore(network, from);
    for (let t = 0; t < count; t++) {
      predictor.read(text.ids[from + t], state);
      expect(traces[0][t]).toEqual(copy(predictor.layers));
      expect(traces[1][t]).toEqual(traces[0][t]);
    }
    expect(bits[1]).toEqual(bits[0]);
  });

  it('what is set to its own recorded values changes nothing, bit for bit', () => {
    const network = create();
    const desk = createWhatIfReadings(network);
    const { traces } = compare(network);
    const chosen = fc.record({
      token: fc.integer({ min: 0, max: count - 1 }),
      layer: fc.integer({ min: 0, max: 1 }),
      gates: fc.subarray([...parts], { minLength: 1 }),
      some: fc.subarray(units, { minLength: 1 }),
    });
    fc.assert(
      fc.property(chosen, ({ token, layer, gates, some }) => {
        const recorded = traces[0][token];
        const interventions = gates.flatMap((gate) =>
          some.map((unit) => ({
            ...{ layer, gate, units: [unit], from: from + token },
            to: value(recorded[layer][gate][unit]),
          })),
        );
        const seen: Trace[] = [];
        const reading = desk.compare({
          ...{ text, from: from + token, count: 1, means: meanOf },
          state: stateBefore(network, from + token),
          readings: [interventions],
          visit: (_token, _reading, layers) => void seen.push(copy(layers)),
        });
        while (!reading.advance());
        expect(seen).toEqual([recorded]);
      }),
      { numRuns: 60 },
    );
  });

  it('scaling by 1 is the identity', () => {
    const network = create();
    const same = parts.flatMap((gate) =>
      [0, 1].map((layer) => ({
        ...{ layer, gate, from, units: 'all' as const },
        to: { kind: 'scale', by: 1 } as const,
      })),
    );
    const { traces, bits } = compare(network, ...same);
    expect(traces[1]).toEqual(traces[0]);
    expect(bits[1]).toEqual(bits[0]);
  });

  it('f = 1 and i = 0 hold c, exactly, and so does holding c itself', () => {
    const network = create();
    const at = from + 5;
    const kept = compare(network, one(0, 'f', value(1), at + 1), one(0, 'i', value(0), at + 1));
    const held = compare(network, one(0, 'c', { kind: 'hold' }, at));
    const own = kept.traces[0][5][0];
    expect(own.c[2]).not.toBe(0);
    for (let t = 5; t < count; t++) {
      for (const unit of [2, 5]) {
        expect(kept.traces[1][t][0].c[unit]).toBe(own.c[unit]);
        expect(held.traces[1][t][0].c[unit]).toBe(own.c[unit]);
      }
    }
    expect(held.bits[1]).toEqual(kept.bits[1]);
    expect(held.bits[1]).not.toEqual(held.bits[0]);
  });
});

it('Whole gates are compared side by side as they are one by one', () => {
  const network = livelyNetwork({}, createKernels());
  const gates = (['i', 'f', 'g', 'o'] as const).map((gate): readonly Intervention[] => [
    { layer: 1, gate, units: 'all', to: { kind: 'mean' }, from },
  ]);
  const together = createWhatIfReadings(network).compare({
    ...{ text, from, count, state: stateBefore(network, from), means: meanOf },
    readings: [[], ...gates],
  });
  while (!together.advance());
  gates.forEach((interventions, n) => {
    expect(together.bits[n + 1]).toEqual(compare(network, ...interventions).bits[1]);
  });
});
