/** The model that is tested, from its file, with what a test gives back at its end. */
import { decodeModelFile, type StoredModel } from '../../engine/files/modelFile';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { viewFloats } from '../../engine/files/safetensors/storedTensor';
import type { Kernels } from '../../engine/kernels/kernels';
import { loadTensors, type Network } from '../../engine/network/network';
import { countParameters } from '../../engine/network/shape';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { openNetwork } from '../models/models';
import type { Files } from '../platform/disk/files';
import type { KernelOptions } from '../platform/engineParts';
import type { LabelTools } from '../search/tokenLabels';

export interface TestTools extends LabelTools {
  readonly files: Pick<Files, 'read'>;
  readonly createKernels: (options: KernelOptions) => Kernels;
  /** Goes on in slices until `step` says true; ends early, with false, where nobody waits any longer. */
  readonly until: (step: () => boolean) => Promise<boolean>;
}

export const untestable = (reason: string): Result<never, Failure> =>
  failed({ kind: 'untestable', reason });

export async function readModel(
  path: string,
  name: string,
  { files }: Pick<TestTools, 'files'>,
): Promise<Result<StoredModel, Failure>> {
  const read = await files.read(path);
  if (!read.ok) return read;
  if (!read.value) return failed({ kind: 'noModel', name });
  const decoded = decodeModelFile(read.value, viewFloats, 'any');
  if (decoded.ok) return success(decoded.model);
  return failed({ kind: 'otherModel', reason: describeFileFailure(decoded.failure) });
}

/** Of a model that predicts what comes next. Its kernels are to be disposed of. */
export function nextWordNetwork(
  { shape, weights, task }: StoredModel,
  tools: Pick<TestTools, 'createKernels'>,
): Result<Network, Failure> {
  if (task || shape.direction === 'both') {
    return untestable(
      'This model does not predict the next word, so it can only have tests of the kinds “task” and “class”.',
    );
  }
  const network = openNetwork(shape, tools);
  loadTensors(network, weights);
  return success(network);
}

/** For a model that judges or writes targets: the work on some examples at a time. */
export const kernelsToJudge = (
  { shape }: StoredModel,
  { createKernels }: Pick<TestTools, 'createKernels'>,
): Kernels =>
  createKernels({
    threads: 1,
    budgetBytes: 32 * countParameters(shape) + (256 << 20),
    interrupted: () => false,
  });
