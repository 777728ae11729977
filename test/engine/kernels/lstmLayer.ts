/** An LSTM layer by the names of its arrays, for tests that look at single ones. */
import { knownCell } from '../../../src/engine/cells/cell';
import type { CellFlow, CellRecord, CellWeights } from '../../../src/engine/kernels/compiledCell';
import type { Floats, Kernels } from '../../../src/engine/kernels/kernels';

export const lstm = knownCell('lstm').compiled;

/** One layer of H units over K inputs; the same shape holds gradients. */
export interface LstmWeights {
  readonly K: number;
  readonly H: number;
  /** [4H][K], [4H][H] and two biases [4H]; gate order i, f, g, o. */
  readonly wx: Floats;
  readonly wh: Floats;
  readonly bx: Floats;
  readonly bh: Floats;
}

export interface LstmRecord {
  readonly T: number;
  readonly B: number;
  readonly x: Floats;
  readonly rows?: Int32Array;
  /** [T][B][4H] */
  readonly gates: Floats;
  /** [T + 1][B][H] */
  readonly c: Floats;
  readonly h: Floats;
}

export type LstmFlow = CellFlow;

export const weightsOf = ({ K, H, wx, wh, bx, bh }: LstmWeights): CellWeights => ({
  ...{ K, H, tensors: [wx, wh, bx, bh] },
});

export const recordOf = ({ gates, c, h, ...rest }: LstmRecord): CellRecord => ({
  ...{ ...rest, columns: gates, states: [h, c] },
});

export const lstmForward = (on: Kernels, weights: LstmWeights, record: LstmRecord): void =>
  on.cellForward(lstm, weightsOf(weights), recordOf(record));

export const lstmBackward = (
  on: Kernels,
  weights: LstmWeights,
  record: LstmRecord,
  flow: LstmFlow,
  gradients: LstmWeights,
): void => on.cellBackward(lstm, weightsOf(weights), recordOf(record), flow, weightsOf(gradients));
