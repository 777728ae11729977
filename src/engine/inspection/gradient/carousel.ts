/**
 * The constant error carousel of 1997, as far as a layer has one: the share of a unit's memory after each
 * word that is left at the last, the product of what was kept since.
 */
import type { Network } from '../../network/network';
import type { LayerReading } from '../../network/predictor';
import { layerMemory } from '../../reading/layerMemory';

export interface Carousel {
  /** After a word was read; `layers` show it. */
  note(layers: readonly LayerReading[]): void;
  /** For each word noted; of the last it is 1. */
  shares(unit: number): Float64Array<ArrayBuffer>;
  /** The unit that kept most from the first word to the last. */
  longest(): number;
}

/** @returns undefined where the layer has no memory that is only added to */
export function createCarousel(network: Network, layer: number): Carousel | undefined {
  const memory = layerMemory(network, layer);
  if (!memory) return undefined;
  const kept: Float64Array[] = [];
  return {
    note: (layers) => void kept.push(Float64Array.from(memory.keep(layers[layer]))),
    shares(unit) {
      const shares = new Float64Array(kept.length);
      let share = 1;
      for (let t = kept.length - 1; t >= 0; t--) {
        shares[t] = share;
        share *= kept[t][unit];
      }
      return shares;
    },
    longest() {
      // Sums of logarithms: a product over hundreds of words has no number left.
      const sums = new Float64Array(memory.H);
      for (const step of kept.slice(1)) {
        for (let unit = 0; unit < memory.H; unit++) sums[unit] += Math.log(Math.abs(step[unit]));
      }
      return sums.reduce((best, sum, unit) => (sum > sums[best] ? unit : best), 0);
    },
  };
}
