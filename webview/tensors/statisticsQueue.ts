/**
 * Which tensor's numbers are read next: first what is on the screen, from the top, then what a table
 * was asked for. One at a time; what is no longer wanted is cancelled. Holds what was found.
 */
import type { Canceller } from '../../src/shared/wire/canceller';
import { createCanceller } from '../../src/shared/wire/canceller';
import type { CancelSignal } from '../../src/shared/wire/canceller';
import type { TensorStatistics } from '../../src/shared/model/tensors';
import type { Answer } from './tensorsHost';

export type Found = TensorStatistics | { readonly trouble: string };

export interface StatisticsQueue {
  /** By place. */
  readonly found: ReadonlyMap<number, Found>;
  /** The places that are seen, from the top. */
  show(places: readonly number[]): void;
  /** Also these, in this order; none withdraws the request. */
  collect(places: readonly number[]): void;
  /** Another reading of the file: what was found is forgotten. */
  restart(ask: Ask): void;
  /** Nothing more can be asked; what was found stays. */
  pause(): void;
}

export type Ask = (place: number, cancel: CancelSignal) => Promise<Answer<TensorStatistics>>;

/** @param changed something was found */
export function createStatisticsQueue(
  changed: () => void,
  broken: (error: unknown) => void,
): StatisticsQueue {
  const found = new Map<number, Found>();
  let ask: Ask | undefined;
  let seen: readonly number[] = [];
  let collected: ReadonlySet<number> = new Set();
  /** What of it is still to be found. */
  let rest: Iterator<number, undefined> = collected.values();
  let now: { readonly place: number; readonly canceller: Canceller } | undefined;

  const isMissing = (place: number): boolean => !found.has(place);
  const isWanted = (place: number): boolean => seen.includes(place) || collected.has(place);

  function nextCollected(): number | undefined {
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      if (isMissing(next.value)) return next.value;
    }
    return undefined;
  }

  function go(): void {
    if (now && !isWanted(now.place)) stop();
    if (now || !ask) return;
    const place = seen.find(isMissing) ?? nextCollected();
    if (place === undefined) return;
    const canceller = createCanceller();
    const mine = { place, canceller };
    now = mine;
    ask(place, canceller)
      .then((answer) => {
        if (now !== mine) return;
        // What is stale comes again with the next reading.
        if (answer.ok) found.set(place, answer.value);
        else if (!answer.isStale) found.set(place, { trouble: answer.sentence });
        else return;
        now = undefined;
        changed();
        go();
      })
      .catch((error: unknown) => {
        if (canceller.cancelled) return;
        broken(error);
      });
  }

  function want(places: readonly number[]): void {
    collected = new Set(places);
    rest = collected.values();
  }

  function stop(): void {
    now?.canceller.cancel();
    now = undefined;
  }

  return {
    found,
    show(places) {
      seen = places;
      go();
    },
    collect(places) {
      want(places);
      go();
    },
    pause() {
      stop();
      ask = undefined;
    },
    restart(next) {
      stop();
      found.clear();
      want([]);
      ask = next;
      go();
    },
  };
}
