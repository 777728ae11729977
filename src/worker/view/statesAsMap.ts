/** States of texts as the points of a map, and the beginning of each text: what both kinds of models answer with. */
import { principalComponents } from '../../engine/inspection/components/principalComponents';
import type { StateMap } from '../../shared/questions/stateMap';

/** @param states [count][width] */
export function statesAsMap(
  states: Float32Array,
  width: number,
  count: number,
): Pick<StateMap, 'points' | 'shares'> {
  const { coordinates, shares } = principalComponents(states, width, 2);
  const axes = count === 0 ? 2 : coordinates.length / count;
  return {
    // A network of one unit has one direction.
    points: Float32Array.from({ length: 2 * count }, (_, n) =>
      n % 2 < axes ? coordinates[(n >> 1) * axes + (n % 2)] : 0,
    ),
    shares: [shares[0] ?? 0, shares[1] ?? 0],
  };
}

const longest = 80;

/** In one line. */
export function beginningOf(text: string): string {
  // More than is shown, so that white space does not use it up.
  const line = text
    .slice(0, 4 * longest)
    .replace(/\s+/g, ' ')
    .trim();
  const signs = [...line];
  return signs.length <= longest ? line : `${signs.slice(0, longest - 1).join('')}…`;
}
