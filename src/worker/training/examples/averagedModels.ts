/**
 * Models of several seeds as one judge: the mean of their probabilities, on the test examples of the text
 * that they learnt from, next to the opponents. Which seed a network began with then matters less.
 */
import { breathing } from '../../../engine/steps';
import { decodeModelFile } from '../../../engine/files/modelFile';
import { describeFileFailure } from '../../../engine/files/safetensors/fileFailures';
import { viewFloats } from '../../../engine/files/safetensors/storedTensor';
import { countParameters, outputsOf } from '../../../engine/network/shape';
import { createNetwork, loadTensors } from '../../../engine/network/network';
import { largest } from '../../../engine/tasks/metrics/accuracy';
import { mostOpponentBytes } from '../../../engine/tasks/opponents/meanOfEmbeddings';
import { answer, createAnswering } from '../../../engine/training/sequences/answers';
import { createLanes } from '../../../engine/training/sequences/lanes';
import { longestOf, type Sequences } from '../../../engine/training/sequences/sequences';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import type { AverageRequest } from '../../../shared/questions/editor/averages';
import type { TaskResult } from '../../../shared/tasks';
import type { Files } from '../../platform/disk/files';
import type { EngineParts } from '../../platform/engineParts';
import { onOneThread } from './judging';
import { learntExamples, type LearntExamples } from './learntExamples';

interface Needs extends EngineParts {
  readonly files: Pick<Files, 'read'>;
  /** Gives a sign of life. */
  readonly breathe: () => Promise<void>;
}

/** Sequences that are read side by side. */
const lanesRead = 32;

export async function averagedModels(
  { paths, name, text, task }: AverageRequest,
  needs: Needs,
): Promise<Result<TaskResult, Failure>> {
  let learnt: LearntExamples | undefined;
  let sums: Float64Array[] = [];
  for (const path of paths) {
    const read = await needs.files.read(path);
    if (!read.ok) return read;
    if (!read.value) return failed({ kind: 'noModel', name });
    const decoded = decodeModelFile(read.value, viewFloats, 'any');
    if (!decoded.ok) {
      return failed({ kind: 'otherModel', reason: describeFileFailure(decoded.failure) });
    }
    const { shape, weights } = decoded.model;
    if (!learnt) {
      const asked = { task, name, text, window: shape.window };
      const examples = await breathing(learntExamples(asked), needs.breathe);
      if (!examples.ok) return examples;
      learnt = examples.value;
    }
    const budgetBytes = 32 * countParameters(shape) + (256 << 20);
    const options = { threads: 1, budgetBytes, interrupted: () => false };
    const kernels = needs.createKernels(options);
    try {
      const network = createNetwork(kernels, shape);
      loadTensors(network, weights);
      sums = added(sums, learnt, network);
    } finally {
      kernels.dispose();
    }
    await needs.breathe();
  }
  if (!learnt) return failed({ kind: 'noModel', name });
  const judging = learnt.judging(
    Int32Array.from(sums, largest),
    1,
    onOneThread(needs, mostOpponentBytes),
  );
  while (!judging.step()) await needs.breathe();
  return success(judging.result());
}

/** @param sums of probabilities so far, of each answer */
function added(
  sums: Float64Array[],
  { test, data: { asked } }: Pick<LearntExamples, 'test' | 'data'>,
  network: Parameters<typeof createLanes>[0],
): Float64Array[] {
  const lanes = createLanes(network, lanesRead, longestOf(test));
  const all = sums.length > 0 ? sums : zeros(test, asked, outputsOf(network.shape));
  answer(createAnswering(network, lanes, asked), test, (at, probabilities) => {
    for (let k = 0; k < all[at].length; k++) all[at][k] += probabilities[k];
  });
  return all;
}

function zeros(
  { starts, ids, inputs }: Sequences,
  asked: LearntExamples['data']['asked'],
  outputs: number,
): Float64Array[] {
  const count = asked === 'each' ? ids.length / inputs : starts.length - 1;
  return Array.from({ length: count }, () => new Float64Array(outputs));
}
