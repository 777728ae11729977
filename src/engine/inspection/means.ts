/** The mean of every quantity of every unit, over the tokens that were noted. */
import type { LayerReading } from '../network/predictor';
import type { Means } from './interventions';

export interface MeanTaker {
  note(layers: readonly Pick<LayerReading, 'values'>[]): void;
  means(): Means;
}

export function createMeanTaker(): MeanTaker {
  /** By layer, by letter. */
  const sums: Map<string, Float64Array>[] = [];
  let tokens = 0;
  return {
    note(layers) {
      tokens++;
      layers.forEach(({ values }, l) => {
        const sumsHere = (sums[l] ??= emptySums(values));
        for (const [letter, sum] of sumsHere) {
          const now = values[letter];
          for (let j = 0; j < sum.length; j++) sum[j] += now[j];
        }
      });
    },
    means() {
      const all = sums.map(
        (layer) => new Map([...layer].map(([gate, sum]) => [gate, sum.map((one) => one / tokens)])),
      );
      return (layer, gate) => all[layer]?.get(gate) ?? [];
    },
  };
}

const emptySums = (values: LayerReading['values']): Map<string, Float64Array> =>
  new Map(Object.entries(values).map(([letter, { length }]) => [letter, new Float64Array(length)]));
