/**
 * Interpolated modified Kneser-Ney language model (Chen & Goodman 1998), up to order 5, over V classes
 * of which the unknown class is one like any other. Counts follow edits exactly: learning and
 * unlearning tokens gives the same probabilities, to the bit, as building from the new text.
 *
 * p(w | h) = (c(h w) - D(c(h w))) / c(h) + gamma(h) p(w | h'), h' = h without its earliest word; below
 * the empty context is 1 / V, so no word has probability 0.
 */
import { estimateDiscounts } from './discounts';
import { findPair } from './pairTable';
import {
  contextColumn,
  createNgramCounts,
  findContexts,
  followerColumn,
  growVocabulary,
  learn,
  trimCounts,
  unlearn,
  type NgramCounts,
} from './ngramCounts';

export interface KneserNey {
  readonly counts: NgramCounts;
  /** [order * 4] D(0..3+) by length of the context, estimated again after the counts changed. */
  readonly discounts: Float64Array;
  stale: boolean;
  /** [order] what the contexts longer than this one leave to it. */
  readonly share: Float64Array;
}

export interface KneserNeyOptions {
  /** 1..5: the longest n-gram, in tokens. */
  readonly order: number;
  /** Number of classes V; ids are 0..V-1, negative ids are document boundaries. */
  readonly vocabulary: number;
}

/**
 * Learns `ids[from..to)`; the tokens before `from` serve as context only.
 * @throws RangeError when an id is not below `vocabulary` or the order is not 1..5
 */
export function buildKneserNey(
  ids: Int32Array,
  from: number,
  to: number,
  { order, vocabulary }: KneserNeyOptions,
): KneserNey {
  const model = emptyKneserNey({ order, vocabulary }, to - from);
  for (let position = from; position < to; position++) learn(model.counts, ids, position);
  trimCounts(model.counts);
  return model;
}

/**
 * A model that has learnt nothing yet: for callers that learn token by token, between other work.
 * @param tokens how many will be learnt, about: makes room for them
 * @throws RangeError when the order is not 1..5
 */
export function emptyKneserNey({ order, vocabulary }: KneserNeyOptions, tokens: number): KneserNey {
  if (!(order >= 1 && order <= 5)) throw new RangeError(`order ${order} is not 1 to 5`);
  return {
    counts: createNgramCounts(order, vocabulary, tokens),
    discounts: new Float64Array(order * 4),
    stale: true,
    share: new Float64Array(order),
  };
}

export function learnToken(model: KneserNey, ids: Int32Array, position: number): void {
  learn(model.counts, ids, position);
  model.stale = true;
}

/** @throws RangeError when the token was not learnt after these tokens */
export function unlearnToken(model: KneserNey, ids: Int32Array, position: number): void {
  unlearn(model.counts, ids, position);
  model.stale = true;
}

/** One edit of a token sequence: `removed` tokens at `at` were replaced by `inserted` ones. */
export interface TokenEdit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: number;
}

/**
 * Makes a model of the whole of `before` one of the whole of `after`. Besides the tokens themselves
 * this concerns the order - 1 tokens after them, whose contexts changed.
 */
export function followEdit(
  model: KneserNey,
  before: Int32Array,
  after: Int32Array,
  edit: TokenEdit,
): void {
  const learnt = takeBack(model, before, before.length, edit);
  learnAgain(model, after, learnt, edit);
}

/**
 * The first half of following an edit, for a text that is changed in place: unlearns what the edit
 * touches, before it is made.
 * @param learnt how many tokens of the text the model has learnt, from its beginning
 * @returns how many it will have learnt after the second half, `learnAgain`
 */
export function takeBack(
  model: KneserNey,
  before: Int32Array,
  learnt: number,
  { at, removed, inserted }: TokenEdit,
): number {
  const to = Math.min(learnt, at + removed + model.counts.order - 1);
  for (let position = at; position < to; position++) unlearnToken(model, before, position);
  if (learnt < at + removed) return Math.min(learnt, at);
  return learnt + inserted - removed;
}

/** The second half, after the edit is made. @param learnt what `takeBack` returned */
export function learnAgain(
  model: KneserNey,
  after: Int32Array,
  learnt: number,
  { at, inserted }: TokenEdit,
): void {
  const to = Math.min(learnt, at + inserted + model.counts.order - 1);
  for (let position = at; position < to; position++) learnToken(model, after, position);
}

/** Makes room for classes added to the vocabulary; they start as unseen. */
export function growKneserNey(model: KneserNey, vocabulary: number): void {
  growVocabulary(model.counts, vocabulary);
}

/**
 * Probability of every class at `position`, given the tokens before it.
 * @param out [V]; sums to 1
 */
