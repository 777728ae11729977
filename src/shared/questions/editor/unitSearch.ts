/**
 * The question of *Find Units for Selection*: which units, in which gate or state and layer, are on
 * over labelled spans of a document? A unit counts as found only if it beats what shifted labels and an
 * untrained network reach.
 */
import * as v from 'valibot';
import { natural } from '../../schemas';
import { quantityName } from '../../model/cells';
import type { Failure, LabelKind, Result } from '../../failures';
import type { Stretch } from '../../model/passage';
import type { Versions } from '../../model/versions';

/** Pairs of offsets: first character, and the one after the last. */
export interface Offsets {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

export const bracketKinds = ['(', '[', '{'] as const;
export type BracketKind = (typeof bracketKinds)[number];

export type Labels =
  | ({ readonly by: Extract<LabelKind, 'spans'> } & Offsets)
  | {
      readonly by: Extract<LabelKind, 'pattern'>;
      readonly source: string;
      /** Of a RegExp; `g` and `m` are always on, `u` where the pattern allows it. */
      readonly flags: string;
    }
  | {
      readonly by: Extract<LabelKind, 'brackets'>;
      /** Of one kind, by the one that opens. */
      readonly only?: BracketKind;
    }
  | { readonly by: Extract<LabelKind, 'headings'> }
  /** The text of a file: first and end offset in each line. */
  | { readonly by: Extract<LabelKind, 'table'>; readonly table: string };

/** Characters of a table: below 1 MB. */
export const longestTable = 900_000;

export interface UnitSearchRequest {
  readonly documentKey: string;
  readonly labels: Labels;
  /** Where the stretch lies in a long text. */
  readonly offset: number;
}

/** Layers and units count from 0. */
export const unitPlaceSchema = /* @__PURE__ */ (() => {
  return v.object({ layer: natural, gate: quantityName, unit: natural });
})();
export type UnitPlace = Readonly<v.InferOutput<typeof unitPlaceSchema>>;

export interface RankedUnit extends UnitPlace {
  /** Over the labels it is high, or low. */
  readonly side: 'high' | 'low';
  /** Area under the ROC curve for that side, on the half that it was not chosen by. */
  readonly heldOut: number;
}

/** Of labels of four spans or more. */
export interface RankedUnits {
  readonly kind: 'ranked';
  /** Best first; all above `shifted` and `untrained`. */
  readonly found: readonly RankedUnit[];
  /** The first choice of the first half, found or not. */
  readonly first: RankedUnit;
  /** The best that any unit reached under any shift of the labels. */
  readonly shifted: number;
  readonly shifts: number;
  /** The best that any unit of an untrained network reached. */
  readonly untrained: number;
}

export interface MatchedUnit extends UnitPlace {
  readonly side: 'high' | 'low';
  /** Other spans of the same length that the unit is on over as exactly. */
  readonly elsewhere: number;
}

/** Of a single span: what is on over it, and off just before and after. */
export interface MatchedUnits {
  readonly kind: 'matched';
  /** The rarest first; none where the match could be chance. */
  readonly found: readonly MatchedUnit[];
  /** How many are on over the span, listed or not. */
  readonly matching: number;
  /** In an untrained network. */
  readonly untrained: number;
  /** Tokens of the span. */
  readonly length: number;
  /** Other spans of that length, and how many have as many units on over them. */
  readonly spans: number;
  readonly asMany: number;
}

export interface UnitSearchAnswer extends Versions, Stretch {
  /** In the whole document. */
  readonly tokens: number;
  /** Labelled tokens and spans of the stretch. */
  readonly labelled: number;
  readonly spans: number;
  /** Spans that began or ended within a token and were widened to all of it. */
  readonly widened: number;
  /** Gates and states of units that were looked at. */
  readonly considered: number;
  readonly outcome: RankedUnits | MatchedUnits;
  readonly approximate: boolean;
}

/** A single span's match is chance where more than this share of others is matched as often. */
export const mostAsMany = 0.05;

export interface UnitSearchContract {
  findUnits(request: UnitSearchRequest): Result<UnitSearchAnswer, Failure>;
  /** Progress of the search in a document, 0 to 1; answered at once, alongside it. */
  searchProgress(request: { readonly documentKey: string }): number;
}
