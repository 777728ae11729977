/**
 * What if a gate or a state of some units were another one, from a token on: a question to the
 * analyst. It changes nothing: neither the model nor what any other answer says.
 */
import * as v from 'valibot';
import { quantityName, type QuantityName } from '../model/cells';
import type { Passage, Stretch } from '../model/passage';
import type { Versions } from '../model/versions';
import { natural, upTo } from '../schemas';
import { question, type RequestOf } from './question';

/**
 * - `mean`: each unit's own, over the text as read
 * - `value`: the amount
 * - `hold`: as it is at the first token
 * - `scale`: what it is, times the amount
 */
export const targetKinds = ['mean', 'value', 'hold', 'scale'] as const;

export interface InterventionTarget {
  readonly kind: (typeof targetKinds)[number];
  /** Of `mean` and `hold`: nothing. */
  readonly amount: number;
}

export interface Intervention {
  readonly layer: number;
  readonly gate: QuantityName;
  /** Without it: all of the layer. */
  readonly units?: readonly number[];
  readonly to: InterventionTarget;
  /** The first token at which it acts; it acts at all later ones. */
  readonly from: number;
}

/** How the surprise changes inside labels and outside of them, bits a word. */
export interface LabelledChange {
  readonly inside: { readonly count: number; readonly change: number };
  readonly outside: { readonly count: number; readonly change: number };
}

export interface Chance {
  readonly probability: number;
  /** 1 = the first choice. */
  readonly rank: number;
}

export interface ComparedWord {
  readonly word: string;
  readonly before: Chance;
  readonly after: Chance;
}

export interface WhatIf extends Versions {
  /** The first one is where the interventions begin; the last one is the last that is predicted. */
  readonly words: Passage;
  /** Surprise of the second word and all later ones, as the text is read without interventions. */
  readonly bits: Float32Array<ArrayBuffer>;
  /** With them, minus without. */
  readonly change: Float32Array<ArrayBuffer>;
  /** Of the unit asked for, while it read each word but the last. */
  readonly trace: {
    readonly before: Float32Array<ArrayBuffer>;
    readonly after: Float32Array<ArrayBuffer>;
  };
  readonly at: number;
  /** The most probable words at that place, of either reading. */
  readonly expected: readonly ComparedWord[];
  readonly came: ComparedWord;
  /** Of all words outside the vocabulary together, which are one sign to the network. */
  readonly unknown: { readonly before: Chance; readonly after: Chance };
  /** Over the labels of the last search for units, where there are some among these words. */
  readonly labelled?: LabelledChange;
  /** What means were taken over, where one was needed. */
  readonly meanOver?: Stretch;
  readonly approximate: boolean;
}

/** Which gate matters: each held at its mean, in all units of a layer at once. */
export interface HeldGates extends Versions, Stretch {
  /** Mean surprise as it is. */
  readonly bits: number;
  readonly gates: readonly {
    readonly layer: number;
    readonly gate: QuantityName;
    /** Bits a word: with the gate held, minus as it is. */
    readonly change: number;
    readonly labelled?: LabelledChange;
  }[];
  readonly meanOver: Stretch;
  readonly approximate: boolean;
}

export const whatIfBounds = {
  interventions: 16,
  /** Named one by one. */
  units: 64,
  followed: 2000,
  /** Words that held gates are measured on. */
  held: 2000,
  /** Larger numbers mean nothing to gates and states. */
  value: 1000,
} as const;

/** Also what the page keeps over a reload: numbers and names of gates, no words of the text. */
export const interventionsSchema = /* @__PURE__ */ (() =>
  v.pipe(
    v.array(
      v.object({
        layer: natural,
        gate: quantityName,
        units: v.exactOptional(
          v.pipe(v.array(natural), v.minLength(1), v.maxLength(whatIfBounds.units), v.readonly()),
        ),
        to: v.object({
          kind: v.picklist(targetKinds),
          amount: v.pipe(
            v.number(),
            v.minValue(-whatIfBounds.value),
            v.maxValue(whatIfBounds.value),
          ),
        }),
        from: natural,
      }),
    ),
    v.maxLength(whatIfBounds.interventions),
    v.readonly(),
  ))();

export const whatIfQuestions = /* @__PURE__ */ (() =>
  ({
    whatIf: question<WhatIf>()(
      v.object({
        /** At least one; on the same quantity they act in this order. */
        interventions: v.pipe(interventionsSchema, v.minLength(1)),
        /** Tokens read from the first intervention on, at most. */
        count: upTo(whatIfBounds.followed),
        /** The word whose prediction is compared; without it, the one that changes most. */
        at: v.exactOptional(natural),
        trace: v.object({ layer: natural, unit: natural, gate: quantityName }),
      }),
      { takes: 'long', labelled: true },
    ),
    heldGates: question<HeldGates>()(
      /** `token`: the middle of the stretch. */
      v.object({ token: natural, count: upTo(whatIfBounds.held) }),
      { takes: 'long', labelled: true },
    ),
  }) as const)();

export type WhatIfRequest = RequestOf<(typeof whatIfQuestions)['whatIf']>;
