/** A model's losses on the tokens of a parity record, from a state of zero. */
import type { NamedTensors } from '../../engine/files/modelFile';
import type { ImportedFrom } from '../../engine/files/modelMetadata';
import type { ParityRecord } from '../../engine/files/foreign/parityRecord';
import type { Kernels } from '../../engine/kernels/kernels';
import { exp, log } from '../../engine/math';
import { createNetwork, loadTensors } from '../../engine/network/network';
import type { Network } from '../../engine/network/network';
import { createPredictor } from '../../engine/network/predictor';
import { directionsOf, paddedWidth, type ModelShape } from '../../engine/network/shape';
import { allocatePass, forward } from '../../engine/network/window';

/** The smallest probability that single precision still tells from nothing. */
const least = 1e-38;

/** Memory of a model that has to read the whole record before it predicts anything. */
export const passBytes = (shape: ModelShape, tokens: number): number =>
  shape.direction === 'both' ? 4 * tokens * (2 * shape.E + 64 * (shape.H + 4) * shape.L) : 0;

type Compared = NonNullable<ImportedFrom['parity']> | { readonly overflowAfter: number };

/**
 * @param idOf our id of the record's
 * @returns after how many tokens the model's numbers overflowed, where they did
 */
export async function checkParity(
  kernels: Kernels,
  shape: ModelShape,
  weights: NamedTensors,
  { tokens, losses }: ParityRecord,
  idOf: (token: number) => number,
  breathe: () => Promise<void>,
): Promise<Compared> {
  const network = createNetwork(kernels, shape);
  loadTensors(network, weights);
  const ids = tokens.map(idOf);
  const probabilityAfter =
    directionsOf(shape) === 2 ? readWhole(network, ids) : readOn(network, ids);
  let [theirs, ours, largest] = [0, 0, 0];
  for (const [n, loss] of losses.entries()) {
    const probability = probabilityAfter(n)[ids[n + 1]];
    if (!Number.isFinite(probability)) return { overflowAfter: n + 1 };
    const here = -log(Math.max(least, probability));
    theirs += loss / losses.length;
    ours += here / losses.length;
    largest = Math.max(largest, Math.abs(here - loss));
    await breathe();
  }
  return { tokens: losses.length, theirs, ours, largest };
}

type ProbabilityAfter = (n: number) => ArrayLike<number>;

/** Token by token, as anywhere. */
function readOn(network: Network, ids: readonly number[]): ProbabilityAfter {
  const predictor = createPredictor(network);
  const state = predictor.start();
  return (n) => {
    predictor.read(ids[n], state);
    return predictor.probabilities(state);
  };
}

/** In both directions: all tokens but the last, of which each prediction has seen the later ones. */
function readWhole(network: Network, ids: readonly number[]): ProbabilityAfter {
  const { kernels, shape, layout, parameters } = network;
  const pass = allocatePass(network, ids.length - 1, 1);
  pass.inputs.set(ids.slice(0, -1));
  forward(network, pass);
  const logits = kernels.floats(layout.padded.V);
  const width = paddedWidth(layout.shown);
  const shown = kernels.floats(width);
  return (n) => {
    shown.set(pass.h.subarray(n * width, (n + 1) * width));
    kernels.logits(parameters.decoder, shown, logits);
    const powers = Float64Array.from(logits.subarray(0, shape.V));
    const largest = powers.reduce((a, b) => Math.max(a, b), -Infinity);
    for (let v = 0; v < powers.length; v++) powers[v] = exp(powers[v] - largest);
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  };
}
