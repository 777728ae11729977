/**
 * How well spans are found: precision, recall and F1 of whole spans, right only with their beginning,
 * end and type; and untyped, without the type. How sure an F1 is, and whether two differ, comes from
 * drawing the sentences again and again.
 */
import { random } from '../../random';
import { spansOf, type Span } from '../formats/spanLabels';
import { differenceOf, type Difference } from './accuracy';
import { figures } from './confusion';

/** In percent. */
export interface SpanFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface SpanResult extends SpanFigures {
  readonly untyped: SpanFigures;
  /** Of the F1. */
  readonly standardError: number;
  /** Spans that are to be found. */
  readonly count: number;
}

/** What is counted of a sentence. */
interface Counts {
  readonly hits: number;
  readonly given: number;
  readonly wanted: number;
}

export interface JudgedSentence {
  readonly given: readonly string[];
  readonly wanted: readonly string[];
}

export function spanResult(sentences: readonly JudgedSentence[], seed = 1): SpanResult {
  const typed = sentences.map((sentence) => countsOf(sentence, true));
  const untyped = sentences.map((sentence) => countsOf(sentence, false));
  const sum = summed(typed);
  return {
    ...figuresOf(sum),
    untyped: figuresOf(summed(untyped)),
    standardError: deviation(redrawn(typed.length, seed, (drawn) => f1Of(typed, drawn))),
    count: sum.wanted,
  };
}

/** Of two that judged the same sentences, by the F1 of both on each draw. */
export function spanDifference(
  one: readonly JudgedSentence[],
  other: readonly JudgedSentence[],
  seed = 1,
): Difference {
  const [first, second] = [one, other].map((all) => all.map((each) => countsOf(each, true)));
  const points = figuresOf(summed(first)).f1 - figuresOf(summed(second)).f1;
  const values = redrawn(first.length, seed, (drawn) => f1Of(first, drawn) - f1Of(second, drawn));
  return differenceOf(points, deviation(values));
}

const figuresOf = ({ hits, given, wanted }: Counts): SpanFigures => figures(hits, given, wanted);

function countsOf({ given, wanted }: JudgedSentence, typed: boolean): Counts {
  const key = ({ from, to, type }: Span): string => `${from} ${to} ${typed ? type : ''}`;
  const found = spansOf(given).map(key);
  const keys = new Set(spansOf(wanted).map(key));
  const hits = found.filter((span) => keys.has(span)).length;
  return { hits, given: found.length, wanted: keys.size };
}

function summed(all: Iterable<Counts>): Counts {
  const sum = { hits: 0, given: 0, wanted: 0 };
  for (const { hits, given, wanted } of all) {
    sum.hits += hits;
    sum.given += given;
    sum.wanted += wanted;
  }
  return sum;
}

function f1Of(all: readonly Counts[], drawn: Uint32Array): number {
  const sum = { hits: 0, given: 0, wanted: 0 };
  for (const at of drawn) {
    sum.hits += all[at].hits;
    sum.given += all[at].given;
    sum.wanted += all[at].wanted;
  }
  return figuresOf(sum).f1;
}

const draws = 200;

/** A figure of as many sentences, drawn with repetition, for each of some draws. */
function redrawn(count: number, seed: number, figure: (drawn: Uint32Array) => number): number[] {
  const chance = random(seed);
  const drawn = new Uint32Array(count);
  return Array.from({ length: draws }, () => {
    for (let n = 0; n < count; n++) drawn[n] = chance.below(count);
    return figure(drawn);
  });
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}
