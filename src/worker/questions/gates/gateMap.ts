/** Answers with one quantity of many units, token by token: the heat map. */
import { success, type Failure, type Result } from '../../../shared/failures';
import { mostUnits, type GateMap, type GateMapRequest } from '../../../shared/questions/gates';
import { transferred } from '../../../shared/wire/rpc';
import type { Look } from '../../documents/look';
import { passage } from '../../documents/tokenRanges';
import { cutToAnswer } from './cutToAnswer';
import { letterOf } from './quantityOf';
import { createOrderer } from './unitOrder';

export async function gateMap(
  look: Look,
  request: GateMapRequest,
): Promise<Result<GateMap, Failure>> {
  const { view } = look;
  const { from, count } = cutToAnswer(view, request);
  const layer = Math.min(request.layer, view.predictor.layers.length - 1);
  const { H } = view.model.network.shape;
  const letter = letterOf(view.predictor.layers, layer, request.gate);
  if (!letter.ok) return letter;
  const all = new Float32Array(count * H);
  const order = createOrderer(view.model.network, layer, from, request.order);
  const approximate = await look.read(from, count, (token) => {
    const reading = view.predictor.layers[layer];
    all.set(reading.values[letter.value], (token - from) * H);
    order.note(reading);
  });
  const units = request.chosen
    ? request.chosen.filter((unit) => unit < H).slice(0, mostUnits)
    : order.units(all).slice(0, Math.min(request.units, mostUnits));
  const values = columnsOf(all, H, units, count);
  const answer = { ...view.versions, ...passage(view, from, count), units, values, approximate };
  return transferred(success(answer), [values.buffer]);
}

/** @param all [count][H] @returns [count][units] */
function columnsOf(
  all: Float32Array,
  H: number,
  units: readonly number[],
  count: number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(count * units.length);
  for (let t = 0; t < count; t++) {
    units.forEach((unit, n) => (values[t * units.length + n] = all[t * H + unit]));
  }
  return values;
}
