/** What a person can choose of the training of pairs or of a series; the rest is its recipe's. */
import type { Arithmetic } from '../../kernels/arithmetic';
import type { ChosenShape } from '../../network/cellChoice';

export interface TrainingWishes {
  readonly chosen: ChosenShape;
  readonly seed: number;
  readonly arithmetic: Arithmetic;
  /** Words or rows that the first weights should remember; absent: as the cell says. */
  readonly memory?: number | undefined;
  /** Instead of the recipe's. */
  readonly steps?: number | undefined;
}
