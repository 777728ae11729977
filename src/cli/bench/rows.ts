/** What `bench` reports: a figure of ours, and how it stands to another of the same rounds. */
import { rates, summarise, type Clock, type Race, type Summary, type Turn } from './turns';

export interface Row {
  readonly name: string;
  /** A name of sizes.ts, or the shape of a matrix product. */
  readonly size: string;
  readonly threads: number;
  readonly median: number;
  /** Quartiles of it. */
  readonly spread: readonly [low: number, high: number];
  readonly unit: 'tokens/s' | 'µs' | 'GFLOP/s';
  /** What it is compared with; null where there was nothing. */
  readonly peer: string | null;
  /** Median of the rounds' ratios of speed: above 1, ours is faster. */
  readonly ratio: number | null;
  readonly ratioSpread: readonly [low: number, high: number] | null;
}

/** Ours: which of the race, and how a piece of its work becomes a figure. */
export interface Figure extends Pick<Row, 'name' | 'size' | 'threads' | 'unit'> {
  readonly place: number;
  /** Tokens or operations in a piece of work; nothing for a time. */
  readonly amount: number;
}

export interface Peer {
  readonly name: string;
  readonly place: number;
  readonly amount: number;
  readonly threads: number;
}

/** @returns a row for each peer; one without a ratio where there is none */
export function rowsOf(race: Race, figure: Figure, peers: readonly Peer[]): Row[] {
  const { name, size, threads, unit, place, amount } = figure;
  const turns = race[place] ?? [];
  const own = rates(turns, clockOf(threads));
  const shown = summarise(own.map((rate) => inUnit(unit, rate * amount)));
  const head = { name, size, threads, ...shown, unit };
  if (peers.length === 0) return [{ ...head, peer: null, ratio: null, ratioSpread: null }];
  return peers.map((peer) => {
    const ratio = ratioOf(turns, race[peer.place] ?? [], figure, peer);
    return { ...head, peer: peer.name, ratio: ratio.median, ratioSpread: ratio.spread };
  });
}

/** By one clock on both sides. */
function ratioOf(
  turns: readonly Turn[],
  others: readonly Turn[],
  figure: Figure,
  peer: Peer,
): Summary {
  const clock = clockOf(Math.max(figure.threads, peer.threads));
  const theirs = rates(others, clock);
  return summarise(
    rates(turns, clock).map(
      (rate, round) => (rate * figure.amount) / ((theirs[round] ?? NaN) * peer.amount),
    ),
  );
}

const clockOf = (threads: number): Clock => (threads === 1 ? 'processor' : 'wall');

function inUnit(unit: Row['unit'], rate: number): number {
  switch (unit) {
    case 'tokens/s':
      return rate;
    case 'µs':
      return 1e6 / rate;
    case 'GFLOP/s':
      return rate / 1e9;
    default:
      return unit satisfies never;
  }
}

export function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ name, size, threads, median, spread, unit, peer, ratio, ratioSpread }) => [
      name,
      size,
      String(threads),
      `${short(median)} (${spread.map(short).join(' – ')})`,
      unit,
      ratio === null || ratioSpread === null
        ? ''
        : `${ratio.toFixed(2)} (${ratioSpread.map((bound) => bound.toFixed(2)).join(' – ')})`,
      peer ?? '',
    ],
  );
  const header = ['', 'size', 'threads', 'median (quartiles)', '', 'ratio (quartiles)', 'to'];
  const all = [header, ...lines];
  const widths = header.map((_, column) =>
    Math.max(...all.map((line) => line[column]?.length ?? 0)),
  );
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three digits, without an exponent. */
const short = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
