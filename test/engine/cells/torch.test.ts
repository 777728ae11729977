/** Derived cells against recorded runs of PyTorch: forward, gradients, ten steps of Adam. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  parseSafetensors,
  readFloats,
  readIntegers,
} from '../../../src/engine/files/safetensors/safetensors';
import { createTwin } from '../../../src/engine/twin/twin';
import { cellNamed } from './everyCell';

const twin = createTwin({ interrupted: () => false });

interface Fixture {
  size(name: string): number;
  integers(name: string): Int32Array;
  floats(name: string): Float64Array;
}

function fixtureOf(name: string): Fixture {
  const bytes = readFileSync(join(__dirname, '../../fixtures/cells', `${name}_f32.safetensors`));
  const parsed = parseSafetensors(new Uint8Array(bytes));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  const { metadata, tensors } = parsed.file;
  return {
    size: (key) => Number(metadata.get(key)),
    integers: (key) => readIntegers(tensors.get(key)!),
    floats: (key) => Float64Array.from(readFloats(tensors.get(key)!, 'f64')),
  };
}

/** The whole network of a fixture, in double precision. */
function networkOf(fixture: Fixture, id: string) {
  const { cell } = cellNamed(id).compilation;
  const { size } = fixture;
  const [V, E, H, L] = ['vocab_size', 'embedding_size', 'hidden_size', 'layers'].map(size);
  const [T, B] = ['sequence_length', 'batch_size'].map(size);
  const names = [
    'encoder.weight',
    ...Array.from({ length: L }, (_, l) =>
      cell.tensors.map(({ name }) => `rnn.${name}_l${l}`),
    ).flat(),
    ...['decoder.weight', 'decoder.bias'],
  ];
  const weights = names.map((name) => fixture.floats(`init.${name}`));
  const inputs = fixture.integers('in.x');
  const targets = fixture.integers('in.y');
  const h0 = fixture.floats('in.h0');
  const view = (all: readonly Float64Array[]) => ({
    encoder: all[0],
    layers: Array.from({ length: L }, (_, l) => ({
      ...{ K: l === 0 ? E : H, H },
      tensors: all.slice(1 + l * cell.tensors.length, 1 + (l + 1) * cell.tensors.length),
    })),
    decoder: { V, H, w: all.at(-2)!, b: all.at(-1)! },
  });

  function run() {
    const { encoder, layers, decoder } = view(weights);
    const gradients = names.map((_, n) => new Float64Array(weights[n].length));
    const slopes = view(gradients);
    let x = new Float64Array(T * B * E);
    twin.gather(encoder, E, inputs, x);
    const records = layers.map((layer, l) => {
      const h = new Float64Array((T + 1) * B * H);
      h.set(h0.subarray(l * B * H, (l + 1) * B * H));
      const record = { T, B, x, columns: new Float64Array(T * B * cell.columns * H), states: [h] };
      twin.cellForward(cell, layer, record);
      x = h.slice(B * H);
      return record;
    });
    let dh = new Float64Array(T * B * H);
    const loss = twin.softmax(decoder, x, targets, 1 / (T * B), dh, slopes.decoder) / (T * B);
    for (let l = L - 1; l >= 0; l--) {
      const dx = new Float64Array(T * B * layers[l].K);
      const dz = new Float64Array(T * B * cell.slots.length * H);
      twin.cellBackward(cell, layers[l], records[l], { dh, dz, dx }, slopes.layers[l]);
      dh = dx;
    }
    twin.scatterAdd(dh, E, inputs, slopes.encoder);
    const logits = new Float64Array(T * B * V);
    for (let n = 0; n < T * B; n++) {
      const row = new Float64Array(V);
      twin.logits(decoder, x.subarray(n * H, (n + 1) * H), row);
      logits.set(row, n * V);
    }
    return { h: x, logits, loss, gradients };
  }
  return { names, weights, run };
}

function largest(values: Float64Array, other?: Float64Array): number {
  return values.reduce((most, value, n) => Math.max(most, Math.abs(value - (other?.[n] ?? 0))), 0);
}

describe.each([
  ...[
    ['rnn_tiny', 'rnn'],
    ['rnn_two_layer', 'rnn'],
  ],
  ...[
    ['gru_tiny', 'gru'],
    ['gru_two_layer', 'gru'],
  ],
])('%s', (name, id) => {
  const fixture = fixtureOf(name);

  it('is met in states, logits, loss and gradients', () => {
    const { names, run } = networkOf(fixture, id);
    const { h, logits, loss, gradients } = run();
    expect(largest(h, fixture.floats('fwd.h'))).toBeLessThan(1e-6);
    expect(largest(logits, fixture.floats('fwd.logits'))).toBeLessThan(1e-6);
    expect(Math.abs(loss - fixture.floats('fwd.loss')[0])).toBeLessThan(1e-6);
    names.forEach((tensor, n) => {
      const expected = fixture.floats(`grad.${tensor}`);
      expect(largest(gradients[n], expected)).toBeLessThan(1e-5 * largest(expected));
    });
  });

  it('is met after ten steps of Adam', () => {
    const { names, weights, run } = networkOf(fixture, id);
    const moments = weights.map(({ length }) => ({
      m: new Float64Array(length),
      v: new Float64Array(length),
    }));
    const losses = fixture.floats('adam.losses');
    for (let step = 1; step <= losses.length; step++) {
      const { loss, gradients } = run();
      expect(Math.abs(loss - losses[step - 1])).toBeLessThan(1e-5);
      const norm = Math.sqrt(gradients.reduce((sum, it) => sum + twin.squaredNorm(it), 0));
      const gradientScale = Math.min(1, fixture.size('clip') / (norm + 1e-6));
      weights.forEach((values, n) => {
        twin.adam(values, gradients[n], moments[n], {
          ...{ learningRate: fixture.size('lr'), beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
          ...{ correction1: 1 - 0.9 ** step, correction2: 1 - 0.999 ** step },
          ...{ gradientScale, weightDecay: 0 },
        });
      });
    }
    names.forEach((tensor, n) => {
      expect(largest(weights[n], fixture.floats(`adam.final.${tensor}`))).toBeLessThan(2e-5);
    });
  });
});
