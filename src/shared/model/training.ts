/** What a training is told of sizes and seed, a point of its curve, and what is said of its plan. */
import type { ChosenCell } from '../../engine/network/cellChoice';
import type { CutVersion } from '../../engine/text/tokens/cut';
import type { OtherArithmetic } from '../../engine/training/plan';

export type { OtherArithmetic };

export interface TrainingOptions {
  readonly seed: number;
  readonly tokens: 'words' | 'characters';
  /** The rules by which a new model's text is cut; the newest where none are stated. */
  readonly cut?: CutVersion;
  /** Sizes; 0 is chosen from the text. */
  readonly layers: number;
  readonly hiddenSize: number;
  readonly embeddingSize: number;
  /** Of each layer from below, or one for all; LSTMs where none are stated. */
  readonly cells?: readonly ChosenCell[];
  readonly direction?: 'forward' | 'both';
  readonly readout?: 'linear' | 'deep';
  /** Words that it should remember; 0 or absent: the usual bias. */
  readonly memory?: number;
  readonly threads: number;
  readonly memoryMB: number;
}

export interface CurvePoint {
  readonly step: number;
  readonly seconds: number;
  /** Mean training loss since the point before, nats per token. */
  readonly loss: number;
  /** Validation loss, nats per token, at points where it was measured. */
  readonly validation?: number;
  readonly learningRate: number;
  /** Before clipping. */
  readonly gradientNorm: number;
}

/** Why a plan is not followed to the letter. */
export const otherArithmeticText = {
  missing:
    'its plan asks for fused multiply-add, which is not available here: the last digits of its weights will differ from those planned',
  mixed:
    'its plan was carried out partly with fused multiply-add, partly without, and cannot be repeated so: the last digits of its weights will differ from those planned',
} as const satisfies Record<OtherArithmetic, string>;