export function distribution(
  model: KneserNey,
  ids: Int32Array,
  position: number,
  out: Float64Array,
): void {
  const { counts, discounts, share } = model;
  const longest = prepare(model, ids, position);
  fillUnigrams(model, out);
  const { slots, stride } = counts.followers;
  for (let length = 1; length <= longest; length++) {
    const context = counts.path[length] * counts.contexts.stride;
    const scale = share[length] / counts.contexts.slots[context + contextColumn.total];
    let slot = counts.contexts.slots[context + contextColumn.first];
    while (slot > 0) {
      const at = (slot - 1) * stride;
      const count = slots[at + followerColumn.count];
      out[slots[at + 1]] += scale * (count - discounts[length * 4 + (count < 3 ? count : 3)]);
      slot = slots[at + followerColumn.next];
    }
  }
}

/** Probability of `word` at `position`, given the tokens before it: one entry of `distribution`. */
export function probability(
  model: KneserNey,
  ids: Int32Array,
  position: number,
  word: number,
): number {
  const { counts, discounts, share } = model;
  const longest = prepare(model, ids, position);
  let sum = unigram(model, word);
  const { slots, stride } = counts.followers;
  for (let length = 1; length <= longest; length++) {
    const slot = findPair(counts.followers, counts.path[length], word);
    if (slot < 0) return sum; // what a context has not seen, no longer one has
    const context = counts.path[length] * counts.contexts.stride;
    const scale = share[length] / counts.contexts.slots[context + contextColumn.total];
    const count = slots[slot * stride + followerColumn.count];
    sum += scale * (count - discounts[length * 4 + Math.min(count, 3)]);
  }
  return sum;
}

/**
 * Runs `query` on the counts without the n-grams that end at `position`, a token that was learnt:
 * completion inside the training text must not recite the place that it completes.
 */
export function leavingOut<T>(
  model: KneserNey,
  ids: Int32Array,
  position: number,
  query: () => T,
): T {
  unlearnToken(model, ids, position);
  try {
    return query();
  } finally {
    learnToken(model, ids, position);
  }
}

/**
 * Visits the words that followed the contexts of `position` in the text, longest context first; a
 * word comes once for each context it followed. The empty context, which any word follows, is left
 * out. Ends when `visit` returns false.
 */
export function visitContinuations(
  model: KneserNey,
  ids: Int32Array,
  position: number,
  visit: (word: number, contextLength: number, count: number) => boolean,
): void {
  const { contexts, followers, path } = model.counts;
  for (let length = findContexts(model.counts, ids, position); length > 0; length--) {
    let slot = contexts.slots[path[length] * contexts.stride + contextColumn.first];
    while (slot > 0) {
      const at = (slot - 1) * followers.stride;
      if (!visit(followers.slots[at + 1], length, followers.slots[at + followerColumn.count]))
        return;
      slot = followers.slots[at + followerColumn.next];
    }
  }
}

/** Length in tokens of the longest context of `position` that the model has seen. */
export function contextLength(model: KneserNey, ids: Int32Array, position: number): number {
  return findContexts(model.counts, ids, position);
}

/** Finds the contexts and what each leaves to the next shorter one; returns the longest's length. */
function prepare(model: KneserNey, ids: Int32Array, position: number): number {
  const { counts, discounts, share } = model;
  if (model.stale) {
    for (let row = 0; row < counts.order; row++) {
      estimateDiscounts(counts.countsOfCounts, row, discounts);
    }
    model.stale = false;
  }
  const longest = findContexts(counts, ids, position);
  share[longest] = 1;
  for (let length = longest; length > 0; length--) {
    share[length - 1] = share[length] * leftOver(model, length, counts.path[length]);
  }
  return longest;
}

/** gamma(h): the mass that the discounts took from the followers of a context. */
function leftOver({ counts, discounts }: KneserNey, length: number, context: number): number {
  const { slots, stride } = counts.contexts;
  const at = context * stride;
  const total = slots[at + contextColumn.total];
  if (total === 0) return 1;
  return (
    (discounts[length * 4 + 1] * slots[at + contextColumn.ones] +
      discounts[length * 4 + 2] * slots[at + contextColumn.twos] +
      discounts[length * 4 + 3] * slots[at + contextColumn.more]) /
    total
  );
}

function fillUnigrams(model: KneserNey, out: Float64Array): void {
  const { unigrams, vocabulary, contexts } = model.counts;
  const { discounts, share } = model;
  const uniform = (share[0] * leftOver(model, 0, 0)) / vocabulary;
  const scale = share[0] / Math.max(1, contexts.slots[contextColumn.total]);
  for (let word = 0; word < vocabulary; word++) {
    const count = unigrams[word];
    out[word] = uniform + scale * (count - discounts[count < 3 ? count : 3]);
  }
}

function unigram(model: KneserNey, word: number): number {
  const { unigrams, vocabulary, contexts } = model.counts;
  const { discounts, share } = model;
  const uniform = (share[0] * leftOver(model, 0, 0)) / vocabulary;
  const scale = share[0] / Math.max(1, contexts.slots[contextColumn.total]);
  const count = unigrams[word];
  return uniform + scale * (count - discounts[Math.min(count, 3)]);
}
