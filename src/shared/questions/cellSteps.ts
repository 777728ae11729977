/** A few steps of one unit, with every gate taken apart: what the walk-through writes out. */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { question, type RequestOf } from './question';
import type { Versions, Span } from '../model/versions';

export interface CellSteps extends Versions {
  readonly layer: number;
  readonly unit: number;
  readonly from: number;
  readonly steps: readonly CellStep[];
  readonly approximate: boolean;
}

/**
 * What one unit did while reading one token. The values are the network's own, the same as in hover
 * and heat map; the sums are worked out again from the weights in double precision.
 */
export interface CellStep {
  readonly word: string;
  readonly span: Span;
  readonly known: boolean;
  readonly inputGate: GateStep;
  readonly forgetGate: GateStep;
  readonly candidate: GateStep;
  readonly outputGate: GateStep;
  readonly cellStateBefore: number;
  readonly cellState: number;
  readonly hiddenState: number;
}

/** sum = bias + the products of the terms + rest; value = σ(sum), for the candidate tanh(sum). */
export interface GateStep {
  readonly value: number;
  readonly sum: number;
  readonly bias: number;
  /** Largest magnitude first. */
  readonly terms: readonly StepTerm[];
  readonly rest: number;
  readonly restCount: number;
}

export interface StepTerm {
  /**
   * `word`: a number of the word's vector (in the first layer); `below`: what a unit of the layer
   * below shows now; `before`: what a unit of this layer showed at the token before.
   */
  readonly of: 'word' | 'below' | 'before';
  readonly place: number;
  readonly weight: number;
  readonly input: number;
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
        /** How many products of a gate's sum stand alone; the others are added up. */
        terms: upTo(mostTerms),
      }),
      { takes: 'short' },
    ),
  }) as const)();

export type CellStepsRequest = RequestOf<(typeof cellStepQuestions)['cellSteps']>;
