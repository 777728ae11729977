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
  | { readonly kind: 'live'; readonly model: LiveModel };

/**
 * A model in training, published through shared memory: `slots` take turns, `control` says which
 * one is whole. Layout of `control` (Int32): [version, slot of that version, steps done].
 */
export interface LiveModel {
  /** The `__metadata__` JSON of the model's file, without weights. */
  readonly metadata: string;
  readonly control: SharedArrayBuffer;
  readonly slots: readonly [SharedArrayBuffer, SharedArrayBuffer];
}

/** Handled by every thread that answers questions about documents. */
export interface DocumentsContract {
  openDocument(document: DocumentText): void;
  editDocument(edit: DocumentEdit): void;
  closeDocument(request: { readonly documentKey: string }): void;
  /** Chooses the model for a document; without a source it has none. */
  useModel(request: { readonly documentKey: string; readonly source?: ModelSource }): void;
}
