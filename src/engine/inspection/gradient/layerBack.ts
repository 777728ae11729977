/**
 * A step of one layer the way back: from the gradients at its quantities to those at the states of the
 * step before and at what the layer reads. On the way the gradient at each carried quantity is whole for a moment:
 * all that the loss hears of it, through this step and through later ones. Then it is looked at.
 */
import type { StepValues } from '../../cells/evaluate';
import { pullbackOf, type LearnedBothWays } from '../../cells/pullback';
import type { Cell } from '../../cells/cell';

export interface LayerBack {
  /** Letters of what is carried; the first is what the layer shows. */
  readonly carried: readonly string[];
  /** From the step after, by letter; added to before a step. */
  readonly before: Readonly<Record<string, Float64Array>>;
  /** At what the layer reads; none where that is not asked for. */
  readonly x: Float64Array | undefined;
  /**
   * @param above at what the layer shows, from what reads it at this step
   * @param seen called with the whole gradient at each carried quantity
   */
  step(
    values: StepValues,
    above: Float64Array | undefined,
    seen?: (letter: string, gradient: Float64Array) => void,
  ): void;
}

/** @param inputs numbers that it reads, where the gradient at them is asked for */
export function createLayerBack(
  { definition, compiled }: Cell,
  H: number,
  learned: LearnedBothWays,
  inputs: number | undefined,
): LayerBack {
  const carried = compiled.states.map(({ letter }) => letter);
  const zeros = (letters: readonly string[]): Record<string, Float64Array> =>
    Object.fromEntries(letters.map((letter) => [letter, new Float64Array(H)]));
  const letters = definition.equations.map(({ letter }) => letter);
  const equations = definition.equations.toReversed().map(({ letter, value }) => ({
    letter,
    isCarried: carried.includes(letter),
    pull: pullbackOf(value, H, learned, ({ values }) => values[letter]),
  }));
  const values = zeros(letters);
  const before = zeros(carried);
  const x = inputs === undefined ? undefined : new Float64Array(inputs);
  const [shown] = carried;

  return {
    ...{ carried, before, x },
    step(step, above, seen) {
      for (const letter of letters) values[letter].fill(0);
      for (const letter of carried) {
        values[letter].set(before[letter]);
        before[letter].fill(0);
      }
      x?.fill(0);
      if (above) for (let j = 0; j < H; j++) values[shown][j] += above[j];
      for (const { letter, isCarried, pull } of equations) {
        const gradient = values[letter];
        if (isCarried) seen?.(letter, gradient);
        pull?.(step, gradient, { values, before, x });
      }
    },
  };
}
