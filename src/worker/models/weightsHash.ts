/** Names of weights, and of what users noted beside them: these tell them apart. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { sha256 } from '../platform/sha256';

/** Of weights as a file holds them: in files, summaries and exports. */
export const weightsHash = (tensors: ReadonlyMap<string, Float32Array>): string =>
  sha256(inFileOrder(tensors));

/** Tensors by name, as a model file has them, little-endian as every machine that runs VS Code. */
function inFileOrder(tensors: ReadonlyMap<string, Float32Array>): Uint8Array[] {
  return [...tensors]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, values]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** What a person may change without a training. */
type Noted = Pick<ModelFacts, 'name' | 'unitNames' | 'namedWith' | 'forgotten'>;

/**
 * Of what stands in a model's file beside its weights and may be changed there: by it another window
 * sees that something was forgotten, or that the model or a unit has another name.
 */
export function notedHash({ name, unitNames, namedWith = {}, forgotten = [] }: Noted): string {
  const noted = JSON.stringify([name, inOrder(unitNames), inOrder(namedWith), forgotten]);
  return sha256([new TextEncoder().encode(noted)]);
}

const inOrder = (entries: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1));
