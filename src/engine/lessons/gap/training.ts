/**
 * One network on the gap, as a generator: its owner goes on when there is time, or stops. The loss is
 * that of the answer alone. Reads no clock; same seed, same bytes.
 */
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, initialise, type Network } from '../../network/network';
import { resetState } from '../../network/state';
import { allocateWindow, backwardLayers, forward, type Window } from '../../network/window';
import { createOptimizer, gradientNorm, update } from '../../training/optimizer';
import { optimizing, randomOf, sizes, wordsOfBias, type GapSettings } from './settings';
import { drawBatch, isKey, lengthOf, wordCount, type Batch } from './task';

export interface GapProgress {
  readonly step: number;
  /** Nats per answer. */
  readonly loss: number;
  /** Answers of this step that were right, before anything was learnt from them. */
  readonly right: number;
  readonly of: number;
}

export interface TrainedOnGap {
  readonly network: Network;
  readonly steps: number;
  /** 800 new sentences in a row with one mistake at most. */
  readonly solved: boolean;
}

/** Steps in a row whose sentences, none of them seen before, must be right but for one. */
const streak = 25;

export function* trainOnGap(
  kernels: Kernels,
  settings: GapSettings,
): Generator<GapProgress, TrainedOnGap> {
  const training = allocate(kernels, settings);
  const wrong: number[] = [];
  let step = 0;
  while (step < settings.steps && !isSolved(wrong)) {
    const report = trainStep(training, settings);
    wrong.push(report.of - report.right);
    yield { step: ++step, ...report };
  }
  return { network: training.network, steps: step, solved: isSolved(wrong) };
}

const isSolved = (wrong: readonly number[]): boolean =>
  wrong.length >= streak && wrong.slice(-streak).reduce((sum, count) => sum + count, 0) <= 1;

type Training = ReturnType<typeof allocate>;

function allocate(kernels: Kernels, settings: GapSettings) {
  const { cell, seed } = settings;
  const { E, H, B } = sizes;
  const network = createNetwork(kernels, {
    ...cell,
    ...{ tokens: 'words', V: wordCount, E, H, tied: false },
  });
  // Only keys are answers: that much it need not learn.
  const counts = Array.from({ length: wordCount }, (_, id) => (isKey(id) ? 1000 : 1));
  initialise(network, randomOf.weights(seed), counts, wordsOfBias(settings.bias, settings));
  spread(network);
  const window = allocateWindow(network, lengthOf(settings.gap), B);
  const width = network.parameters.decoder.H;
  const batch: Batch = {
    ...{ B, inputs: window.inputs, answers: kernels.integers(B) },
    rows: new Int32Array(B),
  };
  return {
    ...{ network, window, batch, sentences: randomOf.sentences(seed) },
    optimizer: createOptimizer(kernels, network.layout.length),
    answered: { h: kernels.floats(B * width), dh: kernels.floats(B * width) },
    measured: { losses: kernels.floats(B), ranks: kernels.integers(B) },
  };
}

/** To variance 1, as PyTorch's words start: from the usual 0.1 a plain RNN finds short gaps more easily. */
function spread({ parameters: { encoder } }: Network): void {
  const factor = 10 * Math.sqrt(3);
  for (let n = 0; n < encoder.length; n++) encoder[n] *= factor;
}

function trainStep(training: Training, settings: GapSettings): Omit<GapProgress, 'step'> {
  const { network, window, batch, measured, optimizer } = training;
  const { kernels, parameters } = network;
  drawBatch(training.sentences, settings, batch);
  resetState(network.states, window);
  forward(network, window);
  const loss = answer(training);
  backwardLayers(network, window);
  const norm = gradientNorm(kernels, window.gradients);
  update(kernels, optimizer, parameters, window.gradients, norm, optimizing);
  return {
    loss,
    right: measured.ranks.reduce((sum, rank) => sum + Number(rank === 1), 0),
    of: batch.B,
  };
}

/** Reads the answers off, and leaves the gradient of their mean loss at the rows they stand in. */
function answer({ network, window, batch, answered, measured }: Training): number {
  const { kernels, parameters } = network;
  const { gradients } = window;
  const { decoder } = parameters;
  eachAnswer(window, batch, decoder.H, (row, b) => {
    answered.h.set(window.h.subarray(row, row + decoder.H), b);
  });
  kernels.losses(decoder, answered.h, batch.answers, measured.losses, measured.ranks);
  kernels.fill(gradients.values, 0);
  const { h, dh } = answered;
  const scale = 1 / batch.B;
  const loss = kernels.softmax(decoder, h, batch.answers, scale, dh, gradients.decoder);
  kernels.fill(window.dh, 0);
  eachAnswer(window, batch, decoder.H, (row, b) => {
    window.dh.set(dh.subarray(b, b + decoder.H), row);
  });
  return loss * scale;
}

/** @param visit where its hidden state begins in the window, and where among the answers */
function eachAnswer(
  { T, B }: Pick<Window, 'T' | 'B'>,
  { rows }: Batch,
  width: number,
  visit: (row: number, answer: number) => void,
): void {
  for (let b = 0; b < B; b++) visit(Math.min(rows[b], T * B - 1) * width, b * width);
}
