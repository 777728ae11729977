/**
 * Fills an overview where the trace did not: after an edit it continues from where it met the reading
 * before, but columns of tokens cannot be moved by a token. Done only after the overview was first shown.
 */
import type { Predictor } from '../network/predictor';
import type { RecurrentState } from '../network/state';
import type { TokenChange } from '../text/tokens/tokenizedText';
import type { Overviews } from './overviews';
import type { Trace, TraceText } from './trace';

export interface OverviewReading extends Pick<Overviews, 'columns' | 'noted'> {
  /** Somebody looks. */
  want(): void;
  /** @returns whether there is nothing left to do */
  advance(tokens: number): boolean;
  /** The text was edited, and the trace knows. */
  follow(change: TokenChange): void;
}

export function createOverviewReading(
  overviews: Overviews,
  trace: Trace,
  predictor: Predictor,
  text: TraceText,
): OverviewReading {
  let isWanted = false;
  /** Before token `at`. */
  let state: RecurrentState | undefined;
  let at = 0;

  return {
    get noted() {
      return overviews.noted;
    },
    columns: (...place) => overviews.columns(...place),
    want() {
      isWanted = true;
    },
    advance(tokens) {
      if (!isWanted || overviews.noted >= text.length) return true;
      // Where both have come equally far, the trace notes what it reads.
      if (trace.reached <= overviews.noted) {
        trace.advance(tokens);
        return overviews.noted >= text.length;
      }
      if (at !== overviews.noted) state = undefined;
      at = overviews.noted;
      state ??= trace.stateBefore(at).state;
      const end = Math.min(text.length, at + tokens);
      for (; at < end; at++) {
        predictor.read(text.id(at), state);
        overviews.note(at, predictor.layers);
      }
      return at >= text.length;
    },
    follow({ firstChanged }) {
      overviews.forget(firstChanged);
      state = undefined;
    },
  };
}
