/**
 * How well spans are found: precision, recall and F1 of whole spans, right only with their beginning,
 * end and type; and untyped, without the type. How sure the F1 is comes from drawing the sentences again.
 */
import { random } from '../../random';
import { spansOf, type Span } from '../formats/spanLabels';
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
    standardError: bootstrapError(typed, seed),
    count: sum.wanted,
  };
}

const figuresOf = ({ hits, given, wanted }: Counts): SpanFigures => figures(hits, given, wanted);

function countsOf({ given, wanted }: JudgedSentence, typed: boolean): Counts {
  const key = ({ from, to, type }: Span): string => `${from} ${to} ${typed ? type : ''}`;
  const found = spansOf(given).map(key);
  const keys = new Set(spansOf(wanted).map(key));
  const hits = found.filter((span) => keys.has(span)).length;
  return { hits, given: found.length, wanted: keys.size };
}

function summed(all: readonly Counts[]): Counts {
  const sum = { hits: 0, given: 0, wanted: 0 };
  for (const { hits, given, wanted } of all) {
    sum.hits += hits;
    sum.given += given;
    sum.wanted += wanted;
  }
  return sum;
}

const draws = 200;

/** The deviation of F1 over as many sentences, drawn again and again with repetition. */
function bootstrapError(all: readonly Counts[], seed: number): number {
  // A sentence without spans changes nothing, but it can be drawn instead of one that has some.
  const chance = random(seed);
  const values = Array.from({ length: draws }, () => {
    const drawn = { hits: 0, given: 0, wanted: 0 };
    for (let n = 0; n < all.length; n++) {
      const { hits, given, wanted } = all[chance.below(all.length)];
      drawn.hits += hits;
      drawn.given += given;
      drawn.wanted += wanted;
    }
    return figuresOf(drawn).f1;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (draws - 1));
}
