/**
 * What every unit of a layer does over a stretch of text, in a few numbers each, taken in one
 * reading: how often its gates are nearly shut or nearly open, what its memory and output are like,
 * and how long a direct write lasts.
 */
import type { Floats } from '../kernels/kernels';
import type { StepValues } from '../cells/evaluate';
import { opens } from '../cells/describe';
import type { Network } from '../network/network';
import { heldBy, layerMemory } from '../reading/layerMemory';

/** Below `low` a gate is called shut, above `high` open. */
export const saturation = { low: 0.1, high: 0.9 } as const;

export interface GateShares {
  /** Share of the tokens at which the gate is below 0.1, [H]. */
  readonly low: Float32Array<ArrayBuffer>;
  /** Above 0.9. */
  readonly high: Float32Array<ArrayBuffer>;
}

export interface UnitSurvey {
  /** Of everything that opens and shuts, by name. */
  readonly gates: Readonly<Record<string, GateShares>>;
  /**
   * Tokens after which half of a direct write is left, were the share that is kept always its geometric
   * mean; [H]. Only of a layer with additive memory.
   */
  readonly halfLife?: Float32Array<ArrayBuffer>;
  /** Of the memory; without one, of what the layer shows. */
  readonly memory: Spread;
  /** Of what is carried to the next token, by name. */
  readonly carried: Readonly<Record<string, Spread>>;
}

/** Means and standard deviations, [H]. */
export interface Spread {
  readonly mean: Float32Array<ArrayBuffer>;
  readonly deviation: Float32Array<ArrayBuffer>;
}

export interface Surveyor {
  /** For every token. */
  note(step: StepValues): void;
  survey(): UnitSurvey;
}

export function createSurveyor(network: Network, layer: number): Surveyor {
  const { H } = network.shape;
  const { quantities, carried } = network.layout.layers[layer].cell.description;
  const memory = layerMemory(network, layer);
  const held = heldBy(network, layer);
  const gates = quantities.filter(opens).map((gate) => ({ ...gate, counts: countGate(H) }));
  const states = quantities
    .filter(({ letter }) => carried.includes(letter))
    .map((state) => ({ ...state, values: gather(H) }));
  const all = gather(H);
  const logs = new Float64Array(H);
  let tokens = 0;
  return {
    note(step) {
      tokens++;
      for (const { letter, counts } of gates) counts.note(step.values[letter]);
      for (const { letter, values } of states) values.note(step.values[letter]);
      all.note(held(step));
      const keep = memory?.keep(step);
      if (keep) for (let j = 0; j < H; j++) logs[j] += Math.log(Math.abs(keep[j]));
    },
    survey: () => ({
      gates: Object.fromEntries(gates.map(({ name, counts }) => [name, counts.shares(tokens)])),
      ...(memory && { halfLife: Float32Array.from(logs, (sum) => halfLife(sum / tokens)) }),
      memory: all.spread(tokens),
      carried: Object.fromEntries(states.map(({ name, values }) => [name, values.spread(tokens)])),
    }),
  };
}

/** @param meanLog of the share that is kept; 0 where nothing is ever forgotten */
export function halfLife(meanLog: number): number {
  return meanLog < 0 ? -Math.LN2 / meanLog : meanLog >= 0 ? Infinity : NaN;
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
