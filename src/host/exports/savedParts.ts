/**
 * A file that comes from the panel's page in parts: gathered in order, one file at a time. Knows
 * nothing of VS Code; the whole file goes to `write`.
 */
import type { Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { SavedKind, SaveOutcome } from '../../shared/pages/panel';

export interface SavedPart {
  readonly view: string;
  readonly kind: SavedKind;
  readonly index: number;
  readonly last: boolean;
  readonly part: Uint8Array;
}

export interface SavedFile {
  readonly name: string;
  readonly kind: SavedKind;
  readonly bytes: Uint8Array;
}

export type WriteFile = (file: SavedFile) => Promise<Result<SaveOutcome>>;

/** @param documentName of the document that the picture is about */
export function gatherParts(
  write: WriteFile,
  documentName: () => string,
): (part: SavedPart) => Promise<Result<SaveOutcome>> {
  let parts: Uint8Array[] = [];
  return ({ view, kind, index, last, part }) => {
    if (index === 0) parts = [];
    if (index !== parts.length) throw new Error(`part ${index} after ${parts.length} parts`);
    parts.push(part);
    if (!last) return Promise.resolve(success({}));
    const bytes = joined(parts);
    parts = [];
    return write({ name: `${fileStem(documentName())}-${view}.${kind}`, kind, bytes });
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The name of a document as the beginning of a file's name on any system. */
export function fileStem(name: string): string {
  const stem = name.replace(/\.[^.]{1,11}$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-');
  return [...stem.replace(/^-+|-+$/g, '')].slice(0, 60).join('') || 'text';
}
