/**
 * The words of one text, or of several, counted together: one lexicon and one n-gram. No n-gram reaches
 * from one text into another, so it makes no difference in what order they come, and each can be
 * counted, edited and taken out by itself. What is removed is unlearnt in stretches; if that would be
 * most of everything, the counting starts over instead.
 */
import {
  emptyKneserNey,
  growKneserNey,
  learnToken,
  unlearnToken,
  type KneserNey,
} from '../../engine/experts/ngram/kneserNey';
import { createLexicon, type Lexicon } from '../../engine/text/words/lexicon';

export interface WordCounts {
  /** The same until the counting starts over. */
  readonly lexicon: Lexicon;
  readonly ngram: KneserNey;
  /** Words that the longest n-gram has. */
  readonly order: number;
  /** Tokens that are counted now, of all texts. */
  readonly counted: number;
  join(part: CountedPart): void;
  /** @param ids of the part, of which so many from the beginning are counted */
  leave(part: CountedPart, ids: Int32Array, reached: number): void;
  /** Takes the token's word in and counts it; its id is written into `ids`. */
  count(ids: Int32Array, position: number, word: string): void;
  /** These are to be unlearnt, the last first; `ids` is not written to any more. */
  owe(ids: Int32Array, from: number, to: number): void;
  /** A part followed an edit: so many more tokens are counted, and there may be more to count. */
  changed(by: number): void;
  /** Counts on, that part first. @returns whether all is counted that will be */
  advance(tokens: number, first: CountedPart): boolean;
}

/** One of the texts. */
export interface CountedPart {
  /** Tokens of its text. */
  readonly tokens: number;
  /** Counts at most so many of its tokens. @returns how many */
  learn(tokens: number): number;
  /** Nothing of it is counted any more. */
  startAnew(): void;
}

interface Debt {
  readonly ids: Int32Array;
  readonly from: number;
  to: number;
}

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

export function createWordCounts(): WordCounts {
  const parts = new Set<CountedPart>();
  let lexicon = createLexicon();
  let order = 0;
  let ngram = emptyKneserNey({ order: 5, vocabulary: 1 }, 0);
  let counted = 0;
  let debts: Debt[] = [];
  let done = false;

  const planned = () => countable([...parts].reduce((sum, { tokens }) => sum + tokens, 0));
  const startAnew = (): void => {
    const plan = planned();
    lexicon = createLexicon();
    order = plan.order;
    ngram = emptyKneserNey({ order, vocabulary: 1 }, plan.tokens);
    counted = 0;
    debts = [];
    done = false;
    for (const part of parts) part.startAnew();
  };
  const plan = (): void => {
    done = false;
    if (planned().order !== order) startAnew();
  };
  /** @returns how many of the tokens are left */
  const pay = (tokens: number): number => {
    let left = tokens;
    for (let debt = debts.at(-1); debt && left > 0; debt = debts.at(-1)) {
      // The last first: the words before it must be known by the ids that they were counted with.
      for (; debt.to > debt.from && left > 0; left--) {
        debt.to--;
        unlearnToken(ngram, debt.ids, debt.to);
        lexicon.drop(debt.ids[debt.to]);
        counted--;
      }
      if (debt.to === debt.from) debts.pop();
    }
    return left;
  };
  const owe = (ids: Int32Array, from: number, to: number): void => {
    done = false;
    if (to > from) debts.push({ ids, from, to });
    const owed = debts.reduce((sum, debt) => sum + debt.to - debt.from, 0);
    if (owed > counted / 2) startAnew();
  };

  return {
    get lexicon() {
      return lexicon;
    },
    get ngram() {
      return ngram;
    },
    get order() {
      return order;
    },
    get counted() {
      return counted;
    },
    join(part) {
      parts.add(part);
      plan();
    },
    leave(part, ids, reached) {
      parts.delete(part);
      owe(ids, 0, reached);
      plan();
    },
    count(ids, position, word) {
      ids[position] = lexicon.take(word);
      growKneserNey(ngram, lexicon.size);
      learnToken(ngram, ids, position);
      counted++;
    },
    owe,
    changed(by) {
      counted += by;
      done = false;
    },
    advance(tokens, first) {
      if (done) return true;
      let left = pay(tokens);
      const learn = (part: CountedPart): void => {
        left -= part.learn(Math.min(left, mostTokens.all - counted));
      };
      learn(first);
      for (const part of parts) {
        if (left <= 0) return false;
        learn(part);
      }
      done = left > 0;
      return done;
    },
  };
}
