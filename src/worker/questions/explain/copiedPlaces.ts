/**
 * The places that speak for a word at a place of a document: those where the cache met it in a state
 * like the present one, and those where the n-gram counted it after the same words, in the document
 * or in another chapter of its manuscript.
 */
import { cacheSize } from '../../../engine/experts/ensemble';
import { placesOf } from '../../../engine/experts/neuralCache';
import { findRepeats, findRepeatsIn, type Repeat } from '../../../engine/inspection/repeats';
import type { TokenizedText } from '../../../engine/text/tokens/tokenizedText';
import type { CopiedPlace } from '../../../shared/questions/explain';
import type { Chapter } from '../../words/manuscripts';
import type { Look } from '../../documents/look';
import { createCacheStates } from '../../experts/cacheStates';

const placesTold = 6;
/** A place with less of the cache's vote says nothing. */
const leastShare = 0.01;
/** Words that an n-gram of order 5 looks back. */
const longestMatch = 4;
const passageWords = 6;
const tokensAtOnce = 4;

type Strength = Pick<CopiedPlace, 'token' | 'matched' | 'cacheShare'>;

interface ChapterRepeat extends Repeat {
  readonly chapter: Chapter;
}

/** Where tokens are characters there are none: completion has neither cache nor n-gram then. */
export async function copiedPlaces(
  look: Look,
  token: number,
  word: string,
): Promise<readonly CopiedPlace[]> {
  const { text } = look.view;
  if (text.kind === 'characters') return [];
  const shares = await cacheShares(look, token, word);
  const repeats = await repeatsOf(look, token, word);
  const here = strongest(repeats, shares);
  const elsewhere = await repeatsElsewhere(look, token, word);
  return withOthers(
    here.map((strength) => placeIn(text, strength)),
    elsewhere.flatMap(({ chapter: { key, text: other }, position, matched }) => {
      // It may have been edited meanwhile.
      if (position >= other.count || other.token(position) !== word) return [];
      return { chapter: key, ...placeIn(other, { token: position, matched, cacheShare: 0 }) };
    }),
  );
}

const placeIn = (text: TokenizedText, strength: Strength): CopiedPlace => ({
  ...strength,
  span: { start: text.start(strength.token), end: text.end(strength.token) },
  passage: passageAt(text, strength.token),
});

/** Longer matches first; the cache's own places, which have none, keep their part of the list. */
function withOthers(
  here: readonly CopiedPlace[],
  others: readonly CopiedPlace[],
): readonly CopiedPlace[] {
  const cached = here.filter(({ matched }) => matched === 0).slice(0, placesTold / 2);
  const counted = [...here.filter(({ matched }) => matched > 0), ...others];
  counted.sort((one, other) => other.matched - one.matched);
  return [...counted.slice(0, placesTold - cached.length), ...cached];
}

/** First what both or the n-gram name, then the cache's own; each has a part of the list. */
function strongest(
  repeats: readonly Repeat[],
  shares: ReadonlyMap<number, number>,
): readonly Strength[] {
  const counted = repeats.map(({ position, matched }) => ({
    ...{ token: position, matched },
    cacheShare: shares.get(position) ?? 0,
  }));
  const known = new Set(counted.map(({ token }) => token));
  const cached = [...shares]
    .filter(([position, share]) => share >= leastShare && !known.has(position))
    .map(([token, cacheShare]) => ({ token, matched: 0, cacheShare }));
  const ofCache = Math.max(placesTold / 2, placesTold - counted.length);
  const others = cached.slice(0, ofCache);
  return [...counted.slice(0, placesTold - others.length), ...others];
}

/** Each place's share of the cache's vote, the greatest first. */
async function cacheShares(look: Look, token: number, word: string): Promise<Map<number, number>> {
  const { view } = look;
  const from = Math.max(0, token - cacheSize);
  const { state } = await look.stateBefore(from);
  const theWord = 1;
  const another = 2;
  const text = {
    modelId: (at: number) => view.ids.id(at),
    word: (at: number) => (view.text.token(at) === word ? theWord : another),
  };
  const recent = createCacheStates(view.predictor, text, from, state);
  await look.until(() => recent.readTo(token, tokensAtOnce, () => undefined));
  const query = { hidden: recent.hidden(), before: token };
  const { theta } = view.model.completion();
  const places = placesOf(recent.cache, query, theta, theWord, cacheSize);
  return new Map(places.map(({ position, weight }) => [position, weight]));
}

const requestOf = ({ view: { text } }: Look, at: number, word: string) => ({
  ...{ text, at, word },
  ...{ longest: longestMatch, limit: placesTold },
});

const repeatsOf = (look: Look, at: number, word: string): Promise<Repeat[]> =>
  found(look, findRepeats(requestOf(look, at, word)));

/** In the other chapters, the longest matches first. */
async function repeatsElsewhere(look: Look, at: number, word: string): Promise<ChapterRepeat[]> {
  const repeats: ChapterRepeat[] = [];
  for (const chapter of await look.view.otherChapters()) {
    const inside = await found(look, findRepeatsIn(chapter.text, requestOf(look, at, word)));
    repeats.push(...inside.map((repeat) => ({ ...repeat, chapter })));
  }
  repeats.sort((one, other) => other.matched - one.matched);
  return repeats.slice(0, placesTold);
}

async function found(
  { until }: Pick<Look, 'until'>,
  search: Generator<void, Repeat[], void>,
): Promise<Repeat[]> {
  let repeats: Repeat[] = [];
  await until(() => {
    const step = search.next();
    if (step.done === true) repeats = step.value;
    return step.done === true;
  });
  return repeats;
}

function passageAt(text: TokenizedText, position: number): string[] {
  const from = Math.max(0, position - passageWords);
  return Array.from({ length: position - from + 1 }, (_, n) => text.token(from + n));
}
