/** The paper's sum over paths next to back-propagation, in a network that is small enough for it. */
import type { Network } from '../../network/network';
import type { ReadWords } from './differences';
import { atTop, layersBack, stepBack } from './gradientFlow';
import { canBePaths, places, sumOverPaths } from './pathSum';

export interface PathComparison {
  /** Steps that the paths have. */
  readonly words: number;
  readonly paths: number;
  /** At every carried number before the first of these steps. */
  readonly rows: readonly {
    readonly layer: number;
    readonly letter: string;
    readonly unit: number;
    readonly sum: number;
    readonly back: number;
  }[];
}

/** Walked while somebody waits. */
const fewPaths = 300_000;
const mostWords = 24;

/** @returns undefined of a network whose paths are too many, where there is one word only, or no number is left */
export function comparePaths(
  network: Network,
  { ids, target, at, probabilities }: ReadWords,
): PathComparison | undefined {
  if (!canBePaths(network) || ids.length < 2) return undefined;
  const all = places(network);
  const layers = layersBack(network);
  const carried = (): number[] =>
    all.map(([layer, letter, unit]) => layers[layer].before[letter][unit]);
  const last = ids.length - 1;
  const top = at(last)(network.shape.L - 1);
  stepBack(layers, at(last), atTop(network, probabilities, target, top));
  const after = carried();
  const words = Math.min(last, mostWords, wordsWithin(all.length));
  const first = last - words;
  const way = Array.from({ length: words }, (_, n) => at(first + n));
  const sum = sumOverPaths(network, way, after);
  if (!sum) return undefined;
  for (const valuesOf of way.toReversed()) stepBack(layers, valuesOf, undefined);
  const back = carried();
  if (!back.every(Number.isFinite)) return undefined;
  return {
    ...{ words, paths: sum.paths },
    rows: all.map(([layer, letter, unit], n) => ({
      ...{ layer, letter, unit, sum: sum.gradient[n], back: back[n] },
    })),
  };
}

/** As many steps as have so few paths; a place each before the first step and after every one. */
function wordsWithin(carried: number): number {
  if (carried === 1) return mostWords;
  return Math.max(1, Math.floor(Math.log(fewPaths) / Math.log(carried)) - 1);
}
