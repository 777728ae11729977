/** A document seen through its model, and what the quantities of its cells were, token by token. */
import * as v from 'valibot';
import { quantityName, type LayerCell, type QuantityName } from '../model/cells';
import type { TokenKind } from '../model/importing';
import type { Span, Versions } from '../model/versions';
import { natural, upTo } from '../schemas';
import { question, type RequestOf } from './question';

/** A document seen through its model. */
export interface Overview extends Versions {
  readonly tokens: number;
  readonly layers: number;
  readonly hiddenSize: number;
  /** Of each layer, from below. */
  readonly cells: readonly LayerCell[];
  readonly tokenKind: TokenKind;
  /** Share of the tokens outside the vocabulary, 0 to 1. */
  readonly unknownShare: number;
  /** The token at the offset asked about; -1 where there is none. */
  readonly cursorToken: number;
  /** The offset lies in that token or at its end; else what comes after it is still open. */
  readonly cursorInside: boolean;
}

/** What decides which units come first; over the tokens asked for. */
export type UnitOrder =
  | { readonly by: 'variance' }
  /** Of a direct write: the longest first. */
  | { readonly by: 'halfLife' }
  /** At a token; the largest first. */
  | { readonly by: 'value'; readonly token: number }
  /** To a unit: the correlation of their courses, the highest first. */
  | { readonly by: 'similarity'; readonly unit: number };

export interface GateMap extends Versions {
  readonly from: number;
  readonly tokens: readonly string[];
  /** Offsets in the document, one per token. */
  readonly spans: readonly Span[];
  readonly known: readonly boolean[];
  readonly units: readonly number[];
  /** [tokens][units] of the quantity asked for. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
}

/** For pictures: bytes with a scale. A number that is printed is asked for with `unitTable`. */
export interface GateOverview extends Versions {
  readonly tokensPerColumn: number;
  readonly from: number;
  readonly units: readonly number[];
  /** [columns][units] of -127 to 127. */
  readonly values: Int8Array<ArrayBuffer>;
  /** What 127 stands for, a column; NaN where nothing has been read yet. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** Not all of it has been read yet. */
  readonly approximate: boolean;
}

/** Every quantity of one unit over a range of tokens: the table of the heat map. */
export interface UnitTable extends Versions {
  readonly from: number;
  readonly unit: number;
  readonly tokens: readonly string[];
  /** In the vocabulary, [tokens]. */
  readonly known: readonly boolean[];
  /** One array per quantity of the layer’s cell, in the order of their computation, [tokens]. */
  readonly gates: Readonly<Record<QuantityName, Float32Array<ArrayBuffer>>>;
  readonly approximate: boolean;
}

/** Most tokens in one answer, so that 512 units of them stay below 1 MB. */
export const mostTokens = 500;
export const mostUnits = 512;
/** Tokens in the narrowest column of an overview, and most columns in one answer (1 MB at 512 units). */
export const overviewTokens = 16;
export const mostColumns = 1900;

export const gateQuestions = /* @__PURE__ */ (() => {
  const place = { layer: natural, gate: quantityName };
  const unitOrder: v.GenericSchema<unknown, UnitOrder> = v.variant('by', [
    v.object({ by: v.literal('variance') }),
    v.object({ by: v.literal('halfLife') }),
    v.object({ by: v.literal('value'), token: natural }),
    v.object({ by: v.literal('similarity'), unit: natural }),
  ]);
  return {
    /** One quantity of many units, token by token. */
    gateMap: question<GateMap>()(
      v.object({
        ...place,
        /** First token; cut to the document. */
        from: natural,
        count: upTo(mostTokens),
        /** How many units, the first ones by `order` (else those that vary most) … */
        units: upTo(mostUnits),
        order: v.exactOptional(unitOrder),
        /** … or these, in this order, so that rows stay where they are while the text scrolls. */
        chosen: v.exactOptional(v.pipe(v.array(natural), v.maxLength(mostUnits), v.readonly())),
      }),
      { takes: 'short' },
    ),
    /** A stretch of the document in columns of many tokens: the mean of each unit over each column. */
    gateOverview: question<GateOverview>()(
      v.object({
        ...place,
        tokensPerColumn: v.pipe(natural, v.minValue(1), v.multipleOf(overviewTokens)),
        /** First column. */
        from: natural,
        count: upTo(mostColumns),
        chosen: v.pipe(v.array(natural), v.minLength(1), v.maxLength(mostUnits), v.readonly()),
      }),
      { takes: 'short' },
    ),
    /** All quantities of one unit. */
    unitTable: question<UnitTable>()(
      v.object({ layer: natural, unit: natural, from: natural, count: upTo(mostTokens) }),
      { takes: 'short' },
    ),
  } as const;
})();

export type GateMapRequest = RequestOf<(typeof gateQuestions)['gateMap']>;
export type UnitTableRequest = RequestOf<(typeof gateQuestions)['unitTable']>;
export type GateOverviewRequest = RequestOf<(typeof gateQuestions)['gateOverview']>;
