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
export const stepsAtOnce = 64;
/** Roll-outs side by side. */
export const streamsAtOnce = 16;

/** Rows for which a reader takes memory at most: of one stream and of many, with the states before them. */
export const rowsHeld = (stepsAtOnce + 1 + 2) * (1 + streamsAtOnce);

export function createSeriesReader(network: Network): SeriesReader {
  const outputs = outputsOf(network.shape);
  const said = new Float64Array(outputs);
  const allocate = once((B: number, T: number) => allocatePass(network, T, B, 'given'));

  /** Reads what comes before the origins. @returns the row of the last step's first stream */
  function warmUp(origins: readonly Origin[], pass: Pass, into: Pass): number {
    const { B } = pass;
    const before = Math.min(rowsBefore, ...origins.map(({ count }) => count));
    resetState(network.states, pass);
    let steps = 0;
    for (let from = 0; from < before; from += stepsAtOnce) {
      if (from > 0) carryState(network.states, pass);
      steps = Math.min(stepsAtOnce, before - from);
      origins.forEach(({ rows, count }, b) => {
        for (let t = 0; t < stepsAtOnce; t++) {
          const row = count - before + from + Math.min(t, steps - 1);
          putRow(network, pass, { t, b }, rows, row);
        }
      });
      runLayers(network, pass);
    }
    moveStates(pass, steps, into);
    return (steps - 1) * B;
  }

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
      const B = origins.length === 1 ? 1 : streamsAtOnce;
      const one = allocate(B, 1);
      let pass = allocate(B, stepsAtOnce);
      let last = warmUp(origins, pass, one);
      for (let step = 0; step < steps; step++) {
        const further = origins.map((_, b) => {
          answerAt(network, pass, last + b, said);
          return next(b, said);
        });
        if (step === steps - 1) return;
        further.forEach(({ rows, count }, b) => {
          putRow(network, one, { t: 0, b }, rows, count - 1);
        });
        if (pass === one) carryState(network.states, one);
        runLayers(network, one);
        [pass, last] = [one, 0];
      }
    },
  };
}

/** What a pass has after so many steps is what another begins with. */
function moveStates(from: Pass, steps: number, to: Pass): void {
  from.records.forEach(({ states, T }, n) => {
    states.forEach((state, s) => {
      const block = state.length / (T + 1);
      to.records[n].states[s].set(state.subarray(steps * block, (steps + 1) * block), 0);
    });
  });
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
