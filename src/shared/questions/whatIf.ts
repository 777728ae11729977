/**
 * What if a gate or a state of some units were another one, from a token on: a question to the
 * analyst. It changes nothing: neither the model nor what any other answer says.
 */
import type { GateName } from '../model/gateNames';
import type { Failure, Result } from '../failures';
import type { Passage, Stretch } from './inspection';
import type { Versions } from '../model/versions';

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
  readonly gate: GateName;
  /** Without it: all of the layer. */
  readonly units?: readonly number[];
  readonly to: InterventionTarget;
  /** The first token at which it acts; it acts at all later ones. */
  readonly from: number;
}

export interface WhatIfRequest {
  readonly documentKey: string;
  /** At least one; on the same quantity they act in this order. */
  readonly interventions: readonly Intervention[];
  /** Tokens read from the first intervention on, at most. */
  readonly count: number;
  /** The word whose prediction is compared; without it, the one that changes most. */
  readonly at?: number;
  readonly trace: { readonly layer: number; readonly unit: number; readonly gate: GateName };
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
  /** What means were taken over, where one was needed. */
  readonly meanOver?: Stretch;
  readonly approximate: boolean;
}

export interface HeldGatesRequest {
  readonly documentKey: string;
  /** The middle of the stretch. */
  readonly token: number;
  readonly count: number;
}

export const heldGateNames = ['inputGate', 'forgetGate', 'candidate', 'outputGate'] as const;

/** Which gate matters: each held at its mean, in all units of a layer at once. */
export interface HeldGates extends Versions, Stretch {
  /** Mean surprise as it is. */
  readonly bits: number;
  readonly gates: readonly {
    readonly layer: number;
    readonly gate: (typeof heldGateNames)[number];
    /** Bits a word: with the gate held, minus as it is. */
    readonly change: number;
  }[];
  readonly meanOver: Stretch;
  readonly approximate: boolean;
}

export interface WhatIfContract {
  whatIf(request: WhatIfRequest): Result<WhatIf, Failure>;
  heldGates(request: HeldGatesRequest): Result<HeldGates, Failure>;
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
