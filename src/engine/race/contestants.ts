/**
 * Who takes part in a race, and of what size. Where cell weights are to be equal, the units of each
 * contestant are chosen so that the weights of its layers come nearest to those of an LSTM of the usual
 * size, and all read word vectors of the same length. Embedding and projection are no part of the count.
 */
import { weightCount } from '../cells/describe';
import type { ChosenShape } from '../network/cellChoice';
import { layOut, paddedWidth, type ModelShape } from '../network/shape';
import type { CutVersion } from '../text/tokens/cut';
import type { TokenKind } from '../text/tokens/tokenizer';
import { chooseShape } from '../training/plan';

export const equalities = ['weights', 'seconds', 'steps'] as const;
/** What all contestants have the same of. */
export type Equality = (typeof equalities)[number];

export interface Contestant {
  /** In the table: as it was written. */
  readonly name: string;
  readonly chosen: ChosenShape;
  /** Of a layer; absent: what the race asks for. */
  readonly units?: number;
  /** The highest learning rate; absent: that of every training. */
  readonly rate?: number;
  /** Of the training part, from its beginning, up to 1; absent: all of it. */
  readonly share?: number;
  /** Nobody asked for it: it is there to be beaten. */
  readonly opponent?: true;
}

/** What sizes are chosen from. */
export interface RacedText {
  readonly tokens: TokenKind;
  readonly cut?: CutVersion;
  readonly tokenCount: number;
  readonly vocabulary: number;
}

/** Units of a layer, at most. */
export const mostUnits = 4096;

/** Of all layers, read-out included; embedding and projection left out. */
export function cellWeights(shape: ModelShape): number {
  const { layers, readout } = layOut(shape, 1);
  const all = readout ? [...layers, readout] : layers;
  return all.reduce(
    (sum, { cell, input }) => sum + weightCount(cell.compiled.tensors, paddedWidth(input), shape.H),
    0,
  );
}

/** The shape that each contestant trains with, in their order. */
export function shapesOf(
  contestants: readonly Contestant[],
  text: RacedText,
  equality: Equality,
): ModelShape[] {
  const usual = usualShape(text, { cell: 'lstm', L: 1 });
  return contestants.map(({ chosen, units }) => {
    const sized = (H: number): ModelShape => ({ ...usual, ...chosen, H });
    if (units !== undefined) return sized(units);
    if (equality !== 'weights') return sized(usual.H);
    const aim = cellWeights({ ...usual, L: chosen.L });
    return sized(unitsNearest(aim, (H) => cellWeights(sized(H))));
  });
}

const usualShape = (text: RacedText, chosen: ChosenShape) =>
  chooseShape({
    ...{ ...text, chosen },
    ...{ layers: chosen.L, hiddenSize: 0, embeddingSize: 0 },
  });

/** @param weightsOf grows with the units */
function unitsNearest(aim: number, weightsOf: (units: number) => number): number {
  let [low, high] = [1, mostUnits];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (weightsOf(middle) <= aim) low = middle;
    else high = middle;
  }
  return Math.abs(weightsOf(high) - aim) < Math.abs(weightsOf(low) - aim) ? high : low;
}
