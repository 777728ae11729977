/**
 * Which words of a text decided its class. The experiment: each word is replaced by the unknown one, and
 * what the class loses is the word's share. The guess: how much that would be by the gradient at the
 * word, all in one pass back (a first-order estimate of the same difference). In nats of the class'
 * probability: positive where the word speaks for it.
 */
import type { Floats } from '../../kernels/kernels';
import { backwardLayers } from '../../network/window';
import { log } from '../../math';
import { spread } from '../../training/sequences/readout';
import { longestRead } from '../../training/sequences/lanes';
import type { Judge } from './judge';

/** Words whose replacement is tried out: of a longer text the first. */
export const mostReplaced = 200;

export interface DecidingWords {
  readonly words: number;
  readonly replaced: Float32Array<ArrayBuffer>;
  readonly gradient: Float32Array<ArrayBuffer>;
}

/** What is still to be done is done batch by batch. */
export interface Deciding extends DecidingWords {
  /** @returns whether all is done */
  advance(): boolean;
}

/** No word is called so: it is read as unknown. */
const noWord = '';

/** @param judged the class that is asked about */
export function decidingWords(judge: Judge, words: readonly string[], judged: number): Deciding {
  const { reader, asked } = judge;
  const read = words.slice(0, longestRead);
  const count = Math.min(read.length, mostReplaced);
  const replaced = new Float32Array(count);
  const gradient = gradientOf(judge, read, judged).slice(0, count);
  const others = Array.from({ length: count }, (_, at) => read.with(at, noWord));
  const sequences = judge.sequencesOf([read, ...others]);
  const losses = new Float64Array(count + 1);
  const batches = reader.batches(sequences);
  let next = 0;
  return {
    ...{ words: count, replaced, gradient },
    advance() {
      const batch = batches.at(next++);
      if (batch) {
        reader.read(sequences, batch, asked, (at, found) => (losses[at] = lossOf(found, judged)));
      }
      if (next < batches.length) return false;
      for (let at = 0; at < count; at++) replaced[at] = losses[at + 1] - losses[0];
      return true;
    },
  };
}

const lossOf = (probabilities: Floats, judged: number): number =>
  -log(Math.max(1e-30, probabilities[judged]));

function gradientOf(
  judge: Judge,
  words: readonly string[],
  judged: number,
): Float32Array<ArrayBuffer> {
  const { reader, network, asked } = judge;
  const { kernels, parameters, layout } = network;
  const found = new Float32Array(words.length);
  if (words.length === 0) return found;
  const alone = reader.readAlone(judge.sequencesOf([words]), 0, asked);
  const { window, lengths, readout, rows } = alone;
  const { gradients, first, dx, x } = window;
  kernels.fill(gradients.values, 0);
  const row = rows.subarray(0, readout.width);
  const flow = alone.rows.subarray(readout.width, 2 * readout.width);
  const target = window.targets.subarray(0, 1).fill(judged);
  kernels.softmax(parameters.decoder, row, target, 1, flow, gradients.decoder);
  spread(readout, window, lengths, flow);
  backwardLayers(network, window);
  const { E } = layout.padded;
  const unknown = parameters.encoder.subarray(0, E);
  const width = network.shape.window ?? 1;
  if (first.kind !== 'given') return found;
  for (let n = 0; n < lengths[0] * width; n++) {
    const at = Math.floor(n / width) + (n % width) + 1 - width;
    if (at < 0) continue;
    for (let k = 0; k < E; k++) found[at] -= dx[n * E + k] * (x[n * E + k] - unknown[k]);
  }
  return found;
}
