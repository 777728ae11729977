/** Files that another window or program may own: read piece by piece, from disk or as sent. */
import { mostEntries } from '../../engine/text/words/wordList';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { FileSource } from '../../shared/model/importing';
import type { ByteSource, Files } from '../platform/disk/files';
import { createEntryCount } from './entryCount';

/** The whole of it at once: for lists of words. */
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

/**
 * A small file of text, UTF-8: a list of words, or a record.
 * @param rows of the model that it is about: one that is far too long is refused before it is read whole
 */
export function readText(
  files: Pick<Files, 'visit'>,
  file: FileSource,
  rows = 1 << 20,
): Promise<Result<string, Failure>> {
  return withByteSource(files, file, async (source) => {
    const { name } = file;
    const refused = (reason: string): Result<string, Failure> =>
      failed({ kind: 'notImported', name, reason });
    if (source.length > mostText) {
      return refused(
        `It has more than ${mostText >> 20} MB. Choose the file that holds the words.`,
      );
    }
    const bytes = new Uint8Array(source.length);
    const count = createEntryCount(bytes, /\.json$/i.test(name), perEntry * mostEntries(rows));
    for (let at = 0; at < bytes.length;) {
      const next = await source.read(at, Math.min(piece, bytes.length - at));
      bytes.set(next, at);
      at += next.length;
      if (count.isBeyond(at)) {
        return refused(
          `It has far more entries than the model has words (${rows.toLocaleString('en')}). Choose the file that belongs to the model.`,
        );
      }
    }
    try {
      return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      return refused('It is not text in UTF-8. Choose another file, or save it as UTF-8.');
    }
  });
}
