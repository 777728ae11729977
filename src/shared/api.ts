/**
 * The plain values of the public API (design section 4) that have nothing of VS Code in them.
 * Names and fields are promises to other extensions.
 */
import type { Metric } from './tasks';

export type SessionState = 'idle' | 'training' | 'paused' | 'ready' | 'failed';

export interface SessionStatus {
  readonly state: SessionState;
  /** 0 to 1, while training or paused. */
  readonly progress?: number;
  readonly validationPerplexity?: number;
  /** The same perplexity, or of other tasks accuracy or F1 in percent. */
  readonly metric?: Metric;
  readonly modelVersion?: number;
  readonly message?: string;
}

export interface TrainingSummary {
  readonly stopped: 'budget' | 'converged' | 'user';
  readonly seconds: number;
  readonly steps: number;
  readonly epochs: number;
  readonly tokens: number;
  readonly vocabulary: number;
  readonly parameters: number;
  /** Of a model of the next word. */
  readonly validationPerplexity?: number;
  /** On what was not learnt from; the same perplexity, or of other tasks accuracy or F1 in percent. */
  readonly metric: Metric;
  /** When the saved weights were reached, in seconds of the training; missing in older models. */
  readonly bestSeconds?: number;
  /** Words of the text, where they are few for a network. */
  readonly fewWords?: number;
  /** The network adds nothing to the counts of words, so that completion uses these alone. */
  readonly countsAlone?: true;
  readonly seed: number;
  /** Of the saved best weights, in the order and layout of the file. */
  readonly sha256: string;
}

export interface WordProbability {
  readonly word: string;
  readonly probability: number;
}

/**
 * The quantities of one layer's cell while it read one token, by their names, all [H]. Of an LSTM:
 * `inputGate`, `forgetGate`, `candidate`, `outputGate`, `cellState`, `hiddenState`.
 */
export type LayerValues = Readonly<Record<string, Float32Array>>;
