/** Hands the bytes of a file to the host, which alone can write one, at most 1 MB at a time. */
import type { Result, ToldFailure } from '../../src/shared/failures';
import type { SavedKind, SaveOutcome } from '../../src/shared/pages/panel';
import { mostSaveBytes } from '../../src/shared/pages/panel';

export interface FileToSave<Kind extends SavedKind = SavedKind> {
  /** What the picture shows, in a word or two: part of the proposed name. */
  readonly view: string;
  readonly kind: Kind;
  readonly bytes: Uint8Array;
}

/** The host of any page. */
export interface SaveHost<Kind extends SavedKind> {
  call(method: 'save', part: PartToSave<Kind>): Promise<Result<SaveOutcome, ToldFailure>>;
}

interface PartToSave<Kind> {
  readonly view: string;
  readonly kind: Kind;
  readonly index: number;
  readonly last: boolean;
  readonly part: Uint8Array;
}

export async function saveFile<Kind extends SavedKind>(
  host: SaveHost<Kind>,
  { view, kind, bytes }: FileToSave<Kind>,
): Promise<Result<SaveOutcome, ToldFailure>> {
  const parts = Math.max(1, Math.ceil(bytes.length / mostSaveBytes));
  for (let index = 0; ; index++) {
    const last = index === parts - 1;
    const part = bytes.slice(index * mostSaveBytes, (index + 1) * mostSaveBytes);
    const answer = await host.call('save', { view, kind, index, last, part });
    if (last || !answer.ok) return answer;
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
