/**
 * Heads on sequences of different lengths against what PyTorch computed with the same weights
 * (test/bench/heads/heads.py): loss, gradients, probabilities; twin in double precision, fast kernels in single.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../src/engine/kernels/kernels';
import { createNetwork, loadTensors, type Network } from '../../../../src/engine/network/network';
import { random } from '../../../../src/engine/random';
import { answer, createAnswering } from '../../../../src/engine/training/sequences/answers';
import { createLanes } from '../../../../src/engine/training/sequences/lanes';
import { sequenceObjective } from '../../../../src/engine/training/sequences/sequenceObjective';
import { createTwin } from '../../../../src/engine/twin/twin';
import { arithmeticsHere } from '../../kernels/bothArithmetics';
import { createKernels, loadModule } from '../../kernels/wasmFixture';

const numbers = v.array(v.number());
const recordSchema = v.object({
  shape: v.object({
    ...{ cell: v.string(), V: v.number(), E: v.number(), H: v.number(), L: v.number() },
    ...{ outputs: v.number(), inputs: v.number(), both: v.boolean() },
  }),
  asked: v.picklist(['last', 'mean', 'maximum', 'each']),
  ...{ lengths: numbers, ids: numbers, answers: numbers },
  weights: v.record(v.string(), numbers),
  loss: v.number(),
  gradients: v.record(v.string(), numbers),
  probabilities: numbers,
});
type Recorded = v.InferOutput<typeof recordSchema>;

const folder = join(__dirname, '../../../fixtures/heads');
const records = readdirSync(folder).map((name): [string, Recorded] => [
  name,
  v.parse(recordSchema, JSON.parse(readFileSync(join(folder, name), 'utf8'))),
]);

function networkOf(kernels: Kernels, { shape, weights }: Recorded): Network {
  const { both, inputs, ...sizes } = shape;
  const network = createNetwork(kernels, {
    ...{ ...sizes, inputs, tokens: 'words', tied: false },
    ...(both && { direction: 'both' }),
  });
  const tensors = Object.entries(weights).map(
    ([name, values]) => [name, Float64Array.from(values)] as const,
  );
  loadTensors(network, new Map(tensors));
  return network;
}

function sequencesOf({ lengths, ids, answers, shape }: Recorded) {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, n) => (starts[n + 1] = starts[n] + length));
  return {
    ...{ inputs: shape.inputs, starts },
    ...{ ids: Int32Array.from(ids), answers: Int32Array.from(answers) },
  };
}

const largest = (values: ArrayLike<number>, other?: ArrayLike<number>): number =>
  Array.from(values).reduce(
    (most, value, n) => Math.max(most, Math.abs(value - (other?.[n] ?? 0))),
    0,
  );

/** Of loss and probabilities the largest distances, of gradients relative to the largest of their tensor. */
function errorsOf(kernels: Kernels, recorded: Recorded) {
  const network = networkOf(kernels, recorded);
  const sequences = sequencesOf(recorded);
  const { asked, lengths, loss, gradients, probabilities } = recorded;
  const objective = sequenceObjective(network, {
    ...{ train: sequences, valid: sequences, asked, B: lengths.length, seed: 1 },
    ...{ dropout: 0, wordDropout: 0, unknown: 0, judge: () => 0 },
  });
  const found = objective.gradient({ epoch: 0, at: 0 }, random(1));
  const { values } = objective.gradients;
  const worst = network.layout.places.map((place) => {
    const { name, blocks, rows, pieces, columns, paddedRows, paddedColumns, offset } = place;
    const own: number[] = [];
    for (let row = 0; row < blocks * rows; row++) {
      const padded = Math.floor(row / rows) * paddedRows + (row % rows);
      for (let n = 0; n < pieces * columns; n++) {
        const piece = padded * pieces + Math.floor(n / columns);
        own.push(values[offset + piece * paddedColumns + (n % columns)]);
      }
    }
    return largest(gradients[name], own) / largest(gradients[name]);
  });
  return {
    loss: Math.abs(found - loss),
    gradients: Math.max(...worst),
    probabilities: largest(probabilities, probabilitiesOf(network, recorded)),
  };
}

function probabilitiesOf(network: Network, recorded: Recorded): number[] {
  // Two side by side: padding is another than in the batch of all.
  const answering = createAnswering(network, createLanes(network, 2, 11), recorded.asked);
  const found: number[] = [];
  answer(answering, sequencesOf(recorded), (at, own) => {
    own.forEach((value, n) => (found[at * own.length + n] = value));
  });
  return found;
}

/** The bounds of the design. */
const pass = (kernels: Kernels, recorded: Recorded, bound: number): void => {
  const tooFar = Object.entries(errorsOf(kernels, recorded)).filter(
    ([, error]) => !(error <= bound),
  );
  expect(tooFar).toEqual([]);
};

describe('a head on sequences of different lengths', () => {
  it('was recorded for every read-out, one direction and two, and without layers', () => {
    expect(new Set(records.map(([, { asked }]) => asked)).size).toBe(4);
    expect(new Set(records.map(([, { shape }]) => shape.both)).size).toBe(2);
    expect(records.map(([, { shape }]) => shape.L)).toContain(0);
  });

  it.each(records)('computes what PyTorch does, with the twin: %s', (_, recorded) => {
    pass(createTwin({ interrupted: () => false }), recorded, 1e-12);
  });

  it.each(records)(
    'answers as PyTorch does, dropout switched off, also after a step with it: %s',
    (_, recorded) => {
      const { asked, lengths, probabilities, shape } = recorded;
      const network = networkOf(createTwin({ interrupted: () => false }), recorded);
      const sequences = sequencesOf(recorded);
      const objective = sequenceObjective(network, {
        ...{ train: sequences, valid: sequences, asked, B: lengths.length, seed: 1 },
        ...{ dropout: 0.5, wordDropout: 0.5, unknown: 0, judge: () => 0 },
      });
      objective.gradient({ epoch: 0, at: 0 }, random(1));
      const expected = recorded.answers.map((__, at) => {
        const row = probabilities.slice(at * shape.outputs, (at + 1) * shape.outputs);
        return row.indexOf(Math.max(...row));
      });
      expect([...(objective.answers(sequences) ?? [])]).toEqual(expected);
    },
  );

  describe.each(arithmeticsHere())('of %s arithmetic', (arithmetic) => {
    it.each(records)('computes what PyTorch does, with WebAssembly: %s', (_, recorded) => {
      const kernels = createKernels({ module: loadModule(arithmetic), budgetBytes: 1 << 26 });
      try {
        pass(kernels, recorded, 1e-5);
      } finally {
        kernels.dispose();
      }
    });
  });
});
