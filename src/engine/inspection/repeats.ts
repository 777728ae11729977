/**
 * Where else in this or another text a word occurs after the same words as here: the places that an
 * n-gram counts when it predicts that word.
 */
import type { TokenizedText } from '../text/tokens/tokenizedText';

export interface Repeat {
  /** Token index of the word there. */
  readonly position: number;
  /** How many tokens before it are the same as here, at most `longest`. */
  readonly matched: number;
}

export interface RepeatsRequest {
  readonly text: TokenizedText;
  /** The place itself, which is no repeat. */
  readonly at: number;
  /** What stands there, or may. */
  readonly word: string;
  /** Tokens of context that an n-gram looks at: its order less one. */
  readonly longest: number;
  readonly limit: number;
}

/** Tokens looked at between two breaths. */
const stretch = 500;

/**
 * The repeats with the longest matches, the nearest first among equals; those without any match are
 * none. Yields now and then; its value is the answer.
 */
export function* findRepeats(request: RepeatsRequest): Generator<void, Repeat[], void> {
  const { text, at, word, longest, limit } = request;
  const found: Repeat[] = [];
  for (let distance = 1; at - distance >= 0 || at + distance < text.count; distance++) {
    if (distance % stretch === 0) yield;
    for (const position of [at - distance, at + distance]) {
      if (position < 0 || position >= text.count || text.token(position) !== word) continue;
      const matched = matchBefore({ text, at }, { text, at: position }, longest);
      if (matched > 0) insert(found, { position, matched }, limit);
    }
  }
  return found;
}

/** The same in another text: the first among equals stands first. Yields now and then. */
export function* findRepeatsIn(
  other: TokenizedText,
  { text, at, word, longest, limit }: RepeatsRequest,
): Generator<void, Repeat[], void> {
  const found: Repeat[] = [];
  for (let position = 0; position < other.count; position++) {
    if (position % (2 * stretch) === 0) yield;
    if (other.token(position) !== word) continue;
    const matched = matchBefore({ text, at }, { text: other, at: position }, longest);
    if (matched > 0) insert(found, { position, matched }, limit);
  }
  return found;
}

interface TextPlace {
  readonly text: TokenizedText;
  readonly at: number;
}

function matchBefore(one: TextPlace, other: TextPlace, longest: number): number {
  let matched = 0;
  while (matched < longest) {
    const [a, b] = [one.at - matched - 1, other.at - matched - 1];
    if (a < 0 || b < 0 || one.text.token(a) !== other.text.token(b)) break;
    matched++;
  }
  return matched;
}

/** Keeps the best `limit`, in order; what comes later is no better among equals. */
function insert(found: Repeat[], repeat: Repeat, limit: number): void {
  const place = found.findIndex(({ matched }) => matched < repeat.matched);
  found.splice(place < 0 ? found.length : place, 0, repeat);
  if (found.length > limit) found.pop();
}
