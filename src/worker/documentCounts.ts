/**
 * The words of one document counted: its lexicon and the n-gram over the whole text. Counts in
 * stretches, between other work, and speaks from the first token on; then follows every edit. A very
 * large edit starts the counting anew.
 */
import {
  emptyKneserNey,
  growKneserNey,
  learnAgain,
  learnToken,
  takeBack,
  type KneserNey,
} from '../engine/counts/kneserNey';
import type { Place } from '../engine/counts/opinions';
import { createLexicon, type Lexicon } from '../engine/text/lexicon';
import type { TokenChange, TokenizedText } from '../engine/text/tokenizedText';

export interface DocumentCounts {
  /** The same until the counting starts anew. */
  readonly lexicon: Lexicon;
  readonly ngram: KneserNey;
  /** Tokens counted so far, from the beginning. */
  readonly reached: number;
  /** Counts on. @returns whether all is counted that will be */
  advance(tokens: number): boolean;
  /** After `text.edit`, with what it returned. */
  replace(change: TokenChange): void;
  /** The place before a token, its ids filled in as far back as anyone looks. */
  placeAt(position: number): Place;
  /** The word of the token, 0 where it is not in the lexicon. */
  idAt(position: number): number;
}

/** Tokens of edits that are followed at once: a few milliseconds. */
const mostFollowed = 2_000;
/** Counted at a time for each token that background work asks for: reading a network is slower. */
const tokensForOne = 16;
/** Of a long text only the beginning is counted, and shorter n-grams: about 160 MB at most. */
const mostTokens = { order5: 600_000, all: 2_000_000 } as const;

/** What is counted of a text of so many tokens. */
export function countable(tokens: number): { readonly order: number; readonly tokens: number } {
  return {
    order: tokens <= mostTokens.order5 ? 5 : 3,
    tokens: Math.min(tokens, mostTokens.all),
  };
}

/** Memory that the counts of a text of so many tokens take, about. */
export function countsBytes(tokens: number): number {
  const { order, tokens: counted } = countable(tokens);
  return counted * (order === 5 ? 190 : 70);
}

export function createDocumentCounts(text: TokenizedText): DocumentCounts {
  let lexicon = createLexicon();
  let ids = new Int32Array(text.count + 1024);
  let order = countable(text.count).order;
  let ngram = emptyKneserNey({ order, vocabulary: 1 }, countable(text.count).tokens);
  let reached = 0;

  const startAnew = (): void => {
    const counted = countable(text.count);
    lexicon = createLexicon();
    order = counted.order;
    ngram = emptyKneserNey({ order, vocabulary: 1 }, counted.tokens);
    ids = new Int32Array(text.count + 1024);
    reached = 0;
  };
  const take = (position: number): void => {
    ids[position] = lexicon.take(text.token(position));
    growKneserNey(ngram, lexicon.size);
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

  return {
    get lexicon() {
      return lexicon;
    },
    get ngram() {
      return ngram;
    },
    get reached() {
      return reached;
    },
    advance(tokens) {
      const all = countable(text.count).tokens;
      const end = Math.min(all, reached + tokens * tokensForOne);
      for (; reached < end; reached++) {
        take(reached);
        learnToken(ngram, ids, reached);
      }
      return reached >= all;
    },
    replace(change) {
      const { firstChanged, removed, inserted } = change;
      const touched = Math.max(0, Math.min(removed, reached - firstChanged)) + inserted;
      if (firstChanged < reached && touched > mostFollowed) return startAnew();
      const edit = { at: firstChanged, removed, inserted };
      const learnt = takeBack(ngram, ids, reached, edit);
      // New words first: a word that is moved keeps its id.
      const dropped = ids.slice(firstChanged, Math.min(reached, firstChanged + removed));
      move(change);
      const taken = Math.min(learnt, firstChanged + inserted);
      for (let position = firstChanged; position < taken; position++) take(position);
      for (const id of dropped) lexicon.drop(id);
      learnAgain(ngram, ids, learnt, edit);
      reached = learnt;
    },
    placeAt(position) {
      for (let at = Math.max(reached, position - order); at < position; at++) {
        ids[at] = lexicon.id(text.token(at));
      }
      return { ids, position, counted: position < reached };
    },
    idAt: (position) => (position < reached ? ids[position] : lexicon.id(text.token(position))),
  };
}
