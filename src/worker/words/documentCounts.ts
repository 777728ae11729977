/**
 * The words of one document counted, alone or together with the other texts of its manuscript.
 * Counts in stretches, between other work, and speaks from the first token on; then follows every
 * edit. What a very large edit touches is counted again in stretches.
 */
import {
  growKneserNey,
  learnAgain,
  takeBack,
  type KneserNey,
} from '../../engine/experts/ngram/kneserNey';
import type { Place } from '../../engine/experts/expertVotes';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { TokenChange, TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { createHalfTyped } from './halfTyped';
import { createWordCounts, type CountedPart, type WordCounts } from './wordCounts';

export interface DocumentCounts {
  /** The same until the counting starts over. */
  readonly lexicon: Lexicon;
  readonly ngram: KneserNey;
  /** Tokens of this document counted so far, from the beginning. */
  readonly reached: number;
  /** Tokens counted so far, those of other texts included. */
  readonly counted: number;
  /** Counts on, this document first. @returns whether all is counted that will be */
  advance(tokens: number): boolean;
  /** After `text.edit`, with what it returned. */
  replace(change: TokenChange): void;
  /** The place before a token, its ids filled in as far back as anyone looks. */
  placeAt(position: number): Place;
  /** The word of the token, 0 where it is not in the lexicon. */
  idAt(position: number): number;
  /** The same, and 0 where the id may become another word's while the token stands. */
  lastingIdAt(position: number): number;
  /** Ids of words that are perhaps only half typed, and occur nowhere else. */
  halfTyped(): readonly number[];
  /** The document counts no longer among the others. */
  leave(): void;
}

/** Tokens of edits that are followed at once: a few milliseconds. */
const mostFollowed = 2_000;
/** Tokens of an edit that are looked at as typed: more are pasted. */
const mostTyped = 16;
/** Counted at a time for each token that background work asks for: reading a network is slower. */
const tokensForOne = 16;

export function createDocumentCounts(
  text: TokenizedText,
  shared: WordCounts = createWordCounts(),
): DocumentCounts {
  let ids = new Int32Array(text.count + 1024);
  let reached = 0;
  const halfTyped = createHalfTyped(text, () => shared.lexicon);

  const part: CountedPart = {
    get tokens() {
      return text.count;
    },
    learn(tokens) {
      const from = reached;
      const end = Math.min(text.count, reached + tokens);
      for (; reached < end; reached++) shared.count(ids, reached, text.token(reached));
      return reached - from;
    },
    startAnew() {
      ids = new Int32Array(text.count + 1024);
      reached = 0;
    },
  };
  const take = (position: number): void => {
    ids[position] = shared.lexicon.take(text.token(position));
    growKneserNey(shared.ngram, shared.lexicon.size);
  };
  const move = ({ firstChanged, removed, inserted }: TokenChange): void => {
    const before = text.count + removed - inserted;
    const old = ids;
    if (text.count > ids.length) {
      ids = new Int32Array(2 * text.count);
      ids.set(old.subarray(0, firstChanged));
    }
    ids.set(old.subarray(firstChanged + removed, before), firstChanged + inserted);
  };
  const countAgainFrom = (position: number): void => {
    const old = { ids, reached };
    ids = new Int32Array(text.count + 1024);
    ids.set(old.ids.subarray(0, position));
    reached = position;
    shared.owe(old.ids, position, old.reached);
  };

  shared.join(part);
  return {
    get lexicon() {
      return shared.lexicon;
    },
    get ngram() {
      return shared.ngram;
    },
    get reached() {
      return reached;
    },
    get counted() {
      return shared.counted;
    },
    advance: (tokens) => shared.advance(tokens * tokensForOne, part),
    replace(change) {
      const { firstChanged, removed, inserted } = change;
      const touched = Math.max(0, Math.min(removed, reached - firstChanged)) + inserted;
      if (firstChanged <= reached && touched > mostFollowed) return countAgainFrom(firstChanged);
      const { ngram, lexicon } = shared;
      const edit = { at: firstChanged, removed, inserted };
      const learnt = takeBack(ngram, ids, reached, edit);
      // New words first: a word that is moved keeps its id.
      const dropped = ids.slice(firstChanged, Math.min(reached, firstChanged + removed));
      move(change);
      const taken = Math.min(learnt, firstChanged + inserted);
      for (let position = firstChanged; position < taken; position++) take(position);
      for (const id of dropped) lexicon.drop(id);
      learnAgain(ngram, ids, learnt, edit);
      shared.changed(learnt - reached);
      reached = learnt;
      for (const id of dropped) halfTyped.takenAway(id);
      const last = Math.min(reached, firstChanged + inserted) - 1;
      for (let token = Math.max(0, firstChanged - 1, last - mostTyped); token <= last; token++) {
        halfTyped.touched(token, ids[token]);
      }
    },
    placeAt(position) {
      for (let at = Math.max(reached, position - shared.order); at < position; at++) {
        ids[at] = shared.lexicon.id(text.token(at));
      }
      return { ids, position, counted: position < reached };
    },
    idAt,
    lastingIdAt(position) {
      const id = idAt(position);
      const { modelIds, unknown } = shared.lexicon;
      return position < reached || modelIds[id] !== unknown ? id : 0;
    },
    halfTyped: () => halfTyped.ids(),
    leave: () => shared.leave(part, ids, reached),
  };

  function idAt(position: number): number {
    return position < reached ? ids[position] : shared.lexicon.id(text.token(position));
  }
}
