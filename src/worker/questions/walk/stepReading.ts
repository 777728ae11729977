/** One unit of a layer that has just read a token, as all parts of the walk-through look at it. */
import type { Cell } from '../../../engine/cells/cell';
import type { Expression } from '../../../engine/cells/definition';
import {
  unitArithmetic,
  weightedLayers,
  type UnitArithmetic,
} from '../../../engine/inspection/unitArithmetic';
import type { DocumentView } from '../../view/documentView';

/** What a walk-through needs of a document that is read by a model. */
export interface WalkView extends Pick<DocumentView, 'versions' | 'predictor'> {
  readonly text: Pick<DocumentView['text'], 'token' | 'start' | 'end'>;
  readonly ids: Pick<DocumentView['ids'], 'id' | 'length'>;
  readonly model: Pick<DocumentView['model'], 'network'> & {
    readonly vocabulary: Pick<DocumentView['model']['vocabulary'], 'unknown'>;
  };
}

export interface StepPlace {
  readonly layer: number;
  readonly unit: number;
  /** How many products of a sum stand alone. */
  readonly terms: number;
}

export interface StepReading extends StepPlace {
  readonly cell: Cell;
  readonly arithmetic: UnitArithmetic;
  /** Of a quantity at this step; of a carried one at the step before. */
  value(letter: string): number;
  before(letter: string): number;
  /** Of any expression. */
  of(expression: Expression): number;
  /** Where in a window's words a number of x is; undefined where there is no window. */
  windowWord(place: number): { readonly back: number; readonly place: number } | undefined;
}

export function stepReading({ model, predictor }: WalkView, place: StepPlace): StepReading {
  const { layer, unit } = place;
  const { network } = model;
  const reading = predictor.layers[layer];
  const arithmetic = unitArithmetic(weightedLayers(network)[layer], reading);
  const { window, E } = network.shape;
  return {
    ...{ ...place, arithmetic, cell: reading.cell },
    value: (letter) => reading.values[letter][unit],
    before: (letter) => reading.before[letter][unit],
    of: (expression) => arithmetic.at(expression, unit),
    windowWord(at) {
      if (window === undefined || layer > 0) return undefined;
      return { back: window - 1 - Math.floor(at / E), place: at % E };
    },
  };
}
