/**
 * Tables to learn from, written from a seed: words to turn round, dates, and three series of which one cannot
 * be known, one is a line's, and one needs a memory. No network comes with them: they are there to be trained.
 */
import { cos, log } from '../math';
import { random as seeded, type Random } from '../random';
import { pick, repeat } from './grammar';

export const tableIds = ['turnedWords', 'dates', 'price'] as const;
export type TableId = (typeof tableIds)[number];

const letters = ['a', 'b', 'd', 'e', 'n', 'o', 'r', 't'];
const lengths = { fewest: 2, most: 12 };

/** A source, a tab and its target, each source once. */
function distinct(random: Random, count: number, draw: (random: Random) => [string, string]) {
  const pairs = new Map<string, string>();
  while (pairs.size < count) pairs.set(...draw(random));
  return [...pairs].map(([source, target]) => `${source}\t${target}\n`).join('');
}

function turnedWord(random: Random): [string, string] {
  const length = lengths.fewest + random.below(lengths.most - lengths.fewest + 1);
  const word = repeat(length, () => pick(random, letters));
  return [word, Array.from(word).reverse().join('')];
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function writtenDate(random: Random): [string, string] {
  const [year, month, day] = [1950 + random.below(100), random.below(12), 1 + random.below(28)];
  const name = months[month];
  const ways = [
    `${day} ${name} ${year}`,
    `${name} ${day}, ${year}`,
    `${day} ${name.slice(0, 3)} ${year}`,
    `${twoDigits(day)}.${twoDigits(month + 1)}.${year}`,
    `${day}/${month + 1}/${year}`,
  ];
  return [pick(random, ways), `${year}-${twoDigits(month + 1)}-${twoDigits(day)}`];
}

const turn = 2 * Math.PI;

/** Of any angle. */
function cosine(angle: number): number {
  const within = Math.abs(angle) % turn;
  return cos(Math.min(within, turn - within));
}

const sine = (angle: number): number => cosine(angle - turn / 4);
const normal = (random: Random): number =>
  Math.sqrt(-2 * log(1 - random.next())) * cosine(turn * random.next());

/**
 * The price is a random walk; the tide two waves and noise; the mood a wave that turns in 20 rows or in 8, each
 * for 40 to 80 rows, and a little noise.
 */
function series(random: Random, rows: number): string {
  let [price, phase, isFast, left] = [100, 0, false, 0];
  const row = (t: number): string => {
    price += normal(random);
    const tide = sine((turn * t) / 25) + 0.6 * sine((turn * t) / 60) + 0.3 * normal(random);
    if (left-- <= 0) {
      isFast = !isFast;
      left = 40 + random.below(41);
    }
    phase += turn / (isFast ? 8 : 20);
    const mood = sine(phase) + 0.1 * normal(random);
    return `${t},${price.toFixed(2)},${tide.toFixed(3)},${mood.toFixed(3)}\n`;
  };
  return `day,price,tide,mood\n${repeat(rows, row)}`;
}

const makers: Readonly<Record<TableId, (random: Random) => string>> = {
  turnedWords: (random) => distinct(random, 3000, turnedWord),
  dates: (random) => distinct(random, 2000, writtenDate),
  price: (random) => series(random, 4000),
};

export const tableText = (id: TableId, seed = 1): string => makers[id](seeded(seed));
