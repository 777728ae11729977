/**
 * Looking into a safetensors file: the wall between the host and the analyst thread. A file is opened
 * under a key of the host's choice: its header is read, and no number. Everything that is asked with
 * the key is about the file as it was then; when it was written to since, the answer is `stale`.
 * Names and texts come from the file: they are cut to a length, and the place tells tensors apart.
 */
import type { RecurrentPart } from '../../engine/files/foreign/gateBlocks';
import type {
  TensorFigures,
  TensorStatistics,
} from '../../engine/files/safetensors/tensorStatistics';
import type { Failure, Result } from '../failures';
import type { FileSource } from './importing';

export type { RecurrentPart, TensorFigures, TensorStatistics };

/** So that no message has more than 1 MB, whatever a file calls its tensors. */
export const tensorBounds = {
  rows: 500,
  name: 300,
  dimensions: 16,
  metadata: 100,
  text: 2000,
} as const;

export interface TensorFile {
  readonly bytes: number;
  readonly tensors: number;
  /** In all tensors together. */
  readonly numbers: number;
  /** Which types there are; the one with the most bytes first. */
  readonly types: readonly string[];
  readonly metadata: readonly MetadataEntry[];
  /** Entries that are not among them. */
  readonly metadataLeftOut: number;
  /** A language model that can be imported; `own`: Gatescope wrote it. */
  readonly model?: 'own' | 'foreign';
}

export interface MetadataEntry {
  readonly name: string;
  readonly text: string;
  /** Of the text in the file, in characters. */
  readonly length: number;
}

export interface TensorRow {
  /** In the order in which the tensors lie in the file, from 0. */
  readonly place: number;
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Further dimensions that `shape` has no room for. */
  readonly dimensionsLeftOut: number;
  readonly numbers: number;
  readonly bytes: number;
  readonly part?: RecurrentPart;
}

export interface TensorContract {
  openTensors(request: {
    readonly key: number;
    readonly file: FileSource;
  }): Result<TensorFile, Failure>;
  /** At most `tensorBounds.rows` of them. */
  tensorRows(request: {
    readonly key: number;
    readonly from: number;
    readonly count: number;
  }): Result<readonly TensorRow[], Failure>;
  /** Reads the tensor twice; worked out once for a key. */
  tensorStatistics(request: {
    readonly key: number;
    readonly place: number;
  }): Result<TensorStatistics, Failure>;
  closeTensors(request: { readonly key: number }): void;
}
