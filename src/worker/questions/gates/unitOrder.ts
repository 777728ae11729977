/** Which units of a layer come first in a picture, over the tokens that it shows. */
import type { Network } from '../../../engine/network/network';
import type { LayerReading } from '../../../engine/network/predictor';
import { layerMemory } from '../../../engine/reading/layerMemory';
import type { UnitOrder } from '../../../shared/questions/gates';

export interface Orderer {
  /** For every token of the picture. */
  note(reading: LayerReading): void;
  /**
   * @param values [tokens][H] of the quantity that is shown
   * @returns all units; ties by number
   */
  units(values: Float32Array): number[];
}

/**
 * @param from the picture's first token
 * @param wish where the layer has no additive memory, and so no half-lives, units come by their variance
 */
export function createOrderer(
  network: Network,
  layer: number,
  from: number,
  wish: UnitOrder = { by: 'variance' },
): Orderer {
  const { H } = network.shape;
  const keep = wish.by === 'halfLife' ? layerMemory(network, layer)?.keep : undefined;
  const order: UnitOrder = wish.by === 'halfLife' && !keep ? { by: 'variance' } : wish;
  const logs = new Float64Array(H);
  let tokens = 0;
  return {
    note(reading) {
      tokens++;
      const kept = keep?.(reading);
      if (kept) for (let j = 0; j < H; j++) logs[j] += Math.log(Math.abs(kept[j]));
    },
    units(values) {
      switch (order.by) {
        case 'variance':
          return sorted(H, squaresOf(values, H));
        case 'halfLife':
          return sorted(H, logs);
        case 'value':
          return sorted(H, rowAt(values, H, order.token - from, tokens));
        case 'similarity':
          return sorted(H, correlations(values, H, tokens, Math.min(order.unit, H - 1)));
        default:
          return order satisfies never;
      }
    },
  };
}

/** Of the nearest token that the picture shows. */
function rowAt(values: Float32Array, H: number, token: number, tokens: number): Float32Array {
  const place = Math.max(0, Math.min(token, tokens - 1));
  return values.subarray(place * H, (place + 1) * H);
}

/** Half of a direct write is left after -ln 2 / mean ln |keep| tokens: longer, the larger the mean. */
function sorted(H: number, score: ArrayLike<number>): number[] {
  const of = (unit: number): number => (score[unit] >= -Infinity ? score[unit] : -Infinity);
  return Array.from({ length: H }, (_, unit) => unit).sort((one, other) => {
    const [a, b] = [of(one), of(other)];
    return a === b ? one - other : b > a ? 1 : -1;
  });
}

function centred(values: Float32Array, H: number): Float64Array {
  const tokens = values.length / H;
  const mean = new Float64Array(H);
  for (let n = 0; n < values.length; n++) mean[n % H] += values[n] / tokens;
  return Float64Array.from(values, (value, n) => value - mean[n % H]);
}

function squaresOf(values: Float32Array, H: number): Float64Array {
  const squares = new Float64Array(H);
  centred(values, H).forEach((off, n) => (squares[n % H] += off * off));
  return squares;
}

/** Pearson's, of every unit with one of them; a unit that never moves is like none, itself aside. */
function correlations(values: Float32Array, H: number, tokens: number, unit: number): Float64Array {
  const off = centred(values, H);
  const squares = squaresOf(values, H);
  const products = new Float64Array(H);
  for (let t = 0; t < tokens; t++) {
    for (let j = 0; j < H; j++) products[j] += off[t * H + j] * off[t * H + unit];
  }
  const like = products.map((product, j) => product / Math.sqrt(squares[j] * squares[unit]));
  like[unit] = 1;
  return like;
}
