/** What a training is told of sizes and seed, and a point of its curve. */
import type { ChosenCell } from '../../engine/network/cellChoice';
import type { CutVersion } from '../../engine/text/tokens/cut';

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
