/**
 * A network's answers to sequences: the most probable class or label, and how probable each is.
 */
import type { Floats } from '../../kernels/kernels';
import type { Network } from '../../network/network';
import { directionsOf, outputsOf, paddedWidth } from '../../network/shape';
import { readWords, runLayers } from '../../network/window';
import type { Lanes } from './lanes';
import { collect, type Readout } from './readout';
import { countOf, lengthOf, type Asked, type Sequences } from './sequences';

export function readoutOf(
  network: Network,
  { B, longest }: Pick<Lanes, 'B' | 'longest'>,
  asked: Asked,
): Readout {
  const width = paddedWidth(network.layout.shown);
  const directions = network.shape.readout === 'deep' ? 1 : directionsOf(network.shape);
  if (asked === 'last' && directions !== directionsOf(network.shape)) {
    throw new RangeError('A deep read-out of two directions has no last state.');
  }
  const rows = asked === 'each' ? B * longest : B;
  return { asked, width, directions, from: new Int32Array(asked === 'maximum' ? rows * width : 0) };
}

export interface Answering {
  readonly network: Network;
  readonly lanes: Lanes;
  readonly readout: Readout;
  /** What the projection reads, a row for each answer of a batch. */
  readonly rows: Floats;
  readonly logits: Floats;
}

export function createAnswering(network: Network, lanes: Lanes, asked: Asked): Answering {
  const readout = readoutOf(network, lanes, asked);
  const most = asked === 'each' ? lanes.B * lanes.longest : lanes.B;
  const { kernels, layout } = network;
  return {
    ...{ network, lanes, readout },
    rows: kernels.floats(most * readout.width),
    logits: kernels.floats(layout.padded.outputs),
  };
}

/**
 * Answers in the order of the sequences; where one was cut, its last tokens get the answer 0.
 * @param visit probabilities of an answer, [outputs]; the same array at every call
 * @returns undefined where it was interrupted
 */
export function answer(
  { network, lanes, readout, rows, logits }: Answering,
  sequences: Sequences,
  visit?: (answer: number, probabilities: Floats) => void,
): Int32Array | undefined {
  const { kernels, parameters } = network;
  const outputs = outputsOf(network.shape);
  const isEach = readout.asked === 'each';
  const answers = new Int32Array(
    isEach ? sequences.ids.length / sequences.inputs : countOf(sequences),
  );
  const order = byLength(sequences);
  for (let from = 0; from < order.length; from += lanes.B) {
    const batch = order.subarray(from, from + lanes.B);
    const window = lanes.fill(sequences, batch);
    window.inputMask?.fill(1);
    readWords(network, window);
    runLayers(network, window);
    if (kernels.interrupted()) return undefined;
    collect(readout, window, lanes.lengths, rows);
    let row = 0;
    batch.forEach((sequence, b) => {
      const count = isEach ? lanes.lengths[b] : 1;
      for (let t = 0; t < count; t++, row++) {
        const at = isEach ? sequences.starts[sequence] + t : sequence;
        kernels.logits(
          parameters.decoder,
          rows.subarray(row * readout.width, (row + 1) * readout.width),
          logits,
        );
        answers[at] = highest(logits, outputs);
        if (!visit) continue;
        kernels.normalise(logits);
        visit(at, logits.subarray(0, outputs));
      }
    });
  }
  return answers;
}

/** Of equal ones the first. */
function highest(values: Floats, count: number): number {
  let best = 0;
  for (let n = 1; n < count; n++) if (values[n] > values[best]) best = n;
  return best;
}

const byLength = (sequences: Sequences): Int32Array =>
  Int32Array.from({ length: countOf(sequences) }, (_, n) => n).sort(
    (one, other) => lengthOf(sequences, one) - lengthOf(sequences, other),
  );
