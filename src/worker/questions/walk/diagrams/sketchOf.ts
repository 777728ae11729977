/** The drawing of a cell: by hand where its equations are those of an LSTM, a GRU or a plain RNN. */
import type { Cell } from '../../../../engine/cells/cell';
import { cellOf } from '../../../../engine/cells/cells';
import { gruSketch } from './gruDiagram';
import { listSketch } from './listDiagram';
import { lstmSketch } from './lstmDiagram';
import { matching } from './matching';
import { rnnSketch } from './rnnDiagram';
import type { Sketch } from './sketch';

/** Made once per cell: a walk asks for it at every step. */
const made = new WeakMap<Cell, Map<number, Sketch>>();

export function sketchOf(cell: Cell, layer: number): Sketch {
  const known = made.get(cell) ?? new Map<number, Sketch>();
  made.set(cell, known);
  const sketch = known.get(Math.min(layer, 1)) ?? draw(cell, layer);
  known.set(Math.min(layer, 1), sketch);
  return sketch;
}

function draw(cell: Cell, layer: number): Sketch {
  const lstm = matching(cellOf('lstm'), cell);
  if (lstm) return lstmSketch(cell, layer, lstm);
  const gru = matching(cellOf('gru'), cell);
  if (gru) return gruSketch(cell, layer, gru);
  return rnnSketch(cell, layer) ?? listSketch(cell, layer);
}

/** “The GRU cell”; a longer name stands behind. */
export const calledOf = ({ description: { title } }: Cell): string =>
  /\s/.test(title) ? `The cell “${title}”` : `The ${title} cell`;
