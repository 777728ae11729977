/** Answers with all gates and states of one unit, token by token: the table of the heat map. */
import { success, type Failure, type Result } from '../../../shared/failures';
import { gateNames, type GateName } from '../../../shared/model/gateNames';
import type { UnitTable, UnitTableRequest } from '../../../shared/questions/gates';
import type { Look } from '../../documents/look';
import { passage } from '../../documents/tokenRanges';
import { cutToAnswer } from './cutToAnswer';
import { gateOf } from './gateLetters';

export async function unitTable(
  look: Look,
  request: UnitTableRequest,
): Promise<Result<UnitTable, Failure>> {
  const { view } = look;
  const { from, count } = cutToAnswer(view, request);
  const layer = view.predictor.layers[Math.min(request.layer, view.predictor.layers.length - 1)];
  const unit = Math.min(request.unit, view.model.network.shape.H - 1);
  const gates = emptyGates(count);
  const approximate = await look.read(from, count, (token) => {
    for (const name of gateNames) gates[name][token - from] = gateOf(layer, name)[unit];
  });
  const { tokens, known } = passage(view, from, count);
  return success({ ...view.versions, from, unit, tokens, known, gates, approximate });
}

const emptyGates = (count: number): Record<GateName, Float32Array<ArrayBuffer>> => ({
  inputGate: new Float32Array(count),
  forgetGate: new Float32Array(count),
  candidate: new Float32Array(count),
  outputGate: new Float32Array(count),
  cellState: new Float32Array(count),
  hiddenState: new Float32Array(count),
});
