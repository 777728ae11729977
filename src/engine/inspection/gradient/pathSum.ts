/**
 * The gradient as the paper of 1997 writes it (section 3.1): a sum over all paths through the units, of
 * the product of what each step passes on. There are more paths with every step, so it is for networks of a
 * few units and a few words; there it equals what back-propagation finds, and shows why that
 * vanishes or explodes.
 */
import type { StepValues } from '../../cells/evaluate';
import type { Network } from '../../network/network';
import { layersBack, stepBack } from './gradientFlow';

/** Units of a network whose paths are counted, at most. */
export const mostUnits = 3;
export const mostPaths = 1_000_000;

/** Everything that is carried, unit by unit: of each layer its letters in their order. */
type Place = readonly [layer: number, letter: string, unit: number];

export interface PathSum {
  readonly paths: number;
  /** At every carried number before the first step, in the order of `places`. */
  readonly gradient: Float64Array;
}

export const canBePaths = ({ shape }: Network): boolean => shape.L * shape.H <= mostUnits;

export function places({ layout, shape }: Network): Place[] {
  return layout.layers.flatMap(({ cell }, l) =>
    cell.compiled.states.flatMap(({ letter }) =>
      Array.from({ length: shape.H }, (_, unit): Place => [l, letter, unit]),
    ),
  );
}

/**
 * @param steps of each word on the way what every layer did, the earliest first
 * @param gradient at every carried number after the last of them
 * @returns undefined where there are too many paths
 */
export function sumOverPaths(
  network: Network,
  steps: readonly ((layer: number) => StepValues)[],
  gradient: ArrayLike<number>,
): PathSum | undefined {
  const all = places(network);
  // A place after the last step, and one before each.
  const paths = steps.reduce((count) => count * all.length, all.length);
  if (paths > mostPaths) return undefined;
  const jacobians = steps.map((valuesOf) => jacobianOf(network, all, valuesOf));
  const found = new Float64Array(all.length);
  const walk = (step: number, at: number, product: number): void => {
    if (step < 0) {
      found[at] += product;
      return;
    }
    for (let to = 0; to < all.length; to++) walk(step - 1, to, product * jacobians[step][at][to]);
  };
  for (let from = 0; from < all.length; from++) walk(steps.length - 1, from, gradient[from]);
  return { paths, gradient: found };
}

/** [after][before]: what each carried number after a step makes of each before it. */
function jacobianOf(
  network: Network,
  all: readonly Place[],
  valuesOf: (layer: number) => StepValues,
): Float64Array[] {
  return all.map(([layer, letter, unit]) => {
    const layers = layersBack(network);
    layers[layer].before[letter][unit] = 1;
    stepBack(layers, valuesOf, undefined);
    return Float64Array.from(all, ([l, before, j]) => layers[l].before[before][j]);
  });
}
