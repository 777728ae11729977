/** A row of a table of results: what one judge, network or not, reaches on the test examples. */
import type { ClassExample, LabelExamples, LabelSentence } from '../examples';
import { accuracyOf, pairedDifference, rightOf, type Difference } from './accuracy';
import { figuresOf, macroF1 } from './confusion';
import { tokenResult } from './knownWords';
import { spanDifference, spanResult, type JudgedSentence, type SpanFigures } from './spans';

/** Figures in percent. */
export interface ClassRow {
  readonly accuracy: number;
  readonly standardError: number;
  /** The mean of the classes' F1. */
  readonly macroF1: number;
}

export interface TokenRow {
  readonly accuracy: number;
  readonly standardError: number;
  /** On words that training has seen, and on others. */
  readonly known: number;
  readonly unknown: number;
}

/** Without token accuracy: labelling nothing would be right for nearly all. */
export interface SpanRow extends SpanFigures {
  readonly standardError: number;
  readonly untyped: SpanFigures;
}

export type ResultRow = ClassRow | TokenRow | SpanRow;

/** The one by which rows are compared. */
export const figureOf = (row: ResultRow): number => ('f1' in row ? row.f1 : row.accuracy);

/** @param given a class for each example */
export function classRow(
  test: readonly ClassExample[],
  given: ArrayLike<number>,
  classes: number,
): ClassRow {
  const wanted = wantedClasses(test);
  const { accuracy, standardError } = accuracyOf(rightOf(given, wanted), wanted.length);
  return { accuracy, standardError, macroF1: macroF1(figuresOf(given, wanted, classes)) };
}

export const classDifference = (
  test: readonly ClassExample[],
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): Difference => pairedDifference(one, other, wantedClasses(test));

const wantedClasses = (test: readonly ClassExample[]): Uint16Array =>
  Uint16Array.from(test, ({ class: judged }) => judged);

/** The labels that a judge gives to each sentence. */
export type GivenLabels = readonly ArrayLike<number>[];

type Named = Pick<LabelExamples, 'labels' | 'spans'>;

/** @param seen the words of the training sentences */
export function labelRow(
  { labels, spans }: Named,
  test: readonly LabelSentence[],
  given: GivenLabels,
  seen: ReadonlySet<string>,
): TokenRow | SpanRow {
  if (spans) {
    const { precision, recall, f1, untyped, standardError } = spanResult(
      asNames(labels, test, given),
    );
    return { precision, recall, f1, standardError, untyped };
  }
  const { accuracy, standardError, known, unknown } = tokenResult(test, given, seen);
  return { accuracy, standardError, known: known.accuracy, unknown: unknown.accuracy };
}

export function labelDifference(
  { labels, spans }: Named,
  test: readonly LabelSentence[],
  one: GivenLabels,
  other: GivenLabels,
): Difference {
  if (spans) return spanDifference(asNames(labels, test, one), asNames(labels, test, other));
  const flat = (all: GivenLabels): number[] => all.flatMap((labelled) => Array.from(labelled));
  return pairedDifference(flat(one), flat(other), flat(test.map((sentence) => sentence.labels)));
}

function asNames(
  labels: readonly string[],
  test: readonly LabelSentence[],
  given: GivenLabels,
): JudgedSentence[] {
  const names = (ids: ArrayLike<number>): string[] => Array.from(ids, (id) => labels[id]);
  return test.map((sentence, n) => ({ given: names(given[n]), wanted: names(sentence.labels) }));
}
