/**
 * How completion adapts to the text that is being written: how far each expert is trusted, and how
 * strict it is about showing a word. Both begin as the model was tuned; text that the model was trained
 * on teaches nothing, since it would say that the network is always right.
 *
 * Invariant: what was learnt goes with the facts it began from and, for strictness, with the precision
 * that was asked for; with others it starts over.
 */
import { createMixture, observe, type Mixture } from '../../engine/experts/mixture';
import {
  createAdaptiveThreshold,
  follow,
  isShown,
  type AdaptiveThreshold,
} from '../../engine/ghostText/adaptiveThreshold';
import { usualMinimumLetters, type CompletionFacts } from '../../engine/ghostText/completionTuning';
import { surestStem } from '../../engine/ghostText/stemThreshold';
import { savedBy, simulateToken, typed } from '../../engine/ghostText/typingSimulation';
import type { RecurrentState } from '../../engine/network/state';
import { isAlphabetic } from '../../engine/text/words/word';
import { mayBeginWord } from '../../engine/text/places';
import type { DocumentView } from '../view/documentView';
import { candidateWords } from './candidateWords';
import type { Reading } from './cursorReading';
import { factsOfView } from './factsOfView';
import { askExperts, mixVotesAt, type MixedVotes } from './mixedVotes';

export interface Adaptation {
  learnt: Learnt | undefined;
  /** The one last asked for; without it, nothing is known about strictness. */
  precision: number | undefined;
}

export interface Learnt {
  readonly facts: CompletionFacts;
  readonly mixture: Mixture;
  readonly adaptiveThreshold: AdaptiveThreshold;
}

export const createAdaptation = (): Adaptation => ({ learnt: undefined, precision: undefined });

/** What was learnt since these facts hold. */
export function learntWith(adaptation: Adaptation, facts: CompletionFacts): Learnt {
  if (adaptation.learnt?.facts === facts) return adaptation.learnt;
  const mixture = createMixture(facts.weights);
  return (adaptation.learnt = { facts, mixture, adaptiveThreshold: createAdaptiveThreshold() });
}

/** @param precision unchanged if not given */
export function askForPrecision(adaptation: Adaptation, precision: number | undefined): void {
  if (precision === undefined || precision === adaptation.precision) return;
  adaptation.precision = precision;
  if (!adaptation.learnt) return;
  adaptation.learnt = { ...adaptation.learnt, adaptiveThreshold: createAdaptiveThreshold() };
}

/** A token of the text, and the network's state before it. */
export interface Lesson {
  readonly token: number;
  readonly reading: Pick<Reading, 'view' | 'states'>;
  readonly state: RecurrentState;
  /** The user has just written it, and would have been shown words meanwhile. */
  readonly isWritten: boolean;
}

/** Asks the experts about the token's place: what `mixed` held of another is lost. */
export function learnToken(adaptation: Adaptation, mixed: MixedVotes, lesson: Lesson): void {
  const { token, reading, state, isWritten } = lesson;
  const { view, states } = reading;
  if (view.model.seen.has(view.text, token)) return;
  askExperts(mixed, token, { view, states, state });
  const learnt = learntWith(adaptation, factsOfView(view, mixed.counts.counted));
  if (isWritten && adaptation.precision !== undefined) {
    mixVotesAt(mixed, token, learnt.mixture.weights, states.cache.written);
    followToken(learnt, mixed, view, token, adaptation.precision);
  }
  observeToken(learnt, mixed, token);
}

/** As it was being written, whether the words shown were right, not too many and seldom wrong. */
function followToken(
  { facts, adaptiveThreshold }: Learnt,
  { counts, probabilities }: MixedVotes,
  { text }: DocumentView,
  place: number,
  precision: number,
): void {
  const token = text.token(place);
  const isWord = isAlphabetic(token);
  const opens = mayBeginWord(text, text.start(place));
  const typing = { token, isWord, opens };
  const tokens = counts.counted;
  const showing = { thresholds: facts.thresholds, adaptiveThreshold, precision, tokens };
  const { displays, taken, stems } = simulateToken(
    typed(candidateWords(counts.lexicon), probabilities, typing, usualMinimumLetters, true),
    {
      word: (moment) => isShown(showing, moment.probability, moment.letters, savedBy(moment)),
      stem: (moment) => surestStem(showing, moment.letters, moment.stems ?? []),
    },
  );
  follow(adaptiveThreshold, precision, { isWord, displays, right: taken !== undefined, stems });
}

/** A token that the model was not trained on says how far each expert is to be trusted. */
function observeToken({ mixture }: Learnt, { counts, votes }: MixedVotes, token: number): void {
  const word = counts.idAt(token);
  const once = token < counts.reached && counts.lexicon.counts[word] < 2;
  if (word === 0 || once || !votes.speaks.every(Boolean)) return;
  observe(
    mixture,
    votes.parts.map((part) => part[word]),
  );
}
