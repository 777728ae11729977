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
 * n % 2. `control` holds the `LiveWord`s. Written and read by `worker/models/publishedWeights.ts` only.
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
  /** How far the network is trusted alongside the n-gram, in millionths; 0 until it was validated. */
  networkShare: 3,
} as const;

export const liveControlBytes = 16;

/** A manuscript's name is the key of its folder. */
export interface ManuscriptContract {
  /**
   * The text of a chapter, in pieces of at most 1 MB, one after the other; after the last the chapter
   * is what they make together. Where it is open in the editor, that is what counts.
   */
  tellChapter(request: {
    readonly manuscript: string;
    readonly chapterKey: string;
    readonly piece: string;
    readonly last: boolean;
  }): void;
  /** It is no longer a chapter. */
  dropChapter(request: { readonly manuscript: string; readonly chapterKey: string }): void;
  /** No text of it is open. */
  closeManuscript(request: { readonly manuscript: string }): void;
}

/** Handled by every thread that answers questions about documents. */
export interface DocumentsContract extends ManuscriptContract {
  openDocument(document: DocumentText): void;
  editDocument(edit: DocumentEdit): void;
  closeDocument(request: { readonly documentKey: string }): void;
  /**
   * Chooses the model for a document; without a source it has none.
   * `manuscript`: whose chapter it is, when it uses the model of a folder.
   */
  useModel(request: {
    readonly documentKey: string;
    readonly source?: ModelSource;
    readonly manuscript?: string;
  }): void;
}
