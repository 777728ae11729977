/**
 * Which column of tokens is the label: of test examples the one whose values are those that were learnt;
 * else the universal part of speech, if a column holds nothing else; else the last.
 */
import { pauses, type Steps } from '../../steps';
import { areSpanLabels } from './spanLabels';
import { flawed, read, type Read } from './flaws';
import type { TokenRows } from './tokenRows';

/** Of Universal Dependencies, version 2. */
const partsOfSpeech: ReadonlySet<string> = new Set([
  ...['ADJ', 'ADP', 'ADV', 'AUX', 'CCONJ', 'DET', 'INTJ', 'NOUN', 'NUM', 'PART', 'PRON', 'PROPN'],
  ...['PUNCT', 'SCONJ', 'SYM', 'VERB', 'X'],
]);

export interface ColumnWishes {
  /** The label: its number from 1, in CoNLL-U also its name. */
  readonly column?: string;
  /** Of training examples, where these are to test what was learnt from them. */
  readonly known?: readonly string[];
}

const conllu = 'ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC'.split(' ');

/** @returns from 0 */
export function* labelColumn(
  rows: TokenRows,
  { column, known }: ColumnWishes,
): Steps<Read<number>> {
  const { word, columns, format } = rows;
  if (column !== undefined) return wantedColumn(rows, column);
  if (columns < word + 2) return flawed({ kind: 'noClassColumn', columns });
  const candidates = Array.from({ length: columns - word - 1 }, (_, at) => word + 1 + at);
  if (known) return read(yield* mostKnown(rows, candidates, new Set(known)));
  const values: Set<string>[] = [];
  for (const at of candidates) values.push(yield* valuesOf(rows, at));
  if (format === 'conllu')
    return read(candidates.find((at, n) => at > 2 && values[n].size > 1) ?? 3);
  const areSpans = areSpanLabels([...(values.at(-1) ?? [])]);
  const speech = areSpans ? -1 : values.findIndex(arePartsOfSpeech);
  return read(candidates[speech] ?? columns - 1);
}

function wantedColumn({ format, columns, word }: TokenRows, column: string): Read<number> {
  const named = format === 'conllu' ? conllu.indexOf(column.toUpperCase()) : -1;
  const at = named >= 0 ? named : Number(column) - 1;
  const isThere = Number.isInteger(at) && at >= 0 && at < columns && at !== word;
  return isThere ? read(at) : flawed({ kind: 'noColumn', column, columns });
}

function* valuesOf({ sentences }: TokenRows, column: number): Steps<Set<string>> {
  const isDue = pauses();
  const values = new Set<string>();
  for (const sentence of sentences) {
    for (const { fields } of sentence) {
      values.add(fields[column]);
      if (isDue()) yield;
    }
  }
  return values;
}

function arePartsOfSpeech(values: ReadonlySet<string>): boolean {
  if (values.size < 3) return false;
  for (const value of values) if (!partsOfSpeech.has(value) && value !== '_') return false;
  return true;
}

/** Of equals the last. */
function* mostKnown(
  { sentences }: TokenRows,
  candidates: readonly number[],
  known: ReadonlySet<string>,
): Steps<number> {
  const isDue = pauses();
  const hits = candidates.map(() => 0);
  for (const sentence of sentences) {
    for (const { fields } of sentence) {
      candidates.forEach((column, n) => {
        if (known.has(fields[column])) hits[n]++;
      });
      if (isDue()) yield;
    }
  }
  return candidates[hits.lastIndexOf(Math.max(...hits))];
}
