/** A quantity of a layer's cell by its name: the letter that its readings and equations have for it. */
import type { LayerReading } from '../../../engine/network/predictor';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import type { QuantityName } from '../../../shared/model/cells';

/** Another model, or a script, may name one that this layer's cell does not have: that is told, not guessed. */
export function letterOf(
  layers: readonly LayerReading[],
  layer: number,
  name: QuantityName,
): Result<string, Failure> {
  const { cell } = layers[layer];
  const { quantities } = cell.description;
  const found = quantities.find((quantity) => quantity.name === name);
  if (found) return success(found.letter);
  const has = quantities.map(({ title }) => title);
  return failed({ kind: 'noQuantity', layer, name, cell: cell.description.title, has });
}
