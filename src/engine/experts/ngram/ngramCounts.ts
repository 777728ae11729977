/**
 * The counts that Kneser-Ney smoothing needs, kept exact under learning and unlearning of single
 * tokens. Not a language model yet: `kneserNey.ts` turns them into probabilities.
 *
 * A context is a node of a trie over the words before a position, nearest first, so a node's parent
 * is the context it backs off to. The longest contexts (order - 1 words) count occurrences of the
 * word that follows; every shorter one counts in how many distinct longer contexts the word follows
 * (its continuation count). Hence the one rule of updating: when a count goes from 0 to 1, or from 1
 * to 0, the same word's count one context shorter changes too; otherwise nothing below changes.
 * Invariant: a context is in the table as long as some word follows it.
 */
import {
  addPair,
  createPairTable,
  findPair,
  pairColumns,
  removePair,
  trimPairs,
  type PairTable,
} from './pairTable';

/** In a token sequence: a document starts here. Contexts do not reach across it. */
export const boundary = -1;

/** What the empty context is called in the table of contexts: no word, and not the boundary either. */
const nothing = -2;

export interface NgramCounts {
  readonly order: number;
  /** Number of classes V, the unknown class included. */
  vocabulary: number;
  /** Pairs (parent context, word before it); slot 0 is the empty context. Columns: see below. */
  readonly contexts: PairTable;
  /** Pairs (context, following word). Columns: see below. */
  readonly followers: PairTable;
  /** [V or more] counts of the empty context, dense. */
  unigrams: Int32Array;
  /** [order * 5], row = length of the context: n-grams with exactly r = 1..4 counts. */
  readonly countsOfCounts: Int32Array;
  /** [order] contexts of the position at hand, shortest first. */
  readonly path: Int32Array;
}

/** Columns of a context: sum of its followers' counts, followers counted 1, 2, 3 or more times, list. */
export const contextColumn = {
  total: pairColumns,
  ones: pairColumns + 1,
  twos: pairColumns + 2,
  more: pairColumns + 3,
  first: pairColumns + 4,
} as const;

/** Columns of a follower: its count, and its neighbours in the list of its context (slot + 1, or 0). */
export const followerColumn = {
  count: pairColumns,
  next: pairColumns + 1,
  previous: pairColumns + 2,
} as const;

/** @param tokens how many tokens will be learnt, about: makes room for them */
export function createNgramCounts(order: number, vocabulary: number, tokens: number): NgramCounts {
  const contexts = createPairTable(5, Math.ceil(tokens * 0.5 * (order - 1)));
  addPair(contexts, 0, nothing);
  return {
    order,
    vocabulary,
    contexts,
    followers: createPairTable(3, Math.ceil(tokens * 0.72 * (order - 1))),
    unigrams: new Int32Array(vocabulary),
    countsOfCounts: new Int32Array(order * 5),
    path: new Int32Array(order),
  };
}

/** Makes room for classes that were added to the vocabulary; existing ids keep their meaning. */
export function growVocabulary(counts: NgramCounts, vocabulary: number): void {
  if (vocabulary <= counts.vocabulary) return;
  if (vocabulary > counts.unigrams.length) {
    // Words come one by one: room for half as many again.
    const unigrams = new Int32Array(vocabulary + (vocabulary >> 1));
    unigrams.set(counts.unigrams);
    counts.unigrams = unigrams;
  }
  counts.vocabulary = vocabulary;
}

/**
 * Walks to the contexts of `position`, as long as they are known; fills `counts.path`.
 * @returns length of the longest known context, 0..order - 1
 */
export function findContexts(counts: NgramCounts, ids: Int32Array, position: number): number {
  const { contexts, path, order } = counts;
  path[0] = 0;
  let inside = true;
  for (let length = 1; length < order; length++) {
    const at = position - length;
    inside = inside && at >= 0 && ids[at] >= 0;
    const context = findPair(contexts, path[length - 1], inside ? ids[at] : boundary);
    if (context < 0) return length - 1;
    path[length] = context;
  }
  return order - 1;
}

