/**
 * What a model of a series says of a text, a CSV of numbers in time. Rows count from 0, in the order of the
 * text; columns are numbers into those that the network reads, the first is the one that is asked about.
 */
import * as v from 'valibot';
import type { SeriesReport } from '../../engine/tasks/series/seriesReport';
import { quantityName, type LayerCell } from '../model/cells';
import type { Span, Versions } from '../model/versions';
import { natural, upTo } from '../schemas';
import { question } from './question';

export type { SeriesReport } from '../../engine/tasks/series/seriesReport';

interface Answer extends Versions {
  readonly approximate: false;
}

/** A text seen through a model of a series. */
export interface SeriesOverview extends Answer {
  /** That the network reads and predicts. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Rows with which validation and test begin; none where the network did not learn from this text. */
  readonly parts?: { readonly valid: number; readonly test: number };
  readonly dates?: {
    readonly first: string;
    readonly last: string;
    /** Places where dates are further apart than usual. */
    readonly skips: number;
  };
  /** Of each layer, from below. */
  readonly cells: readonly LayerCell[];
  readonly units: number;
}

/** The row that the cursor is in, or the nearest before it. */
export interface SeriesPlace extends Answer {
  readonly row: number;
  readonly date?: string;
  /** Of each column. */
  readonly values: readonly number[];
  /** What was expected of each from the rows before; NaN in the first row. */
  readonly predicted: readonly number[];
  readonly span: Span;
}

/** Rows [from, to) of a column, thinned where they are many: of each piece its lowest and highest row. */
export interface SeriesStretch extends Answer {
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  /** Of each row, where the text has dates. */
  readonly dates?: readonly string[];
  /** Offsets of each row in the document. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

export interface SeriesPredictions extends Answer {
  /** Of the stretch with the same limits. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** What was expected of each row; NaN in the first one of the text. */
  readonly predicted: Float64Array<ArrayBuffer>;
}

/** A quantity of the cells after each of some rows of a stretch. */
export interface SeriesGates extends Answer {
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Of each row, where the text has dates. */
  readonly dates?: readonly string[];
  readonly units: readonly number[];
  /** [rows][units] */
  readonly values: Float32Array<ArrayBuffer>;
}

/** How the first column goes on from a row, each time from what was predicted before. */
export interface SeriesRollOut extends Answer {
  /** The first one that is predicted. */
  readonly row: number;
  readonly paths: readonly {
    /** `network`, or the opponent's name. */
    readonly name: string;
    readonly values: Float64Array<ArrayBuffer>;
  }[];
  /** What came, as far as the text goes. */
  readonly actual: Float64Array<ArrayBuffer>;
  readonly dates?: readonly string[];
  /** The rows before it, the last one at the end. */
  readonly before: Float64Array<ArrayBuffer>;
}

/** On rows that were not learnt from; of another text on its last tenth. */
export interface SeriesResult extends Answer {
  readonly report?: SeriesReport;
}

/** A unit whose quantity goes with a column, over rows [from, to). */
export interface FollowingUnit {
  readonly unit: number;
  /** The correlation, -1 to 1, with each column's value and with its last change. */
  readonly values: readonly number[];
  readonly changes: readonly number[];
}

export interface SeriesFollowing extends Answer {
  readonly from: number;
  readonly to: number;
  /** Those that follow most closely, the strongest first. */
  readonly units: readonly FollowingUnit[];
}

export const mostPoints = 1000;
export const mostGateRows = 300;
export const mostUnits = 32;
export const mostSteps = 1000;

const stretch = { from: natural, to: natural };
const place = { layer: natural, quantity: quantityName };

export const seriesQuestions = /* @__PURE__ */ (() =>
  ({
    seriesOverview: question<SeriesOverview>()(v.object({}), { takes: 'short' }),
    /** Of an offset in the text, or of a row. */
    seriesPlace: question<SeriesPlace>()(
      v.union([v.object({ row: natural }), v.object({ offset: natural })]),
      { takes: 'short' },
    ),
    seriesStretch: question<SeriesStretch>()(
      v.object({ ...stretch, column: natural, points: upTo(mostPoints) }),
      { takes: 'short' },
    ),
    seriesPredictions: question<SeriesPredictions>()(
      v.object({ ...stretch, column: natural, points: upTo(mostPoints) }),
      { takes: 'long', newestOnly: true },
    ),
    seriesGates: question<SeriesGates>()(
      v.object({
        ...{ ...stretch, ...place, rows: upTo(mostGateRows) },
        /** Those that vary most. */
        units: upTo(mostUnits),
      }),
      { takes: 'long', newestOnly: true },
    ),
    seriesRollOut: question<SeriesRollOut>()(v.object({ row: natural, steps: upTo(mostSteps) }), {
      takes: 'long',
      newestOnly: true,
    }),
    seriesResult: question<SeriesResult>()(v.object({ horizon: upTo(mostSteps) }), {
      takes: 'long',
      newestOnly: true,
    }),
    seriesFollowing: question<SeriesFollowing>()(v.object({ ...place, units: upTo(mostUnits) }), {
      takes: 'long',
      newestOnly: true,
    }),
  }) as const)();

export type SeriesQuestions = typeof seriesQuestions;
