/**
 * What every unit of a layer does over a stretch of text, in a few numbers each, taken in one
 * reading: how often its gates are nearly shut or nearly open, what its memory and output are like,
 * and how long a direct write lasts.
 */
import type { Floats } from '../kernels/kernels';
import type { LayerReading } from '../network/predictor';

/** Below `low` a gate is called shut, above `high` open. */
export const saturation = { low: 0.1, high: 0.9 } as const;

export interface GateShares {
  /** Share of the tokens at which the gate is below 0.1, [H]. */
  readonly low: Float32Array<ArrayBuffer>;
  /** Above 0.9. */
  readonly high: Float32Array<ArrayBuffer>;
}

export interface UnitSurvey {
  readonly i: GateShares;
  readonly f: GateShares;
  readonly o: GateShares;
  /** Tokens after which half of a direct write is left, were the forget gate always its geometric mean; [H]. */
  readonly halfLife: Float32Array<ArrayBuffer>;
  /** Means and standard deviations of cell and hidden state, [H]. */
  readonly c: Spread;
  readonly h: Spread;
}

export interface Spread {
  readonly mean: Float32Array<ArrayBuffer>;
  readonly deviation: Float32Array<ArrayBuffer>;
}

export interface Surveyor {
  note(layer: Pick<LayerReading, 'values'>): void;
  survey(): UnitSurvey;
}

export function createSurveyor(H: number): Surveyor {
  const gates = { i: countGate(H), f: countGate(H), o: countGate(H) };
  const c = gather(H);
  const h = gather(H);
  const logs = new Float64Array(H);
  let tokens = 0;
  return {
    note({ values: { i, f, o, c: cell, h: hidden } }) {
      tokens++;
      gates.i.note(i);
      gates.f.note(f);
      gates.o.note(o);
      c.note(cell);
      h.note(hidden);
      for (let j = 0; j < H; j++) logs[j] += Math.log(f[j]);
    },
    survey: () => ({
      i: gates.i.shares(tokens),
      f: gates.f.shares(tokens),
      o: gates.o.shares(tokens),
      halfLife: Float32Array.from(logs, (sum) => halfLife(sum / tokens)),
      c: c.spread(tokens),
      h: h.spread(tokens),
    }),
  };
}

/** @param meanLog of the forget gate; 0 where it never forgets */
export function halfLife(meanLog: number): number {
  return meanLog < 0 ? -Math.LN2 / meanLog : meanLog === 0 ? Infinity : NaN;
}

function countGate(H: number) {
  const low = new Uint32Array(H);
  const high = new Uint32Array(H);
  return {
    note(gate: Floats): void {
      for (let j = 0; j < H; j++) {
        if (gate[j] < saturation.low) low[j]++;
        else if (gate[j] > saturation.high) high[j]++;
      }
    },
    shares: (tokens: number): GateShares => ({
      low: Float32Array.from(low, (count) => count / tokens),
      high: Float32Array.from(high, (count) => count / tokens),
    }),
  };
}

/** Mean and variance in one pass (Welford 1962), so that large means lose no digits. */
function gather(H: number) {
  const mean = new Float64Array(H);
  const squares = new Float64Array(H);
  let count = 0;
  return {
    note(values: Floats): void {
      count++;
      for (let j = 0; j < H; j++) {
        const off = values[j] - mean[j];
        mean[j] += off / count;
        squares[j] += off * (values[j] - mean[j]);
      }
    },
    spread: (tokens: number): Spread => ({
      mean: Float32Array.from(mean),
      deviation: Float32Array.from(squares, (sum) => Math.sqrt(sum / tokens)),
    }),
  };
}
