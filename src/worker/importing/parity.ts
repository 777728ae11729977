/** A model's losses on the tokens of a parity record, from a state of zero, as anywhere here. */
import type { NamedTensors } from '../../engine/files/modelFile';
import type { ImportedFrom } from '../../engine/files/modelMetadata';
import type { ParityRecord } from '../../engine/files/foreign/parityRecord';
import type { Kernels } from '../../engine/kernels/kernels';
import { log } from '../../engine/math';
import { createNetwork, loadTensors } from '../../engine/network/network';
import { createPredictor } from '../../engine/network/predictor';
import type { ModelShape } from '../../engine/network/shape';

/** The smallest probability that single precision still tells from nothing. */
const least = 1e-38;

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
): Promise<NonNullable<ImportedFrom['parity']> | { readonly overflowAfter: number }> {
  const network = createNetwork(kernels, shape);
  loadTensors(network, weights);
  const predictor = createPredictor(network);
  const state = predictor.start();
  let [theirs, ours, largest] = [0, 0, 0];
  for (const [n, loss] of losses.entries()) {
    predictor.read(idOf(tokens[n]), state);
    const probability = predictor.probabilities(state)[idOf(tokens[n + 1])];
    if (!Number.isFinite(probability)) return { overflowAfter: n + 1 };
    const here = -log(Math.max(least, probability));
    theirs += loss / losses.length;
    ours += here / losses.length;
    largest = Math.max(largest, Math.abs(here - loss));
    await breathe();
  }
  return { tokens: losses.length, theirs, ours, largest };
}
