/** What the host and the pages are told of known cells, for stand-ins of the threads. */
import { knownCell } from '../src/engine/cells/cell';
import type { LayerCell } from '../src/shared/model/cells';
import { layerCell } from '../src/worker/view/layerCells';

export const layerCellOf = (id: string): LayerCell => layerCell(knownCell(id));
