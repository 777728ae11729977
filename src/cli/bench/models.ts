/** Our side of training and inference: the product's own trainer and predictor on a made-up text. */
import { createNetwork, type Network } from '../../engine/network/network';
import type { Plan } from '../../engine/training/plan';
import { createPredictor } from '../../engine/network/predictor';
import { createTrainer } from '../../engine/training/trainer';
import type { Kernels } from '../../engine/kernels/kernels';
import { isWasm, type WasmKernels } from '../../engine/kernels/wasm';
import { random } from '../../engine/random';
import type { BenchSize } from './sizes';
import { functionOf } from './products';
import { contestantHere, type Contestant } from './turns';

interface Ours {
  /** A step: read, forward, backward, norm, clip, Adam. */
  readonly fullSoftmax: Contestant;
  readonly sampledSoftmax: Contestant;
  /** Reads one token and gives the probabilities of the next. */
  readonly inference: Contestant;
  /** Reads the weights of a token once and does nothing else: what inference cannot be faster than. */
  readonly weightsRead?: Contestant;
}

export function ours(kernels: Kernels, size: BenchSize): Ours {
  const { V, E, H, L } = size;
  const network = createNetwork(kernels, {
    ...{ cell: 'lstm', tokens: 'words', tied: false },
    ...{ V, E, H, L },
  });
  return {
    fullSoftmax: training(network, size, 0),
    sampledSoftmax: training(network, size, size.samples),
    inference: inference(network),
    ...(isWasm(kernels) && { weightsRead: weightsRead(kernels, network) }),
  };
}

/** Windows of text in each stream. */
const windows = 40;
const never = 1e9;

const training = (network: Network, size: BenchSize, samples: number): Contestant =>
  contestantHere(trainingOf(network, size, samples));

/** @returns does a step */
export function trainingOf(network: Network, { V, B, T }: BenchSize, samples: number): () => void {
  const ids = zipf(V, B * (T * windows + 1));
  const counts = new Uint32Array(V);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  const plan: Plan = {
    ...{ B, T, samples, steps: never, validateEvery: never, patience: 1 },
    ...{ learningRate: 1e-4, warmUp: 0, clip: 1, weightDecay: 0, seed: 1 },
  };
  const trainRanges = [{ from: 0, to: ids.length }];
  const text = { ids, counts, trainRanges, validRanges: [{ from: 0, to: 2 }] };
  const trainer = createTrainer({ network, text, plan, start: 'new' });
  return () => {
    const report = trainer.step();
    if (report?.kind !== 'trained' || report.recovered) throw new Error('A step was not done');
  };
}

function inference(network: Network): Contestant {
  const predictor = createPredictor(network);
  const state = predictor.start();
  let id = 0;
  return contestantHere(() => {
    id = (id + 7919) % network.shape.V;
    predictor.read(id, state);
    predictor.probabilities(state);
  });
}

/** All weights but the embedding, of which a token reads one row. */
function weightsRead({ raw }: WasmKernels, { parameters }: Network): Contestant {
  const { values, encoder } = parameters;
  const bytes = Math.floor((values.byteLength - encoder.byteLength) / 128) * 128;
  const from = values.byteOffset + values.byteLength - bytes;
  const read = functionOf(raw, 'readStreams');
  return contestantHere(() => void read(bytes, from));
}

/** Word ids with the frequencies of a text: the chance of rank r is about 1 / r (Zipf). */
function zipf(V: number, count: number): Int32Array {
  const { next } = random(1);
  return Int32Array.from({ length: count }, () =>
    Math.min(V - 1, Math.floor(Math.exp(next() * Math.log(V))) - 1),
  );
}
