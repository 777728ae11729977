/** What a layer's units do over a stretch of the text, and the page of one unit. */
import type { Failure, Result } from '../failures';
import type { NamedUnits } from '../model/unitNames';
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { question } from './question';
import { quantityName, type QuantityName } from '../model/cells';
import type { Stretch, Passage } from '../model/passage';
import type { Versions } from '../model/versions';
import type { LabelledChange } from './whatIf';

/** Share of the tokens, by unit. */
export interface Saturation {
  /** Below 0.1 */
  readonly low: Float32Array<ArrayBuffer>;
  /** Above 0.9 */
  readonly high: Float32Array<ArrayBuffer>;
}

export interface LayerSurvey extends Versions, Stretch {
  readonly layer: number;
  /** Of everything that opens and shuts, in the order of a step; nothing where no gate is. */
  readonly saturation: Readonly<Record<QuantityName, Saturation>>;
  /** Of a direct write, in tokens, by unit; only where a memory is added to. */
  readonly halfLife?: Float32Array<ArrayBuffer>;
  /** Standard deviation of the memory, or without one of what is shown; by unit. */
  readonly deviation: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
}

export interface Extreme {
  readonly token: number;
  readonly value: number;
  readonly passage: Passage;
}

export interface UnitPage extends Versions, Stretch {
  readonly layer: number;
  readonly unit: number;
  /** One a token. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly highest: readonly Extreme[];
  readonly lowest: readonly Extreme[];
  readonly saturation: Readonly<
    Record<QuantityName, { readonly low: number; readonly high: number }>
  >;
  readonly halfLife?: number;
  /** Of what is carried, over the stretch: what the unit is set to when it is switched off. */
  readonly mean: Readonly<Record<QuantityName, number>>;
  /**
   * Words by what 1 of h adds to their logit, against the average word; only of the layer that the
   * projection reads.
   */
  readonly pushes?: { readonly up: readonly WordPush[]; readonly down: readonly WordPush[] };
  readonly approximate: boolean;
}

export interface WordPush {
  readonly word: string;
  readonly weight: number;
}

export interface ChangedWord {
  readonly token: number;
  readonly passage: Passage;
  readonly bits: number;
  readonly change: number;
}

export interface Ablation extends Versions, Stretch {
  /** Mean surprise as the network is, bits per token. */
  readonly bits: number;
  /** Switched off minus as it is, bits per token. */
  readonly change: number;
  /** The predictions that suffer most, and those that gain. */
  readonly worse: readonly ChangedWord[];
  readonly better: readonly ChangedWord[];
  readonly labelled?: LabelledChange;
  readonly approximate: boolean;
}

/** Words that an ablation is measured on, at most. */
export const mostAblated = 4000;

export const unitQuestions = /* @__PURE__ */ (() => {
  const unit = { layer: natural, unit: natural };
  /** Where the stretch lies in a long text. */
  const token = natural;
  return {
    layerSurvey: question<LayerSurvey>()(v.object({ layer: natural, token }), { takes: 'long' }),
    unitPage: question<UnitPage>()(
      /** `gate`: what is traced. */
      v.object({ ...unit, gate: quantityName, token }),
      { takes: 'long' },
    ),
    ablation: question<Ablation>()(
      v.object({
        ...unit,
        /** What is held: carried from token to token. */
        what: quantityName,
        value: v.pipe(v.number(), v.finite()),
        token,
        count: upTo(mostAblated),
      }),
      { takes: 'long', labelled: true },
    ),
  } as const;
})();

/** Asked about a model's file, not about a document. */
export interface UnitNamesContract {
  /** Writes a name into the model's file; an empty one takes it away. */
  nameUnit(request: {
    readonly path: string;
    readonly layer: number;
    readonly unit: number;
    readonly name: string;
  }): Result<NamedUnits, Failure>;
}
