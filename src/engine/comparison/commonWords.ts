/**
 * The words on which two models can be compared: stretches of a text that both cut at the same two places,
 * all of whose tokens both know. The rest is left out, and how much that is has to be said.
 */

/** A text as a model reads it. */
export interface ReadText {
  readonly count: number;
  start(token: number): number;
  end(token: number): number;
  known(token: number): boolean;
}

/** Tokens `from` to `to` (excluded) of each. */
export interface CommonWord {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

export interface CommonWords {
  readonly words: readonly CommonWord[];
  /** Stretches that both cut at the same places, known or not. */
  readonly stretches: number;
}

export function commonWords(one: ReadText, other: ReadText): CommonWords {
  const words: CommonWord[] = [];
  let stretches = 0;
  let [a, b] = [0, 0];
  while (a < one.count && b < other.count) {
    if (one.start(a) < other.start(b)) {
      a++;
      continue;
    }
    if (one.start(a) > other.start(b)) {
      b++;
      continue;
    }
    let [toA, toB] = [a + 1, b + 1];
    // Each goes on until both end at the same place, or one has gone past the other's gap.
    while (one.end(toA - 1) !== other.end(toB - 1)) {
      if (one.end(toA - 1) < other.end(toB - 1)) {
        if (toA === one.count) break;
        toA++;
      } else {
        if (toB === other.count) break;
        toB++;
      }
    }
    if (one.end(toA - 1) === other.end(toB - 1)) {
      stretches++;
      if (allKnown(one, a, toA) && allKnown(other, b, toB)) {
        words.push({ from: [a, b], to: [toA, toB] });
      }
    }
    [a, b] = [toA, toB];
  }
  return { words, stretches };
}

function allKnown(text: ReadText, from: number, to: number): boolean {
  for (let token = from; token < to; token++) if (!text.known(token)) return false;
  return true;
}
