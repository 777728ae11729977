/** What is known of a file with a model of another program before any of its numbers is read. */
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import type { Failure } from '../../shared/failures';
import type { ByteSource } from '../platform/disk/files';

/** What a model is recognised by, and what its numbers are read by. */
export interface ForeignHeader {
  readonly tensors: ReadonlyMap<string, ForeignEntry>;
  readonly metadata: ReadonlyMap<string, string>;
  /** What else is in the file, an optimizer's state for example. */
  readonly beside?: readonly string[];
  /** Whether these tensors are as they were written, where the format can tell. */
  check?(names: readonly string[], breathe: () => Promise<void>): Promise<Failure | undefined>;
}

export interface ForeignFile extends ForeignHeader {
  readonly source: ByteSource;
}