/** Counts the token at `position` after the tokens before it. A boundary is not counted. */
export function learn(counts: NgramCounts, ids: Int32Array, position: number): void {
  const word = ids[position];
  if (word < 0) return;
  if (word >= counts.vocabulary) throw new RangeError(`word ${word} of ${counts.vocabulary}`);
  const { contexts, path, order } = counts;
  for (let length = findContexts(counts, ids, position) + 1; length < order; length++) {
    path[length] = addPair(contexts, path[length - 1], wordBefore(ids, position, length));
  }
  for (let length = order - 1; length > 0; length--) {
    if (increment(counts, length, path[length], word) > 1) return;
  }
  const count = ++counts.unigrams[word];
  recount(counts, 0, 0, count - 1, count);
}

/** Takes back what `learn` counted for the same token after the same tokens. */
export function unlearn(counts: NgramCounts, ids: Int32Array, position: number): void {
  const word = ids[position];
  if (word < 0) return;
  const known = findContexts(counts, ids, position);
  if (known < counts.order - 1) throw new RangeError(`the token at ${position} was not learnt`);
  for (let length = counts.order - 1; length > 0; length--) {
    if (decrement(counts, length, counts.path[length], word) > 0) return;
  }
  if (counts.unigrams[word] === 0) throw new RangeError(`the token at ${position} was not learnt`);
  const count = --counts.unigrams[word];
  recount(counts, 0, 0, count + 1, count);
}

function wordBefore(ids: Int32Array, position: number, distance: number): number {
  for (let d = 1; d <= distance; d++) {
    if (position - d < 0 || ids[position - d] < 0) return boundary;
  }
  return ids[position - distance];
}

function increment(counts: NgramCounts, length: number, context: number, word: number): number {
  const { followers } = counts;
  let slot = findPair(followers, context, word);
  if (slot < 0) {
    slot = addPair(followers, context, word);
    link(counts, context, slot);
  }
  const count = ++followers.slots[slot * followers.stride + followerColumn.count];
  recount(counts, length, context, count - 1, count);
  return count;
}

function decrement(counts: NgramCounts, length: number, context: number, word: number): number {
  const { followers, contexts } = counts;
  const slot = findPair(followers, context, word);
  if (slot < 0) throw new RangeError(`word ${word} was not learnt in this context`);
  const count = --followers.slots[slot * followers.stride + followerColumn.count];
  recount(counts, length, context, count + 1, count);
  if (count > 0) return count;
  unlink(counts, context, slot);
  removePair(followers, slot);
  const total = contexts.slots[context * contexts.stride + contextColumn.total];
  if (total === 0) removePair(contexts, context);
  return 0;
}

/** Books that one follower's count in a context changed by one. */
function recount(c: NgramCounts, length: number, context: number, from: number, to: number): void {
  const { slots, stride } = c.contexts;
  const at = context * stride + contextColumn.total;
  slots[at] += to - from;
  if (from > 0) slots[at + Math.min(from, 3)]--;
  if (to > 0) slots[at + Math.min(to, 3)]++;
  if (from > 0 && from < 5) c.countsOfCounts[length * 5 + from]--;
  if (to > 0 && to < 5) c.countsOfCounts[length * 5 + to]++;
}

function link(counts: NgramCounts, context: number, slot: number): void {
  const { slots, stride } = counts.followers;
  const first = context * counts.contexts.stride + contextColumn.first;
  const next = counts.contexts.slots[first];
  slots[slot * stride + followerColumn.next] = next;
  if (next > 0) slots[(next - 1) * stride + followerColumn.previous] = slot + 1;
  counts.contexts.slots[first] = slot + 1;
}

function unlink(counts: NgramCounts, context: number, slot: number): void {
  const { slots, stride } = counts.followers;
  const next = slots[slot * stride + followerColumn.next];
  const previous = slots[slot * stride + followerColumn.previous];
  if (next > 0) slots[(next - 1) * stride + followerColumn.previous] = previous;
  if (previous > 0) slots[(previous - 1) * stride + followerColumn.next] = next;
  else counts.contexts.slots[context * counts.contexts.stride + contextColumn.first] = next;
}

export function trimCounts(counts: NgramCounts): void {
  trimPairs(counts.contexts);
  trimPairs(counts.followers);
}
