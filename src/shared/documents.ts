/**
 * How a document of the editor is mirrored in a worker thread: opened whole, then followed by
 * edits, in order. Offsets are UTF-16 units, as in VS Code.
 */
export interface DocumentText {
  readonly documentKey: string;
  readonly version: number;
  readonly text: string;
}

export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

export interface DocumentEdit {
  readonly documentKey: string;
  /** The version after the edit. */
  readonly version: number;
  /** Applied one after the other, each to the text that the one before left. */
  readonly changes: readonly TextChange[];
}

/** Where the weights for a document come from. */
export type ModelSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'live'; readonly model: LiveModel }
  /** None yet: words are completed from counts of the document alone. */
  | { readonly kind: 'counts' };

/**
 * A model in training, published through shared memory: `slots` take turns, version n lies in slot
 * n % 2. `control` holds the `LiveWord`s. Written and read by `worker/live.ts` only.
 */
export interface LiveModel {
  /** The `__metadata__` JSON of the model's file, without weights. */
  readonly metadata: string;
  readonly control: SharedArrayBuffer;
  readonly slots: readonly [SharedArrayBuffer, SharedArrayBuffer];
}

/** Indices into the control words (Int32) of a live model. */
export const LiveWord = {
  /** The newest whole version; 0 before the first. */
  version: 0,
  /** Steps done at that version. */
  steps: 1,
  /** The version that is being written, or was last. */
  announced: 2,
  /** How far the network is trusted beside the n-gram, in millionths; 0 until it was validated. */
  networkShare: 3,
} as const;

export const liveControlBytes = 16;

/** Handled by every thread that answers questions about documents. */
export interface DocumentsContract {
  openDocument(document: DocumentText): void;
  editDocument(edit: DocumentEdit): void;
  closeDocument(request: { readonly documentKey: string }): void;
  /** Chooses the model for a document; without a source it has none. */
  useModel(request: { readonly documentKey: string; readonly source?: ModelSource }): void;
}
