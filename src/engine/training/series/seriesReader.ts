/**
 * Reads rows of numbers in their order, and goes on from there with rows that are made up on the way.
 * Begins some rows earlier, so that what is asked about is not the first that is read.
 */
import type { Network } from '../../network/network';
import { outputsOf } from '../../network/shape';
import { carryState, resetState } from '../../network/state';
import { allocatePass, runLayers, type Pass } from '../../network/window';
import { answerAt, putRow, type Rows, type Stretch } from './numberSteps';

export interface SeriesReader {
  /** What is said after each row, [rows][outputs]; undefined where it was interrupted. */
  read(rows: Rows, stretch: Stretch): Float64Array | undefined;
  /**
   * From several rows on, side by side. @param next of a stream: what was said after its last row; gives the
   * rows with one more, to be read next
   */
  rollOut(
    origins: readonly Origin[],
    steps: number,
    next: (stream: number, said: Float64Array) => Origin,
  ): void;
}

/** The last row of these has been read. */
export interface Origin {
  readonly rows: Rows;
  readonly count: number;
}

/** Rows before those that are asked about. */
export const rowsBefore = 256;
const stepsAtOnce = 64;
/** Roll-outs side by side. */
export const streamsAtOnce = 16;

export function createSeriesReader(network: Network): SeriesReader {
  const outputs = outputsOf(network.shape);
  const said = new Float64Array(outputs);
  const allocate = once((B: number, T: number) => allocatePass(network, T, B, 'given'));
  return {
    read(rows, { from, to }) {
      const pass = allocate(1, stepsAtOnce);
      const all = new Float64Array((to - from) * outputs);
      resetState(network.states, pass);
      for (let at = Math.max(0, from - rowsBefore); at < to; at += stepsAtOnce) {
        const count = Math.min(stepsAtOnce, to - at);
        for (let t = 0; t < stepsAtOnce; t++) {
          putRow(network, pass, { t, b: 0 }, rows, at + Math.min(t, count - 1));
        }
        runLayers(network, pass);
        if (network.kernels.interrupted()) return undefined;
        for (let t = Math.max(0, from - at); t < count; t++) {
          answerAt(network, pass, t, said);
          all.set(said, (at + t - from) * outputs);
        }
        carryState(network.states, pass);
      }
      return all;
    },
    rollOut(origins, steps, next) {
      if (origins.length > streamsAtOnce) throw new RangeError('Too many at once');
      const before = Math.min(rowsBefore, ...origins.map(({ count }) => count));
      const pass = allocate(streamsAtOnce, 1);
      resetState(network.states, pass);
      // One row at a time: memory for each number of rows before would never be given back.
      for (let left = before - 1; left >= 0; left--) {
        origins.forEach(({ rows, count }, b) => {
          putRow(network, pass, { t: 0, b }, rows, count - 1 - left);
        });
        runLayers(network, pass);
        carryState(network.states, pass);
      }
      for (let step = 0; step < steps; step++) {
        const further = origins.map((_, b) => {
          answerAt(network, pass, b, said);
          return next(b, said);
        });
        if (step === steps - 1) return;
        further.forEach(({ rows, count }, b) => {
          putRow(network, pass, { t: 0, b }, rows, count - 1);
        });
        runLayers(network, pass);
        carryState(network.states, pass);
      }
    },
  };
}

/** Memory that is taken once is kept. */
function once(allocate: (B: number, T: number) => Pass): (B: number, T: number) => Pass {
  const made = new Map<string, Pass>();
  return (B, T) => {
    const key = `${B} ${T}`;
    const pass = made.get(key) ?? allocate(B, T);
    made.set(key, pass);
    return pass;
  };
}
