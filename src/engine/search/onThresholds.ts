/**
 * How far from zero a unit has to be to count as on: 0.3 where what it shows lies between -1 and 1, as
 * LSTMVis begins with (Strobelt et al. 2018). Where it has no bound (rectifiers, minLSTM, sLSTM), 0.3 says
 * nothing: one unit moves within hundredths, another by tens. There it is 0.3 of twice the unit's root mean
 * square, so that a unit that stays within as much of itself is on as often.
 *
 * The root mean square is taken over words that are drawn by their frequency, the same ones for every
 * text: what is on in one text is then looked for by the same measure in another.
 */
import type { LayerLayout } from '../network/shape';
import type { Network } from '../network/network';
import type { Predictor } from '../network/predictor';
import { random } from '../random';

export const onFrom = 0.3;
/** On either side of zero: there lies nearly all that a unit shows. */
const meanSquares = 2;

const words = 500;
const seed = 1;

/** Of each unit of all layers. The predictor reads; it stands as before only to whoever holds states. */
export function onThresholds(predictor: Predictor): Float64Array<ArrayBuffer> {
  const { layout, shape } = predictor.network;
  const bounded = layout.layers.map(isBounded);
  const thresholds = new Float64Array(layout.layers.length * shape.H).fill(onFrom);
  if (!areRelative(predictor.network)) return thresholds;
  const squares = new Float64Array(thresholds.length);
  const state = predictor.start();
  for (const id of frequentWords(predictor.network)) {
    predictor.read(id, state);
    predictor.layers.forEach(({ h }, layer) => {
      for (let j = 0; j < h.length; j++) squares[layer * shape.H + j] += h[j] * h[j];
    });
  }
  return thresholds.map((bound, unit) =>
    bounded[Math.floor(unit / shape.H)]
      ? bound
      : // A unit that shows nothing at all is never on.
        onFrom * meanSquares * Math.sqrt(squares[unit] / words) || Infinity,
  );
}

/** Whether some unit is on by its own measure. */
export const areRelative = ({ layout }: Network): boolean => !layout.layers.every(isBounded);

function isBounded({ cell: { description } }: LayerLayout): boolean {
  const [shown] = description.carried;
  const range = description.quantities.find(({ letter }) => letter === shown)?.range;
  return range !== undefined && range.low >= -1 && range.high <= 1;
}

/** By the bias of the projection, which begins as the log of their shares in the text. */
function frequentWords({ parameters: { decoder }, shape: { V } }: Network): number[] {
  let most = -Infinity;
  for (let id = 0; id < V; id++) most = Math.max(most, decoder.b[id]);
  let all = 0;
  const sums = Array.from({ length: V }, (_, id) => (all += Math.exp(decoder.b[id] - most)));
  const dice = random(seed);
  return Array.from({ length: words }, () => {
    const drawn = dice.next() * all;
    const id = sums.findIndex((sum) => sum > drawn);
    return id < 0 ? V - 1 : id;
  });
}
