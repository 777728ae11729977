/** Answers with all quantities of one unit, token by token: the table of the heat map. */
import { success, type Failure, type Result } from '../../../shared/failures';
import type { UnitTable, UnitTableRequest } from '../../../shared/questions/gates';
import type { Look } from '../../documents/look';
import { passage } from '../../documents/tokenRanges';
import { cutToAnswer } from './cutToAnswer';

export async function unitTable(
  look: Look,
  request: UnitTableRequest,
): Promise<Result<UnitTable, Failure>> {
  const { view } = look;
  const { from, count } = cutToAnswer(view, request);
  const layer = view.predictor.layers[Math.min(request.layer, view.predictor.layers.length - 1)];
  const unit = Math.min(request.unit, view.model.network.shape.H - 1);
  const read = layer.cell.description.quantities.map(({ name, letter }) => ({
    ...{ name, from: layer.values[letter], values: new Float32Array(count) },
  }));
  const approximate = await look.read(from, count, (token) => {
    for (const { values, from: all } of read) values[token - from] = all[unit];
  });
  const gates = Object.fromEntries(read.map(({ name, values }) => [name, values]));
  const { tokens, known } = passage(view, from, count);
  return success({ ...view.versions, from, unit, tokens, known, gates, approximate });
}
