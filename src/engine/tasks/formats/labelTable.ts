/** Sentences of labelled tokens, from CoNLL columns and CoNLL-U. */
import { inOneGo, mapped, pauses, type Steps } from '../../steps';
import type { LabelExamples, LabelSentence } from '../examples';
import { inOrder } from './classTexts';
import { flawed, longestSequence, mostClasses, read, type Flawed, type Read } from './flaws';
import { labelColumn, type ColumnWishes } from './labelColumn';
import { areSpanLabels } from './spanLabels';
import { readTokenRows, type TokenFormat, type TokenRow, type TokenRows } from './tokenRows';

export interface LabelTable extends LabelExamples {
  readonly format: {
    readonly kind: TokenFormat;
    readonly columns: number;
    /** From 0. */
    readonly label: number;
  };
}

/** One to learn from, one to stop by, one to test with. */
export const fewestSentences = 3;

export const readLabelTable = (text: string, wishes?: ColumnWishes): Read<LabelTable> =>
  inOneGo(readingLabelTable(text, wishes));

export function* readingLabelTable(
  text: string,
  wishes: ColumnWishes = {},
): Steps<Read<LabelTable>> {
  const rows = yield* readTokenRows(text);
  if (!rows.ok) return rows;
  const column = yield* labelColumn(rows.value, wishes);
  if (!column.ok) return column;
  const flaw = yield* flawOf(rows.value, column.value);
  if (flaw) return flaw;
  const names = yield* firstLines(rows.value, column.value);
  const { known } = wishes;
  const refused = known
    ? yield* foreign(rows.value, column.value, known)
    : unlearnable(names, rows.value);
  if (refused) return refused;
  const labels = known ? [...known, ...unlearnt(names, known)] : inOrder(new Set(names.keys()));
  const sentences = yield* sentencesOf(text, rows.value, column.value, labels);
  const { format: kind, columns } = rows.value;
  const format = { kind, columns, label: column.value };
  return read({ task: 'labels', labels, spans: areSpanLabels(labels), sentences, format });
}

function* flawOf({ sentences, word }: TokenRows, label: number): Steps<Flawed | undefined> {
  const isDue = pauses();
  for (const sentence of sentences) {
    const { length } = sentence;
    if (length > longestSequence) {
      const { line } = sentence[0];
      return flawed({ kind: 'longSequence', line, tokens: length, most: longestSequence });
    }
    if (isDue(unitsOf(sentence))) yield;
    for (const { line, fields } of sentence) {
      if (fields[word] === '') return flawed({ kind: 'emptySide', line, side: 'word' });
      if (fields[label] === '') return flawed({ kind: 'emptySide', line, side: 'label' });
    }
  }
  return undefined;
}

/** Each label with the line where it comes first. */
function* firstLines({ sentences }: TokenRows, label: number): Steps<Map<string, number>> {
  const isDue = pauses();
  const firsts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const { fields, line } of sentence) {
      if (!firsts.has(fields[label])) firsts.set(fields[label], line);
    }
    if (isDue(unitsOf(sentence))) yield;
  }
  return firsts;
}

/** A rare label that only the test has is counted as not found; a test of other labels is none. */
function* foreign(
  { sentences }: TokenRows,
  label: number,
  known: readonly string[],
): Steps<Flawed | undefined> {
  const isDue = pauses();
  const learnt = new Set(known);
  let rows = 0;
  const odd: TokenRow[] = [];
  for (const sentence of sentences) {
    rows += sentence.length;
    for (const row of sentence) if (!learnt.has(row.fields[label])) odd.push(row);
    if (isDue(unitsOf(sentence))) yield;
  }
  if (odd.length <= rows / 2) return undefined;
  const [{ line, fields }] = odd;
  return flawed({ kind: 'unknownClass', of: 'labels', name: fields[label], line });
}

function unlearnt(names: ReadonlyMap<string, number>, known: readonly string[]): string[] {
  const learnt = new Set(known);
  return inOrder(new Set([...names.keys()].filter((name) => !learnt.has(name))));
}

function unlearnable(
  names: ReadonlyMap<string, number>,
  { sentences }: TokenRows,
): Flawed | undefined {
  const [name = ''] = names.keys();
  if (names.size < 2) return flawed({ kind: 'oneClass', of: 'labels', name });
  if (names.size > mostClasses) {
    return flawed({ kind: 'manyClasses', of: 'labels', count: names.size, most: mostClasses });
  }
  if (sentences.length >= fewestSentences) return undefined;
  return flawed({ kind: 'fewSentences', sentences: sentences.length, needed: fewestSentences });
}

/** Of the rows of a sentence: as much work as so many letters. */
const unitsOf = ({ length }: readonly TokenRow[]): number => 8 * length;

function* sentencesOf(
  text: string,
  { sentences, word }: TokenRows,
  label: number,
  labels: readonly string[],
): Steps<LabelSentence[]> {
  const numbers = new Map(labels.map((name, number) => [name, number]));
  const made = (rows: readonly TokenRow[]): LabelSentence => ({
    words: rows.map(({ fields }) => fields[word]),
    starts: rows.map((row) => startOfWord(text, row, word)),
    labels: Uint16Array.from(rows, ({ fields }) => numbers.get(fields[label]) ?? 0),
  });
  return yield* mapped(sentences, made, unitsOf);
}

/** Between two columns are only signs that no column holds. */
function startOfWord(text: string, { start, fields }: TokenRow, word: number): number {
  let at = start;
  for (let before = 0; before < word; before++) {
    at = text.indexOf(fields[before], at) + fields[before].length;
  }
  return text.indexOf(fields[word], at);
}
