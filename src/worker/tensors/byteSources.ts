/** Files that another window or program may own: read piece by piece, from disk or as sent. */
import { mostEntries } from '../../engine/text/words/wordList';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { FileSource } from '../../shared/model/importing';
import type { ByteSource, Files } from '../platform/disk/files';
import { createEntryCount } from './entryCount';

/** The whole of it at once: for lists of words, and records. */
const mostText = 64 << 20;

export async function withByteSource<T>(
  files: Pick<Files, 'visit'>,
  file: FileSource,
  use: (source: ByteSource) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  if ('content' in file) return use(sourceOf(file.content));
  const read = await files.visit(file.path, use);
  if (!read.ok) return read;
  const reason = 'there is no such file';
  return read.value ?? failed({ kind: 'disk', doing: `Reading ${file.name}`, reason });
}

const sourceOf = (content: Uint8Array<ArrayBuffer>): ByteSource => ({
  length: content.length,
  read: (at, count) => Promise.resolve(content.subarray(at, at + count)),
});

/** Bytes read at once; between them others have their turn. */
const piece = 1 << 18;
/** A word and its id count as one entry each. */
const perEntry = 2;

/** What a small file of text is to be. */
export interface ExpectedText {
  /** Texts and numbers in it, or lines, at most: what has far more is refused before it is read whole. */
  readonly most: number;
  /** What is said of more, and what to do. */
  readonly tooLong: string;
  /** What to do about one that is far too large. */
  readonly advice: string;
}

/** @param rows of the model that the words are of */
export const wordListOf = (rows: number): ExpectedText => ({
  most: perEntry * mostEntries(rows),
  tooLong: `It has far more entries than the model has words (${rows.toLocaleString('en')}). Choose the file that belongs to the model.`,
  advice: 'Choose the file that holds the words.',
});

/** UTF-8. */
export function readText(
  files: Pick<Files, 'visit'>,
  file: FileSource,
  { most, tooLong, advice }: ExpectedText,
): Promise<Result<string, Failure>> {
  return withByteSource(files, file, async (source) => {
    const { name } = file;
    const refused = (reason: string): Result<string, Failure> =>
      failed({ kind: 'notImported', name, reason });
    if (source.length > mostText) {
      return refused(`It has more than ${mostText >> 20} MB. ${advice}`);
    }
    const bytes = new Uint8Array(source.length);
    const count = createEntryCount(bytes, /\.json$/i.test(name), most);
    for (let at = 0; at < bytes.length;) {
      const next = await source.read(at, Math.min(piece, bytes.length - at));
      bytes.set(next, at);
      at += next.length;
      if (count.isBeyond(at)) {
        return refused(tooLong);
      }
    }
    try {
      return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      return refused('It is not text in UTF-8. Choose another file, or save it as UTF-8.');
    }
  });
}
