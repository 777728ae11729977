/** The mean of every gate and state of every unit, over the tokens that were noted. */
import type { LayerReading } from '../network/predictor';
import type { Means } from './interventions';
import { parts } from './interventions';

export interface MeanTaker {
  note(layers: readonly Pick<LayerReading, 'values'>[]): void;
  means(): Means;
}

export function createMeanTaker(L: number, H: number): MeanTaker {
  const sums = Array.from({ length: L }, () => parts.map(() => new Float64Array(H)));
  let tokens = 0;
  return {
    note(layers) {
      tokens++;
      layers.forEach((layer, l) =>
        parts.forEach((part, p) => {
          const values = layer.values[part];
          const sum = sums[l][p];
          for (let j = 0; j < H; j++) sum[j] += values[j];
        }),
      );
    },
    means() {
      const all = sums.map((layer) => layer.map((sum) => sum.map((one) => one / tokens)));
      return (layer, part) => all[layer][parts.indexOf(part)];
    },
  };
}
