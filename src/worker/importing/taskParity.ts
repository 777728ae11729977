/** The losses of a classifier or tagger on the sequences of its parity record. */
import type { NamedTensors } from '../../engine/files/modelFile';
import type { ImportedFrom } from '../../engine/files/modelMetadata';
import type { TaskParityRecord } from '../../engine/files/foreign/taskParity';
import type { Kernels } from '../../engine/kernels/kernels';
import { log } from '../../engine/math';
import { createNetwork, loadTensors } from '../../engine/network/network';
import type { ModelShape } from '../../engine/network/shape';
import { answer, createAnswering } from '../../engine/training/sequences/answers';
import { createLanes } from '../../engine/training/sequences/lanes';
import { longestOf, type Asked, type Sequences } from '../../engine/training/sequences/sequences';

type Compared = NonNullable<ImportedFrom['parity']> | { readonly overflowAfter: number };

/** The smallest probability that single precision still tells from nothing. */
const least = 1e-38;

/**
 * @param idOf our id of the record's
 * @returns after how many answers the model's numbers overflowed, where they did
 */
export function checkTaskParity(
  kernels: Kernels,
  shape: ModelShape,
  weights: NamedTensors,
  asked: Asked,
  record: TaskParityRecord,
  idOf: (token: number) => number,
): Compared {
  const network = createNetwork(kernels, shape);
  loadTensors(network, weights);
  const sequences = sequencesOf(record, idOf);
  const [answers, losses] = [record.answers.flat(), record.losses.flat()];
  const here: number[] = [];
  const lanes = createLanes(network, 1, longestOf(sequences));
  answer(createAnswering(network, lanes, asked), sequences, (at, probabilities) => {
    here[at] = -log(Math.max(least, probabilities[answers[at]]));
  });
  let [theirs, ours, largest] = [0, 0, 0];
  for (const [n, loss] of losses.entries()) {
    if (!Number.isFinite(here[n])) return { overflowAfter: n + 1 };
    theirs += loss / losses.length;
    ours += here[n] / losses.length;
    largest = Math.max(largest, Math.abs(here[n] - loss));
  }
  return { tokens: losses.length, theirs, ours, largest };
}

function sequencesOf({ sequences }: TaskParityRecord, idOf: (token: number) => number): Sequences {
  const starts = [0];
  for (const { length } of sequences) starts.push(starts[starts.length - 1] + length);
  const ids = Int32Array.from(sequences.flat(), idOf);
  return { inputs: 1, ids, starts: Int32Array.from(starts), answers: new Int32Array(0) };
}
