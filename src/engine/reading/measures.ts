/**
 * What a layer did with its memory at a token, in three lengths: erased |(1 - keep) before|, written
 * |write|, shown |h|; of an LSTM |(1 - f) c'|, |i g|, |h|. Not averages of gates: in a trained net the
 * mean forget gate is about the same at every word and hides everything.
 */
import type { Floats } from '../kernels/kernels';
import type { Network } from '../network/network';
import type { LayerReading } from '../network/predictor';
import type { TokenChange } from '../text/tokens/tokenizedText';
import { layerMemory, type LayerMemory } from './layerMemory';

export type MeasureKind = 'erased' | 'written' | 'shown';
/** NaN: a layer without additive memory neither erases nor writes. */
export type LayerMeasures = Readonly<Record<MeasureKind, number>>;

/** Measures what a layer of the network has just read. */
export type Meter = (layer: number, reading: LayerReading) => LayerMeasures;

export function createMeter(network: Network): Meter {
  const memories = network.layout.layers.map((_, layer) => layerMemory(network, layer));
  return (layer, reading) => measure(reading, memories[layer]);
}

/** Euclidean lengths over the units of a layer. */
function measure(reading: LayerReading, memory: LayerMemory | undefined): LayerMeasures {
  const { h } = reading;
  if (!memory) return { erased: NaN, written: NaN, shown: length(h) };
  const keep = memory.keep(reading);
  const before = memory.before(reading);
  let erased = 0;
  for (let j = 0; j < h.length; j++) {
    const lost = (1 - keep[j]) * before[j];
    erased += lost * lost;
  }
  return {
    erased: Math.sqrt(erased),
    written: length(memory.write(reading)),
    shown: length(h),
  };
}

function length(values: Floats): number {
  let squares = 0;
  for (let j = 0; j < values.length; j++) squares += values[j] * values[j];
  return Math.sqrt(squares);
}

export interface Measures {
  note(layer: number, token: number, measures: LayerMeasures): void;
  /** The text was edited: what lies after moves with it, and is noted again as it is read. */
  replace(change: TokenChange): void;
  /**
   * Share of the noted tokens with a smaller value, 0 to 1, and how many were noted. In a longer text
   * the share is that of `mostCompared` tokens evenly spread: within half a percent of it.
   */
  percentile(layer: number, kind: MeasureKind, value: number): { share: number; of: number };
  /**
   * The values below which these shares of the noted tokens lie, of at most `mostSorted` tokens evenly
   * spread: for colours, which show no more than a band. Infinity while nothing is noted.
   */
  quantiles(layer: number, kind: MeasureKind, shares: readonly number[]): readonly number[];
}

/** Sorted within a millisecond. */
const mostSorted = 1 << 13;
/** Looked at within a fraction of a millisecond; a million took four. */
const mostCompared = 1 << 16;

/** The first tells whether a token was noted: every layer shows something. */
const kinds: readonly MeasureKind[] = ['shown', 'erased', 'written'];

export function createMeasures(layers: number): Measures {
  // NaN = not read yet; single precision halves the memory and is far finer than a percentile.
  let values = new Float32Array(0);
  let capacity = 0;
  /** No token from here on was noted. */
  let end = 0;
  let noted = 0;
  const at = (layer: number, kind: number): number => (layer * kinds.length + kind) * capacity;

  const grow = (needed: number): void => {
    const before = values;
    const old = capacity;
    capacity = Math.max(1024, needed, 2 * old);
    values = new Float32Array(layers * kinds.length * capacity).fill(NaN);
    for (let row = 0; row < layers * kinds.length; row++) {
      values.set(before.subarray(row * old, (row + 1) * old), row * capacity);
    }
  };

  /** Of one row, evenly spread over what was read. */
  function sample(layer: number, kind: MeasureKind, most: number): Float32Array {
    const start = at(layer, kinds.indexOf(kind));
    // Of those noted, not of all: of an unread text a screen may be all that was.
    const stride = Math.max(1, Math.ceil(noted / most));
    const found = new Float32Array(Math.ceil(end / stride));
    let count = 0;
    for (let n = start; n < start + end; n += stride) {
      if (values[n] === values[n]) found[count++] = values[n];
    }
    return found.subarray(0, count);
  }

  return {
    note(layer, token, measures) {
      if (token >= capacity) grow(token + 1);
      end = Math.max(end, token + 1);
      if (layer === 0 && Number.isNaN(values[token])) noted++;
      kinds.forEach((kind, k) => {
        values[at(layer, k) + token] = measures[kind];
      });
    },
    replace({ firstChanged, removed, inserted }) {
      if (firstChanged >= end) return;
      const tail = Math.min(end, firstChanged + removed);
      for (let token = firstChanged; token < tail; token++) {
        if (!Number.isNaN(values[token])) noted--;
      }
      const grown = end - (tail - firstChanged) + inserted;
      if (grown > capacity) grow(grown);
      for (let start = 0; start < values.length; start += capacity) {
        values.copyWithin(start + firstChanged + inserted, start + tail, start + end);
        values.fill(NaN, start + firstChanged, start + firstChanged + inserted);
        values.fill(NaN, start + grown, start + Math.max(grown, end));
      }
      end = grown;
    },
    percentile(layer, kind, value) {
      const compared = sample(layer, kind, mostCompared);
      const own = Math.fround(value);
      let below = 0;
      for (const other of compared) if (other < own) below++;
      return { share: compared.length === 0 ? 0 : below / compared.length, of: noted };
    },
    quantiles(layer, kind, shares) {
      const sorted = sample(layer, kind, mostSorted).sort();
      const last = sorted.length - 1;
      return shares.map((share) => (last < 0 ? Infinity : sorted[Math.round(share * last)]));
    },
  };
}
