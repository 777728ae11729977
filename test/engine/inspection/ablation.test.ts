/** The oracle is written out here, by hand, from the equations. */
import { describe, expect, it } from 'vitest';
import type { Ablation } from '../../../src/engine/inspection/ablation';
import { createAblationDesk } from '../../../src/engine/inspection/ablation';
import type { Network } from '../../../src/engine/model/network';
import { saveTensors } from '../../../src/engine/model/network';
import { createPredictor } from '../../../src/engine/model/predictor';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from './exactNetwork';

const text = livelyText(40);
const from = 6;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Surprise of each token after `from`, one unit held from there on; from tensors by name. */
function byHand(network: Network, held?: Pick<Ablation, 'layer' | 'unit' | 'what' | 'value'>) {
  const { E, H, L, V } = network.shape;
  const tensors = saveTensors(network);
  const tensor = (name: string): Float32Array => tensors.get(name) ?? new Float32Array(0);
  const h = Array.from({ length: L }, () => new Float64Array(H));
  const c = Array.from({ length: L }, () => new Float64Array(H));
  const surprises: number[] = [];
  for (let t = 0; t + 1 < text.length; t++) {
    let x = Array.from({ length: E }, (_, k) => tensor('encoder.weight')[text.ids[t] * E + k]);
    for (let l = 0; l < L; l++) {
      const before = Array.from(h[l]);
      const z = Array.from({ length: 4 * H }, (_, r) => {
        let sum = tensor(`rnn.bias_ih_l${l}`)[r] + tensor(`rnn.bias_hh_l${l}`)[r];
        x.forEach((value, k) => (sum += tensor(`rnn.weight_ih_l${l}`)[r * x.length + k] * value));
        before.forEach((value, k) => (sum += tensor(`rnn.weight_hh_l${l}`)[r * H + k] * value));
        return sum;
      });
      for (let j = 0; j < H; j++) {
        c[l][j] = sigmoid(z[H + j]) * c[l][j] + sigmoid(z[j]) * Math.tanh(z[2 * H + j]);
        const own = held && t >= from && held.layer === l && held.unit === j ? held : undefined;
        if (own?.what === 'c') c[l][j] = own.value;
        h[l][j] = sigmoid(z[3 * H + j]) * Math.tanh(c[l][j]);
        if (own?.what === 'h') h[l][j] = own.value;
      }
      x = Array.from(h[l]);
    }
    const logits = Array.from({ length: V }, (_, id) =>
      x.reduce(
        (sum, value, k) => sum + tensor('decoder.weight')[id * H + k] * value,
        tensor('decoder.bias')[id],
      ),
    );
    const sum = logits.reduce((all, logit) => all + Math.exp(logit), 0);
    if (t >= from) surprises.push((Math.log(sum) - logits[text.ids[t + 1]]) / Math.LN2);
  }
  return surprises;
}

function measure(network: Network, held: Pick<Ablation, 'layer' | 'unit' | 'what' | 'value'>) {
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let t = 0; t < from; t++) predictor.read(text.ids[t], state);
  const count = text.length - 1 - from;
  const effect = createAblationDesk(network).ablate({ ...held, text, from, state, count });
  while (!effect.advance());
  return effect;
}

describe('A unit switched off', () => {
  it.each([
    { layer: 0, unit: 2, what: 'h', value: 0.3 },
    { layer: 1, unit: 6, what: 'h', value: -0.2 },
    { layer: 0, unit: 0, what: 'c', value: 1.1 },
    { layer: 1, unit: 3, what: 'c', value: 0 },
  ] as const)('$what of unit $unit in layer $layer: as by hand, to 1e-12', (held) => {
    const network = livelyNetwork();
    const { bits, change } = measure(network, held);
    const [own, off] = [byHand(network), byHand(network, held)];
    expect(bits).toHaveLength(own.length);
    own.forEach((surprise, n) => {
      expect(Math.abs(bits[n] - surprise)).toBeLessThan(1e-12);
      expect(Math.abs(change[n] - (off[n] - surprise))).toBeLessThan(1e-12);
    });
    expect(Math.max(...change.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  it('is the same in single precision, to 1e-4 bits', () => {
    const held = { layer: 0, unit: 2, what: 'c', value: 0.4 } as const;
    const { change } = measure(livelyNetwork({}, createKernels()), held);
    const network = livelyNetwork();
    const [own, off] = [byHand(network), byHand(network, held)];
    own.forEach((surprise, n) => {
      expect(Math.abs(change[n] - (off[n] - surprise))).toBeLessThan(1e-4);
    });
  });
});
