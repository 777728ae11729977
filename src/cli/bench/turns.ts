/**
 * Measuring on a machine that is never quiet: contestants take turns, round after round, and what
 * counts are medians of ratios within a round. Both clocks are read: processor time, which others'
 * load hardly changes, where one thread works; the wall's where several do.
 */

/** A contestant's turn: how often it worked, and the seconds that took by either clock. */
export interface Turn {
  readonly repeats: number;
  readonly wall: number;
  readonly processor: number;
}

export interface Contestant {
  /** Gets ready: compiled, in the caches, its threads there. */
  warmUp(seconds: number): Promise<void>;
  /** Works for about that long, once at least. */
  turn(seconds: number): Promise<Turn>;
}

/** Of every contestant, by its place, the turns of all rounds. */
export type Race = readonly (readonly Turn[])[];

export async function race(
  contestants: readonly Contestant[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Race> {
  for (const contestant of contestants) await contestant.warmUp(seconds);
  const turns = contestants.map((): Turn[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [place, contestant] of contestants.entries()) {
      turns[place]?.push(await contestant.turn(seconds));
    }
  }
  return turns;
}

/** Work of this process. The clock is read once a turn, not once a piece of work. */
export function contestantHere(work: () => void): Contestant {
  let repeats = 1;
  const measure = (): Turn => {
    const [wall, processor] = [performance.now(), process.cpuUsage()];
    for (let n = 0; n < repeats; n++) work();
    const { user, system } = process.cpuUsage(processor);
    return { repeats, wall: (performance.now() - wall) / 1000, processor: (user + system) / 1e6 };
  };
  return {
    async warmUp(seconds) {
      // Longer than a turn: the optimising compiler and helper threads take their time.
      const end = performance.now() + 300;
      let fastest = Infinity;
      do {
        const began = performance.now();
        work();
        fastest = Math.min(fastest, (performance.now() - began) / 1000);
        await new Promise((resolve) => setImmediate(resolve));
      } while (performance.now() < end);
      repeats = Math.max(1, Math.round(seconds / fastest));
    },
    turn: () => Promise.resolve(measure()),
  };
}

export type Clock = 'wall' | 'processor';

/** Pieces of work a second, by round. */
export const rates = (turns: readonly Turn[], clock: Clock): number[] =>
  turns.map((turn) => turn.repeats / turn[clock]);

/** Median and quartiles. */
export interface Summary {
  readonly median: number;
  readonly spread: readonly [low: number, high: number];
}

export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? NaN;
    const above = sorted[Math.ceil(place)] ?? NaN;
    return below + (place - Math.floor(place)) * (above - below);
  };
  return { median: at(0.5), spread: [at(0.25), at(0.75)] };
}
