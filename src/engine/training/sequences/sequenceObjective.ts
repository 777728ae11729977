/**
 * The task of sequences with answers: B of them in a step, each from its own beginning; the cross-entropy
 * of the answers that are asked for; judged on other sequences. No state is carried from step to step.
 */
import type { Floats } from '../../kernels/kernels';
import type { Network } from '../../network/network';
import { outputsOf } from '../../network/shape';
import { backwardLayers, multiply, readWords, runLayers, type Window } from '../../network/window';
import type { Random } from '../../random';
import type { Objective } from '../objective';
import { answer, createAnswering, type Answering } from './answers';
import { batchCount, batchesOf } from './batches';
import { drawMask, dropWords } from './dropout';
import { createLanes } from './lanes';
import { collect, spread } from './readout';
import { countAnswers, longestOf, type Asked, type Sequences } from './sequences';

export interface SequenceTraining {
  readonly train: Sequences;
  readonly valid: Sequences;
  readonly asked: Asked;
  /** Of answers to `valid`: lower is better. */
  readonly judge: (answers: Int32Array) => number;
  readonly B: number;
  /** Of the order of the rounds. */
  readonly seed: number;
  /** Of what the lowest layer reads and of what the projection reads. */
  readonly dropout: number;
  /** Of words that are read as unknown while training. */
  readonly wordDropout: number;
  /** The id of the unknown word. */
  readonly unknown: number;
  /** Tokens of the longest sequence that is to be answered besides `train` and `valid`. */
  readonly longest?: number | undefined;
}

export interface SequenceObjective extends Objective {
  /** By the current weights. @returns undefined where it was interrupted */
  answers(sequences: Sequences): Int32Array | undefined;
}

/** Takes all its memory here. */
export function sequenceObjective(network: Network, options: SequenceTraining): SequenceObjective {
  const { kernels, shape } = network;
  const { train, valid, asked, B, seed, longest = 0 } = options;
  const most = Math.max(longestOf(train), longestOf(valid), longest);
  const lanes = createLanes(network, B, most);
  const answering = createAnswering(network, lanes, asked);
  const step = allocateStep(answering, options);
  const perEpoch = batchCount(train, B);
  let round: { epoch: number; batches: Int32Array[] } | undefined;
  let tokens = 0;
  const batchAt = ({ epoch, at }: { epoch: number; at: number }): Int32Array => {
    if (round?.epoch !== epoch) round = { epoch, batches: batchesOf(train, B, { seed, epoch }) };
    return round.batches[at];
  };
  return {
    gradients: lanes.gradients,
    counts: countAnswers(train, outputsOf(shape)),
    get tokens() {
      return tokens;
    },
    gradient(position, random) {
      const batch = batchAt(position);
      const window = lanes.fill(train, batch);
      tokens = lanes.lengths.reduce((sum, length) => sum + length, 0);
      kernels.fill(lanes.gradients.values, 0);
      return step.gradient(window, batch, random);
    },
    advance: ({ epoch, at }) =>
      at + 1 < perEpoch ? { epoch, at: at + 1 } : { epoch: epoch + 1, at: 0 },
    startAnew: () => undefined,
    epochs: ({ epoch, at }) => epoch + at / perEpoch,
    measure() {
      const answers = answer(answering, valid);
      return answers && options.judge(answers);
    },
    answers: (sequences) => answer(answering, sequences),
    carried: () => new Map(),
    putCarried: () => undefined,
  };
}

function allocateStep(answering: Answering, options: SequenceTraining) {
  const { network, lanes, readout, rows } = answering;
  const { kernels, parameters } = network;
  const { train, asked, dropout, wordDropout: p, unknown } = options;
  const mask = kernels.floats(rows.length);
  const dh = kernels.floats(rows.length);
  const targets = kernels.integers(rows.length / readout.width);

  const putTargets = (batch: Int32Array): void => {
    let row = 0;
    batch.forEach((sequence, b) => {
      if (asked !== 'each') {
        targets[row++] = train.answers[sequence];
        return;
      }
      const from = train.starts[sequence];
      for (let t = 0; t < lanes.lengths[b]; t++) targets[row++] = train.answers[from + t];
    });
  };

  return {
    gradient(window: Window, batch: Int32Array, random: Random): number {
      const { first, inputMask } = window;
      if (first.kind === 'given')
        dropWords(first.ids, { inputs: train.inputs, p, unknown }, random);
      if (inputMask) drawMask(inputMask, dropout, random);
      readWords(network, window);
      runLayers(network, window);
      const count = collect(readout, window, lanes.lengths, rows);
      const asked = (values: Floats): Floats => values.subarray(0, count * readout.width);
      drawMask(asked(mask), dropout, random);
      multiply(asked(rows), mask);
      putTargets(batch);
      const scale = 1 / count;
      const loss = kernels.softmax(
        parameters.decoder,
        asked(rows),
        targets.subarray(0, count),
        scale,
        asked(dh),
        lanes.gradients.decoder,
      );
      multiply(asked(dh), mask);
      spread(readout, window, lanes.lengths, dh);
      backwardLayers(network, window);
      return loss * scale;
    },
  };
}
