/** Answers with the whole document in coarse columns, as far as it has been read; reads on a moment. */
import { overviewColumn } from '../../../engine/reading/overviews';
import type { AnalystContract } from '../../../shared/contracts/analyst';
import type { GateOverviewRequest } from '../../../shared/questions/gates';
import { success } from '../../../shared/failures';
import { mostColumns, mostUnits } from '../../../shared/questions/gates';
import { transferred } from '../../../shared/wire/rpc';
import { letterOf } from './quantityOf';
import type { Look } from '../../documents/look';
import type { Clock } from '../../platform/clock';

/** Milliseconds; the rest is read in the background, and the page asks again. */
const patience = 100;
const tokensAtOnce = 16;

export async function gateOverview(
  look: Look,
  request: GateOverviewRequest,
  clock: Clock,
): Promise<ReturnType<AnalystContract['gateOverview']>> {
  const { view } = look;
  const { overviews, ids } = view;
  if (!overviews) throw new Error('this thread keeps no overviews');
  const { L, H } = view.model.network.shape;
  const layer = Math.min(request.layer, L - 1);
  const letter = letterOf(view.predictor.layers, layer, request.gate);
  if (!letter.ok) return letter;
  const units = request.chosen.filter((unit) => unit < H).slice(0, mostUnits);
  const width = Math.max(1, Math.floor(request.tokensPerColumn / overviewColumn));
  const tokensPerColumn = width * overviewColumn;
  const columns = Math.ceil(ids.length / tokensPerColumn);
  const from = Math.min(request.from, columns);
  const count = Math.min(request.count, mostColumns, columns - from);
  const end = Math.min(ids.length, (from + count) * tokensPerColumn);
  const deadline = clock.now() + patience;
  overviews.want();
  await look.until(
    () => overviews.noted >= end || clock.now() > deadline || overviews.advance(tokensAtOnce),
  );
  const place = { layer, letter: letter.value };
  const { values, scales } = overviews.columns(place, tokensPerColumn, from, count, units);
  const approximate = overviews.noted < end;
  const answer = { ...view.versions, tokensPerColumn, from, units, values, scales, approximate };
  return transferred(success(answer), [values.buffer, scales.buffer]);
}
