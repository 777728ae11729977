/**
 * Files of examples whose nature is known, as docs/tasks.md measures with: a random walk, a sum of waves and
 * two regimes (series); dates, numbers and words to turn round (pairs). Same seed, same file.
 *
 *   node test/bench/taskFiles.mjs regimes --seed 1 --count 4000 > regimes.csv
 */
import { parseArgs } from 'node:util';

/** @param {number} seed */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, below, normal };
}

const turn = 2 * Math.PI;

/** A step of a standard normal size, independent of all before it. */
function walk(count, { normal }) {
  let value = 100;
  const day = (n) => new Date(Date.UTC(2010, 0, 1 + n)).toISOString().slice(0, 10);
  return [
    'date,price',
    ...Array.from({ length: count }, (_, n) => `${day(n)},${(value += normal()).toFixed(4)}`),
  ];
}

/** Three waves of 25, 60 and 7.3 rows, and noise of 0.3. */
function sines(count, { normal }) {
  const at = (t) =>
    Math.sin((turn * t) / 25) +
    0.6 * Math.sin((turn * t) / 60 + 1) +
    0.3 * Math.sin((turn * t) / 7.3);
  return [
    't,value',
    ...Array.from({ length: count }, (_, t) => `${t},${(at(t) + 0.3 * normal()).toFixed(5)}`),
  ];
}

/** A wave that turns in 20 rows or in 8; the regime lasts 40 to 80 rows. Noise of 0.1. */
function regimes(count, { below, normal }) {
  let [phase, isFast, left] = [0, false, 0];
  const rows = Array.from({ length: count }, () => {
    if (left-- <= 0) {
      isFast = !isFast;
      left = 40 + below(41);
    }
    phase += turn / (isFast ? 8 : 20);
    return (Math.sin(phase) + 0.1 * normal()).toFixed(4);
  });
  return ['value', ...rows];
}

const kinds = { walk, sines, regimes };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '4000' } },
});
const make = kinds[positionals[0]];
if (!make) throw new Error(`One of ${Object.keys(kinds).join(', ')}`);
process.stdout.write(`${make(Number(values.count), dice(Number(values.seed))).join('\n')}\n`);
