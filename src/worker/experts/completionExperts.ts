/**
 * Completion's three experts on one document: the n-gram of its words, the network's newest weights,
 * and the cache over the states before the cursor; mixed by weights that were tuned with the model and
 * go on adapting to what is written, as does how strict it is about showing a word.
 *
 * What the network has read before the cursor, what each expert votes, and what is learnt from the text
 * are `cursorReading`, `mixedVotes` and `adaptation`; this puts them together and holds nothing else.
 * Invariant: whatever is read or learnt in between, `mixAt` asks again about its own place.
 */
import { sharesOfWord } from '../../engine/experts/expertVotes';
import { usualFacts, type CompletionFacts } from '../../engine/ghostText/completionTuning';
import type { AdaptiveThreshold } from '../../engine/ghostText/adaptiveThreshold';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import type { DocumentView } from '../view/documentView';
import type { DocumentCounts } from '../words/documentCounts';
import { askForPrecision, createAdaptation, learnToken, learntWith } from './adaptation';
import {
  createCursorReading,
  forgetReading,
  invalidateReading,
  readDeeper,
  readingNear,
} from './cursorReading';
import type { CacheStates } from './cacheStates';
import { factsOfView } from './factsOfView';
import { leaveOutForgotten } from './forgottenWords';
import {
  askExperts,
  askExpertsAfter,
  createMixedVotes,
  mixVotesAt,
  named,
  type NetworkAt,
} from './mixedVotes';

/** Until the experts are asked again: the arrays are theirs. */
export interface Mixed {
  readonly lexicon: Lexicon;
  /** [size of the lexicon] sums to 1; id 0 is a word that is not in it. */
  readonly probabilities: Float64Array;
  readonly facts: CompletionFacts;
  /** With the text that is being written, at the precision asked for last. */
  readonly adaptiveThreshold: AdaptiveThreshold;
  sharesOf(word: number): ExpertShares;
}

export interface CompletionExperts {
  /** What the n-gram counts. */
  readonly counts: DocumentCounts;
  /**
   * The document through this view; without one, the n-gram alone.
   * @param precision of what is shown; unchanged if not given
   * @returns whether it is ready
   */
  prepare(
    view: DocumentView | undefined,
    position: number,
    tokens: number,
    precision?: number,
  ): boolean;
  /** What may come at the place that was prepared. */
  mixAt(view: DocumentView | undefined, position: number): Mixed;
  /** What may come after a word that is written at that place, a token of the text or not. */
  mixAfter(view: DocumentView | undefined, position: number, word: string): Mixed;
  /** The text changed from this token on. */
  invalidate(from: number): void;
  /** The model is another one, or its memory is gone. */
  forget(): void;
  /** Reads further back for the last place asked about. @returns whether there is no more to read */
  advance(tokens: number): boolean;
}

/** Up to this many tokens since the last place were written there; more were jumped over. */
const mostWritten = 7;

export function createCompletionExperts(counts: DocumentCounts): CompletionExperts {
  const cursor = createCursorReading(counts);
  const mixed = createMixedVotes(counts);
  const adaptation = createAdaptation();

  /**
   * @param position as the votes have it
   * @param written the word before the place, where it is written at a token of the text
   */
  function mixedAt(
    view: DocumentView | undefined,
    position: number,
    written?: { readonly at: number; readonly word: string },
  ): Mixed {
    const facts = view ? factsOfView(view, counts.counted) : usualFacts;
    const { mixture, adaptiveThreshold } = learntWith(adaptation, facts);
    const remembered = cursor.current?.states.cache.written ?? 0;
    const weights = mixVotesAt(mixed, position, mixture.weights, remembered);
    const { probabilities, votes } = mixed;
    if (view) {
      const tokenAt = (token: number): string =>
        token === written?.at ? written.word : view.text.token(token);
      const place = { position: written ? written.at + 1 : position, tokenAt };
      leaveOutForgotten(view.model, counts.lexicon, probabilities, place);
    }
    const sharesOf = (word: number) => named(sharesOfWord(votes, weights, word));
    return { lexicon: counts.lexicon, probabilities, facts, adaptiveThreshold, sharesOf };
  }

  return {
    counts,
    prepare(view, position, tokens, precision) {
      askForPrecision(adaptation, precision);
      if (!view) return true;
      counts.lexicon.attach(view.model.vocabulary);
      const reading = readingNear(cursor, view, position);
      const isWritten = position - reading.states.reached <= mostWritten;
      return reading.states.readTo(position, tokens, (token, state) => {
        if (isWritten) learnToken(adaptation, mixed, { token, reading, state, isWritten });
      });
    },
    mixAt(view, position) {
      const states = cursor.current?.states;
      askExperts(mixed, position, view && states && { view, states, state: states.state });
      return mixedAt(view, position);
    },
    mixAfter(view, position, word) {
      const states = cursor.current?.states;
      const network = view && states && networkAfter(view, states, word);
      const votesAt = askExpertsAfter(mixed, position, word, network);
      return mixedAt(view, votesAt, { at: position, word });
    },
    invalidate: (from) => invalidateReading(cursor, from),
    forget: () => forgetReading(cursor),
    advance: (tokens) =>
      readDeeper(cursor, tokens, (reading, token, state) =>
        learnToken(adaptation, mixed, { token, reading, state, isWritten: false }),
      ),
  };
}

/** As it is where it has read one word more than the text before the cursor. */
function networkAfter(
  view: DocumentView,
  { cache, state }: Pick<CacheStates, 'cache' | 'state'>,
  word: string,
): NetworkAt {
  const { predictor, model } = view;
  const { shape, states } = predictor.network;
  const after = state.slice();
  predictor.read(model.vocabulary.id(word), after);
  const hidden = Float32Array.from(states.top(after, shape.H));
  return { view, states: { cache, hidden: () => hidden }, state: after };
}
