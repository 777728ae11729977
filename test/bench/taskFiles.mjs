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

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A date of 1950 to 2049 in one of ten ways, and as `1954-12-19`. */
function dates(count, { below }) {
  return distinct(count, () => {
    const date = new Date(Date.UTC(1950, 0, 1 + below(36_525)));
    const iso = date.toISOString().slice(0, 10);
    const [year, mm, dd] = iso.split('-');
    const [day, month] = [date.getUTCDate(), months[date.getUTCMonth()]];
    const ending =
      day % 10 < 4 && (day < 10 || day > 20) ? ['th', 'st', 'nd', 'rd'][day % 10] : 'th';
    const short = month.slice(0, 3).toLowerCase();
    const ways = [
      `${day}${ending} of ${month} ${year}`,
      `${days[date.getUTCDay()]}, ${month} ${day}, ${year}`,
      `${dd}/${mm}/${year}`,
      `${short} ${day} ${year}`,
      `${day} ${month} ${year}`,
      `${month} ${day}, ${year}`,
      `${day}.${Number(mm)}.${year}`,
      `${day} ${short} ${year}`,
      `${days[date.getUTCDay()]} ${day} ${month} ${year}`,
      `${month.toLowerCase()} ${day}${ending}, ${year}`,
    ];
    return `${ways[below(10)]}\t${iso}`;
  });
}

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function inWords(n) {
  if (n < 20) return ones[n];
  if (n < 100) return tens[Math.floor(n / 10)] + (n % 10 > 0 ? ` ${ones[n % 10]}` : '');
  const [unit, name] = n < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = n % unit;
  return `${inWords(Math.floor(n / unit))} ${name}${rest > 0 ? ` ${inWords(rest)}` : ''}`;
}

/** A number of one to six digits, each length as often as others while there are some, and its words. */
const numbers = (count, { below }) =>
  distinct(count, () => {
    const digits = 1 + below(6);
    const least = digits === 1 ? 0 : 10 ** (digits - 1);
    const number = least + below(10 ** digits - least);
    return `${number}\t${inWords(number)}`;
  });

/** A made-up word of 3 to 18 letters, and the same from its end. */
const reverse = (count, { below }) =>
  distinct(count, () => {
    const length = 3 + Math.min(below(16), below(16));
    let word = '';
    while (word.length < length) {
      word +=
        'bcdfghklmnprstvw'[below(16)] +
        'aeiou'[below(5)] +
        (below(3) === 0 ? 'nrst'[below(4)] : '');
    }
    word = word.slice(0, length);
    return `${word}\t${[...word].reverse().join('')}`;
  });

function distinct(count, make) {
  const lines = new Set();
  while (lines.size < count) lines.add(make());
  return [...lines];
}

const kinds = { walk, sines, regimes, dates, numbers, reverse };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '4000' } },
});
const make = kinds[positionals[0]];
if (!make) throw new Error(`One of ${Object.keys(kinds).join(', ')}`);
process.stdout.write(`${make(Number(values.count), dice(Number(values.seed))).join('\n')}\n`);
