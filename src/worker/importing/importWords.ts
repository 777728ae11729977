/**
 * Whose words the rows of a foreign model are, and which of them is the class of unknown words; a
 * question where no name tells that. What the words take is reckoned before a list is built: in
 * memory, and in the description of the model, which is bounded.
 */
import type { ForeignModel } from '../../engine/files/foreign/foreignModel';
import type { ForeignFailure } from '../../engine/files/foreign/foreignFailures';
import { describeForeignFailure } from '../../engine/files/foreign/foreignFailures';
import { longestHeader } from '../../engine/files/modelFile';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import { parseVocabulary } from '../../engine/text/words/vocabulary';
import type { UnknownClass } from '../../engine/text/words/unknownNames';
import { unknownAmong } from '../../engine/text/words/unknownNames';
import { parseWordList, whyNoneFits } from '../../engine/text/words/wordList';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { ImportRequest } from '../../shared/model/importing';
import type { Files } from '../platform/disk/files';
import { readText, wordListOf } from '../tensors/byteSources';

/** What the words of the model are, and which row of the file each has. */
export interface Words {
  readonly vocabulary: Vocabulary;
  /** Of the class of unknown words; undefined: there is none. */
  readonly unknownRow: number | undefined;
}

/** The words in the order of the rows. */
export interface Listed {
  readonly words: readonly string[];
  readonly unknown: UnknownClass;
}

export const refusal = (name: string, failure: ForeignFailure): Result<never, Failure> =>
  failed({ kind: 'notImported', name, reason: describeForeignFailure(failure) });

export const misfit = (
  words: number,
  rows: number,
  tensor: string | null = 'encoder.weight',
): ForeignFailure => ({ kind: 'vocabularyMisfit', ...{ tensor, words, rows } });

type Wanted = Pick<ImportRequest, 'file' | 'tokens' | 'vocabulary'>;

const noWords = 'there is none. Choose the file that holds the words, or token ids for the text';

/** A mark of a list of ids within JSON within JSON: `\"1\",`, and its count, `0,`. */
const bytesBesideId = 7;

function idsOf(rows: number, name: string): Result<Listed, Failure> {
  const digits = String(rows - 1).length;
  const bytes = rows * (digits + bytesBesideId);
  if (bytes - rows > longestHeader) return refusal(name, tooMany(rows, bytes));
  const words = Array.from({ length: rows }, (_, id) => String(id));
  return success({ words, unknown: { kind: 'none' } });
}

export const tooMany = (words: number, bytes: number): ForeignFailure => ({
  kind: 'tooManyWords',
  ...{ words, megabytes: Math.ceil(bytes / 2 ** 20) },
});

/** Reads the list; what it says of the class of unknown words may be unclear. */
export async function listWords(
  { shape, names }: Pick<ForeignModel, 'names' | 'shape'>,
  { file, tokens = 'words', vocabulary }: Wanted,
  files: Files,
): Promise<Result<Listed, Failure>> {
  const { V: rows } = shape;
  if (tokens === 'ids') return idsOf(rows, file.name);
  if (!vocabulary) return refusal(file.name, { kind: 'badVocabulary', problem: noWords });
  const text = await readText(files, vocabulary, wordListOf(rows));
  if (!text.ok) return text;
  const isJson = /\.json$/i.test(vocabulary.name);
  const list = parseWordList(text.value, { isJson, rows });
  const refused = (problem: string) => refusal(vocabulary.name, { kind: 'badVocabulary', problem });
  if (!list.ok) return refused(list.problem);
  const { words, unknown: named } = list;
  if (words.length !== rows) return refusal(file.name, misfit(words.length, rows, names.encoder));
  const problem = whyNoneFits(words, tokens);
  if (problem !== undefined) return refused(problem);
  return success({ words, unknown: unknownAmong(words, named) });
}

const quotedWords = (words: readonly string[]): string =>
  words
    .slice(0, 5)
    .map((word) => JSON.stringify(word.slice(0, 60)))
    .join(', ');

/**
 * The row of unknown words.
 * @param answer the word that was named; null: there is none; undefined: nobody was asked
 */
export function unknownRowOf(
  { words, unknown }: Listed,
  answer: string | null | undefined,
): { readonly row: number | undefined } | { readonly problem: string } {
  if (answer === null) return { row: undefined };
  if (answer !== undefined) {
    const row = words.indexOf(answer);
    if (row >= 0) return { row };
    return {
      problem: `it has no word ${quotedWords([answer])}, which was named for unknown words`,
    };
  }
  if (unknown.kind === 'row') return { row: unknown.row };
  if (unknown.kind === 'none' || unknown.suspects.length === 0) return { row: undefined };
  const suspects = quotedWords(unknown.suspects.map((row) => words[row]));
  return {
    problem: `it does not show which word stands for unknown words; it may be one of ${suspects}. Choose one, or choose that there is none`,
  };
}

export async function wordsFor(
  model: ForeignModel,
  request: ImportRequest,
  files: Files,
): Promise<Result<Words, Failure>> {
  const listed = await listWords(model, request, files);
  if (!listed.ok) return listed;
  const { name } = request.vocabulary ?? request.file;
  const found = unknownRowOf(listed.value, request.unknown);
  if ('problem' in found) return refusal(name, { kind: 'badVocabulary', problem: found.problem });
  const unknownRow = found.row;
  const known = listed.value.words.filter((_, row) => row !== unknownRow);
  const counts = new Array<number>(known.length + 1).fill(0);
  const parsed = parseVocabulary({ words: ['', ...known], counts });
  if (parsed.ok) return success({ vocabulary: parsed.vocabulary, unknownRow });
  return refusal(name, { kind: 'badVocabulary', problem: parsed.problem });
}
