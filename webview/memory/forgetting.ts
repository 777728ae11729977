/** Where a word is forgotten, as sentences. A prediction counts as changed above `felt` bits. */
import type { Passage } from '../../src/shared/model/passage';
import type { Substitution } from '../../src/shared/questions/memory';
import { unknownMark } from '../../src/shared/unknownWords';
import { signed, whole } from '../parts/numbers';
import { spokenWord } from '../parts/words';

export const felt = 0.1;

/** The last place whose prediction changes; -1 where none does. */
export function lastFelt(size: Float32Array): number {
  return size.findLastIndex((by) => by > felt);
}

/** The place whose prediction changes most; -1 where there is none. */
export function strongest(size: Float32Array): number {
  let place = -1;
  size.forEach((by, n) => {
    if (place < 0 || by > (size[place] ?? 0)) place = n;
  });
  return place;
}

/** A change as a colour: as strong as its size, to the side that the mean is on. */
export const shownChange = (answer: Substitution, place: number): number =>
  Math.sign(answer.change[place] ?? 0) * (answer.size[place] ?? 0);

export function forgettingSentences(answer: Substitution): string[] {
  const { later, size, toTheEnd } = answer;
  const word = quoted(answer.context.tokens.at(-1));
  const count = later.tokens.length;
  if (count === 0) return [`${word} is the last word of the text: nothing comes after it.`];
  const last = lastFelt(size);
  const followed = toTheEnd
    ? 'up to the end of the text'
    : `within the ${whole(count)} words followed`;
  if (last < 0) {
    return [
      `No later prediction changes by more than ${felt} bit ${followed}: ${word} makes no difference to what comes after it.`,
    ];
  }
  return [endSentence(answer, last, followed), strongestSentence(answer)];
}

function endSentence(answer: Substitution, last: number, followed: string): string {
  const { later, toTheEnd } = answer;
  const count = later.tokens.length;
  const place = placeOf(answer, last);
  // So close to the end that more text might show more.
  if (!toTheEnd && last >= count - Math.max(5, Math.floor(count / 20))) {
    return `${quoted(answer.context.tokens.at(-1))} is still felt at ${place}, ${distance(last)}, where the reading stops. Follow more words to see where it ends.`;
  }
  if (last === count - 1) return `It is felt up to the last word of the text, ${place}.`;
  return `After ${place}, ${distance(last)}, no later prediction changes by more than ${felt} bit ${followed}.`;
}

function strongestSentence(answer: Substitution): string {
  const place = strongest(answer.size);
  const by = answer.change[place] ?? 0;
  const size = answer.size[place] ?? 0;
  if (Math.abs(by) < 0.8 * size) {
    return `The strongest change is at ${placeOf(answer, place)}: ${size.toFixed(2)} bits on average, up with some words and down with others.`;
  }
  const meaning = by > 0 ? 'would have been less expected' : 'would have been more expected';
  return `The strongest change is at ${placeOf(answer, place)}: ${signed(by)} bits, it ${meaning} without ${quoted(answer.context.tokens.at(-1))}.`;
}

export const quoted = (word: string | undefined): string => `“${spokenWord(word ?? '')}”`;

/** In the tip of a chart, where the mark is all that there is room for. */
export const quotedIn = ({ tokens, known }: Pick<Passage, 'tokens' | 'known'>, n: number): string =>
  `${quoted(tokens[n])}${known[n] === false ? ` ${unknownMark}` : ''}`;

const placeOf = ({ later }: Substitution, place: number): string =>
  `${quoted(later.tokens[place])} (word ${whole(later.from + place + 1)})`;

const distance = (place: number): string =>
  place === 0 ? 'the next word' : `${place + 1} words later`;
