/** A model as this thread uses it, and the same model at earlier times. */
import type { Cut } from '../../engine/text/tokens/cut';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import type { Overflow, Predictor } from '../../engine/network/predictor';
import type { Network } from '../../engine/network/network';
import type { SurpriseBatch } from '../../engine/reading/surpriseBatch';
import type { Forgotten } from '../../engine/experts/forgotten';
import type { CompletionFacts } from '../../engine/ghostText/completionTuning';
import type { Snapshot } from '../../shared/model/weights';
import type { SeenText } from './seenText';

export interface LoadedModel {
  readonly network: Network;
  /** One for all documents: it keeps nothing between two tokens, and its memory is the model's. */
  readonly predictor: Predictor;
  readonly judge: SurpriseBatch;
  /** The weights that are in the network right now, by number; absent if nobody watches them. */
  readonly overflow?: Readonly<Overflow>;
  readonly vocabulary: Vocabulary;
  /** How a text is cut for it. */
  readonly cut: Cut;
  /** By id: a word of letters, which completion may offer. */
  readonly alphabetic: Uint8Array;
  readonly seen: SeenText;
  /** What completion and generation must not offer. */
  readonly forgotten: Forgotten;
  /** Its file says nothing about the text that it was trained on. */
  readonly ofUnknownText: boolean;
  /** JSON of the training plan; none of a model that was not trained here. */
  readonly plan: unknown;
  /** Of the weights in the network right now. */
  version(): number;
  /** What is known about completing with these weights; another object when it is something else. */
  completion(): CompletionFacts;
  /** How it came to its weights; nothing while it trains. */
  readonly snapshots?: SnapshotModel;
}

export interface SnapshotModel {
  list(): Promise<readonly Snapshot[]>;
  /** @returns undefined where there is no such snapshot (any more) */
  load(index: number): Promise<LoadedModel | undefined>;
}
