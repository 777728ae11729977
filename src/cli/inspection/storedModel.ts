/** A model from its file, as commands that look into one open it; unlike in VS Code the file stays where it is. */
import { resolve } from 'node:path';
import { decodeModelFile, type StoredModel } from '../../engine/files/modelFile';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { loadTensors, type Network } from '../../engine/network/network';
import { openNetwork } from '../../worker/models/models';
import { platformEngine } from '../../worker/platform/wasm';
import { readInput, refuse, UsageError } from '../command';

/** @throws UsageError where it is no model of the next word */
export async function storedModel(path: string): Promise<StoredModel> {
  const decoded = decodeModelFile(await readInput(resolve(path)));
  if (!decoded.ok) throw new UsageError(`${path}: ${describeFileFailure(decoded.failure)}`);
  if (decoded.model.shape.direction === undefined) return decoded.model;
  return refuse({ kind: 'badCell', flaw: { kind: 'nextWordBothWays' } });
}

export function networkOf({ shape, weights }: StoredModel): Network {
  const network = openNetwork(shape, platformEngine());
  loadTensors(network, weights);
  return network;
}
