/** A few steps of one unit, with every equation worked out: what the walk-through writes and draws. */
import * as v from 'valibot';
import type { CellDiagram } from '../model/cellDiagram';
import type { QuantityName } from '../model/cells';
import { natural, upTo } from '../schemas';
import { question, type RequestOf } from './question';
import type { Versions, Span } from '../model/versions';

export interface CellSteps extends Versions {
  readonly layer: number;
  readonly unit: number;
  readonly from: number;
  readonly steps: readonly CellStep[];
  /** What the drawings are called: “The GRU cell”. */
  readonly called: string;
  /** The cell at one step, and a copy of it as it stands in a row of steps. */
  readonly diagram: CellDiagram;
  readonly copy: CellDiagram;
  readonly approximate: boolean;
}

/**
 * What one unit did while reading one token. The values of quantities are the network's own, the same as
 * in hover and heat map; the sums are worked out again from the weights in double precision.
 */
export interface CellStep {
  readonly word: string;
  readonly span: Span;
  readonly known: boolean;
  /** Of a network on a window of words, in its first layer: all of them, the oldest first. */
  readonly window?: readonly WindowWord[];
  /** In the order in which the drawing has them, from left to right. */
  readonly equations: readonly WorkedEquation[];
  /** The numbers of `diagram` and `copy`. */
  readonly drawn: readonly number[];
  /** What happened, in sentences; a screen reader hears the first one. */
  readonly story: readonly Told[];
  /** The drawing as a table. */
  readonly rows: readonly StepRow[];
}

export interface WindowWord {
  /** Empty before the first word of the text. */
  readonly word: string;
  readonly known: boolean;
}

/** A sentence; its numbers are written as the page writes numbers. */
export type Told = readonly (string | number)[];

export interface WorkedEquation {
  readonly name: QuantityName;
  readonly title: string;
  /** `c = f · c before + i · g`, and the same for a screen reader. */
  readonly symbols: string;
  readonly said: string;
  /** From the numbers put in down to the value before the last `=`. */
  readonly lines: readonly (readonly WorkedPiece[])[];
  readonly value: number;
  readonly sums: readonly StepSum[];
}

/** Text as it is, or numbers that are multiplied. */
export type WorkedPiece =
  | string
  | {
      readonly numbers: readonly number[];
      /** A negative one needs no brackets. */
      readonly bare: boolean;
      /** What it is, in small letters. */
      readonly caption?: string;
    };

/** sum = bias + the products of the terms + rest. */
export interface StepSum {
  readonly sum: number;
  readonly bias?: number;
  /** Largest magnitude first. */
  readonly terms: readonly StepTerm[];
  readonly rest: number;
  readonly restCount: number;
}

export interface StepTerm {
  /** `x`, `h`, or what else a matrix multiplies, with its place: a number of a vector, or a unit. */
  readonly caption: string;
  /**
   * As the table has it: `word 3`, a number of the word's vector (in the first layer); `below 3`: what a unit of the
   * layer below shows now; `before 3`: what a unit of this layer showed at the token before.
   */
  readonly input: string;
  readonly weight: number;
  readonly value: number;
  readonly product: number;
}

export interface StepRow {
  readonly name: string;
  /** Before σ or tanh, where there is such a sum. */
  readonly sum?: number;
  readonly value: number;
}

/** Most steps and terms of one unit taken apart in one answer. */
export const mostSteps = 8;
export const mostTerms = 16;

export const cellStepQuestions = /* @__PURE__ */ (() =>
  ({
    cellSteps: question<CellSteps>()(
      v.object({
        layer: natural,
        unit: natural,
        /** First token; cut to the document. */
        from: natural,
        count: upTo(mostSteps),
        /** How many products of a sum stand alone; the others are added up. */
        terms: upTo(mostTerms),
      }),
      { takes: 'short' },
    ),
  }) as const)();

export type CellStepsRequest = RequestOf<(typeof cellStepQuestions)['cellSteps']>;
