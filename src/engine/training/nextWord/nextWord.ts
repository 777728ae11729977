/**
 * The task *next word*: B streams of a text side by side, T tokens of each in a step, the state carried on
 * to the next; at every token the one that follows is asked for, by the full softmax or by a sample of it;
 * judged by the nats per token of blocks that are not trained on.
 */
import { ShapeError, type Network, type Tensors } from '../../network/network';
import { carriedTensors } from '../../network/shape';
import { carryState, resetState } from '../../network/state';
import { allocateWindow, backward, forward, type Sample, type Window } from '../../network/window';
import type { Floats } from '../../kernels/kernels';
import type { Range } from '../../text/corpus';
import type { Objective } from '../objective';
import type { Plan } from '../plan';
import { createSampler } from './sampler';
import { advance, createStreams, readWindow } from './streams';
import { createValidation } from './validation';

export interface TrainingText {
  /** The whole document. */
  readonly ids: Int32Array;
  readonly trainRanges: readonly Range[];
  readonly validRanges: readonly Range[];
  /** Of every class in the training ranges, [V]. */
  readonly counts: ArrayLike<number>;
}

/** Takes all its memory here. @param plan its B, T and samples stay what they are */
export function nextWord(network: Network, text: TrainingText, plan: Plan): Objective {
  const { kernels, states } = network;
  const { B, T } = plan;
  const window = allocateWindow(network, T, B);
  const validation = createValidation(network, text.ids, text.validRanges);
  const streams = createStreams(cut(text.ids, text.trainRanges), B, T);
  const sampler = plan.samples > 0 ? createSampler(text.counts, plan.samples) : undefined;
  const sample: Sample | undefined = sampler && {
    ids: kernels.integers(sampler.size),
    logQ: kernels.floats(sampler.size),
  };
  return {
    gradients: window.gradients,
    counts: text.counts,
    tokens: B * T,
    gradient(position, random) {
      readWindow(streams, position, window.inputs, window.targets);
      if (sample) sampler?.draw(random, sample.ids, sample.logQ);
      forward(network, window);
      return backward(network, window, sample);
    },
    advance(position, random) {
      const next = advance(streams, position, random);
      // What reads backwards has nothing to go on with: the text's next window is before its last one.
      const isCutOff = next.epoch !== position.epoch || network.shape.direction === 'both';
      (isCutOff ? resetState : carryState)(states, window);
      return next;
    },
    startAnew: () => resetState(states, window),
    epochs: ({ epoch, at }) => epoch + at / streams.length,
    measure: () => validation.measure(),
    carried: () => writeCarried(network, window),
    putCarried: (tensors) => readCarried(network, window, tensors),
  };
}

/** The training text in one piece; where a block was cut out, the state runs over the seam. */
function cut(ids: Int32Array, ranges: readonly Range[]): Int32Array {
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const text = new Int32Array(total);
  let at = 0;
  for (const { from, to } of ranges) {
    text.set(ids.subarray(from, to), at);
    at += to - from;
  }
  return text;
}

/**
 * `<letter>_l<k>` for all that is carried (an LSTM's c and h), [B][H]; of a window of words the `words`
 * before, [words][B].
 */
function writeCarried(network: Network, window: Window): Map<string, Float32Array> {
  const tensors = new Map<string, Float32Array>();
  const { shape, states, layout } = network;
  for (const { name, layer, index } of carriedTensors(layout)) {
    const record = window.records[layer];
    tensors.set(name, unpadRows(record.states[index], record.B, shape.H, states.H));
  }
  if (states.words > 0) tensors.set('words', Float32Array.from(wordsBefore(network, window)));
  return tensors;
}

function readCarried(network: Network, window: Window, tensors: Tensors): void {
  const { shape, states, layout } = network;
  for (const { name, layer, index } of carriedTensors(layout)) {
    const record = window.records[layer];
    padRows(tensors.get(name), record.states[index], record.B, shape.H, states.H);
  }
  if (states.words === 0) return;
  const words = tensors.get('words');
  const into = wordsBefore(network, window);
  if (words?.length !== into.length) throw new ShapeError('The words before have another number');
  into.set(words);
}

const wordsBefore = ({ states }: Network, { words, B }: Window): Int32Array =>
  words.subarray(0, states.words * B);

function unpadRows(values: Floats, rows: number, width: number, padded: number): Float32Array {
  const tensor = new Float32Array(rows * width);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < width; k++) tensor[r * width + k] = values[r * padded + k];
  }
  return tensor;
}

function padRows(
  tensor: Floats | undefined,
  into: Floats,
  rows: number,
  width: number,
  padded: number,
): void {
  if (tensor?.length !== rows * width) throw new ShapeError('The carried state has another size');
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < width; k++) into[r * padded + k] = tensor[r * width + k];
  }
}
