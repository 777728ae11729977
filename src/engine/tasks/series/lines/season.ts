/**
 * The season of a series, where it has one: the distance after which it resembles itself most, found on what
 * is learnt from. A straight line is taken away first, so that growth is no resemblance.
 */
import type { Steps } from '../../../steps';
import { lineThrough } from './straightLine';

/** A correlation below it is no season. */
const least = 0.2;
const longest = 1000;
const lagsAtOnce = 16;

/** @returns rows, or undefined where none is found */
export function* seasonOf(learnt: Float64Array): Steps<number | undefined> {
  const most = Math.min(longest, Math.floor(learnt.length / 3));
  const rest = withoutLine(learnt);
  const alike = new Float64Array(most + 2);
  for (let each = 0; each < alike.length; each++) {
    alike[each] = correlation(rest, each);
    if (each % lagsAtOnce === 0) yield;
  }
  let lag = 1;
  // The neighbours of a value resemble it, too: first it has to become unlike.
  while (lag <= most && alike[lag] > 0) lag++;
  let best: number | undefined;
  for (; lag <= most; lag++) {
    const isPeak = alike[lag] >= alike[lag - 1] && alike[lag] > alike[lag + 1];
    if (isPeak && alike[lag] > (best === undefined ? least : alike[best])) best = lag;
  }
  return best;
}

function withoutLine(values: Float64Array): Float64Array {
  const { start, slope } = lineThrough(values);
  return values.map((value, t) => value - start - slope * t);
}

/** Less is left of a longer lag, and counts less: a multiple of a season is never preferred to it. */
function correlation(values: Float64Array, lag: number): number {
  let [products, squares] = [0, 0];
  for (let t = 0; t < values.length; t++) {
    squares += values[t] * values[t];
    if (t >= lag) products += values[t] * values[t - lag];
  }
  return squares > 0 ? products / squares : 0;
}
