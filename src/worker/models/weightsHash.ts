/** The name of weights: what identifies them in files, summaries and exports. */
import { sha256 } from '../platform/sha256';

/** Of weights as a file holds them. */
export const weightsHash = (tensors: ReadonlyMap<string, Float32Array>): string =>
  sha256(inFileOrder(tensors));

/** Tensors by name, as a model file has them, little-endian as every machine that runs VS Code. */
function inFileOrder(tensors: ReadonlyMap<string, Float32Array>): Uint8Array[] {
  return [...tensors]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, values]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
