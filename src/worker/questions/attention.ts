/** Answers which earlier places the cache looks at, and what they vote for. */
import { cacheSize } from '../../engine/experts/ensemble';
import { placesLookedAt, type CachedPlace } from '../../engine/experts/neuralCache';
import { spreadOf } from '../../engine/tasks/pairs/spread';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type {
  AttentionQuestions,
  CacheLooks,
  LookedAt,
} from '../../shared/questions/attention/cacheLooks';
import type { RequestOf } from '../../shared/questions/question';
import type { Look } from '../documents/look';
import { createCacheStates } from '../experts/cacheStates';
import type { DocumentView } from '../view/documentView';
import type { Answers } from './serveQuestions';

const recentWords = 64;
const placesTold = 12;
const votesTold = 5;
const passageWords = 6;
const tokensAtOnce = 4;

export const attentionAnswers: Answers<AttentionQuestions> = { cacheLooks };

async function cacheLooks(
  look: Look,
  { token }: RequestOf<AttentionQuestions['cacheLooks']>,
): Promise<Result<CacheLooks, Failure>> {
  const { view } = look;
  const { text } = view;
  if (token > view.ids.length) return failed({ kind: 'noToken' });
  const isThere = text.kind !== 'characters';
  const { places, approximate } = isThere
    ? await placesAt(look, token)
    : { places: [], approximate: false };
  const [, , trust] = view.model.completion().weights;
  const strongest = [...places].sort((one, other) => other.weight - one.weight);
  const told = strongest.slice(0, placesTold);
  const recent = recentOf(view, token, places);
  const shown = new Set(told.map(({ position }) => position));
  const others = places.filter(({ position }) => position < recent.from && !shown.has(position));
  return success({
    ...{ ...view.versions, token, isThere, trust: isThere ? trust : 0, approximate },
    ...(token < view.ids.length && { came: text.token(token) }),
    ...{ states: places.length, recent, strongest: told.map((place) => lookedAt(view, place)) },
    rest: others.reduce((sum, { weight }) => sum + weight, 0),
    spread: spreadOf(places.map(({ weight }) => weight)),
    votes: votesOf(view, places),
  });
}

/** In the order of the text. */
async function placesAt(look: Look, token: number) {
  const { view } = look;
  const from = Math.max(0, token - cacheSize);
  const { state, approximate } = await look.stateBefore(from);
  const words = {
    modelId: (at: number) => view.ids.id(at),
    // Here every word is remembered; which it is, its place says.
    word: () => 1,
  };
  const recent = createCacheStates(view.predictor, words, from, state);
  await look.until(() => recent.readTo(token, tokensAtOnce, () => undefined));
  const query = { hidden: recent.hidden(), before: token };
  const places = placesLookedAt(recent.cache, query, view.model.completion().theta);
  places.sort((one, other) => one.position - other.position);
  return { places, approximate };
}

function recentOf(
  { text, ids, model }: DocumentView,
  token: number,
  places: readonly CachedPlace[],
): CacheLooks['recent'] {
  const from = Math.max(0, token - recentWords);
  const all = Array.from({ length: token - from }, (_, n) => from + n);
  const weights = new Float32Array(all.length);
  for (const { position, weight } of places) {
    if (position >= from) weights[position - from] = weight;
  }
  return {
    ...{ from, weights },
    tokens: all.map((at) => text.token(at)),
    spans: all.map((at) => ({ start: text.start(at), end: text.end(at) })),
    known: all.map((at) => ids.id(at) !== model.vocabulary.unknown),
  };
}

function lookedAt({ text }: DocumentView, { position, weight }: CachedPlace): LookedAt {
  const first = Math.max(0, position - passageWords);
  return {
    ...{ token: position, word: text.token(position), weight },
    span: { start: text.start(position), end: text.end(position) },
    passage: Array.from({ length: position - first + 1 }, (_, n) => text.token(first + n)),
  };
}

function votesOf({ text }: DocumentView, places: readonly CachedPlace[]): CacheLooks['votes'] {
  const votes = new Map<string, number>();
  for (const { position, weight } of places) {
    const word = text.token(position);
    votes.set(word, (votes.get(word) ?? 0) + weight);
  }
  return [...votes]
    .map(([word, probability]) => ({ word, probability }))
    .sort((one, other) => other.probability - one.probability)
    .slice(0, votesTold);
}
