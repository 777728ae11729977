/**
 * States that a document was read with, kept at marks so many tokens apart: to begin at, and to notice
 * where, after an edit, the reading is again as it was before. A trained LSTM forgets: a changed word
 * moves its state by 0.5 after 8 tokens, by less than 0.001 after some 120, and after 256 by no more
 * than rounding does (10,000 words of Tolstoy and others, H 128, measured). Where it does not forget,
 * nothing is met and everything is read again.
 *
 * What was read without a gap belongs together; between what was not, there is a break: at an edit, and
 * where a reading ended before it met the old one.
 */
import type { RecurrentState } from '../network/state';
import type { TokenChange } from '../text/tokens/tokenizedText';

export interface ReadingMarks {
  /**
   * The document is being read, and this is the state before the token; copied where a mark is due.
   * @returns the token up to which, from here on, everything is as it was before an edit; undefined
   * where it is not, or was not edited
   */
  meets(token: number, state: RecurrentState): number | undefined;
  /** The last mark that a reading can continue from to the token. Its state is not to be changed. */
  last(token: number): Readonly<Mark> | undefined;
  follow(change: TokenChange): void;
}

export interface Mark {
  at: number;
  readonly state: RecurrentState;
  /** Read before an edit of the text in front of it. */
  isOld: boolean;
}

export interface MarkOptions {
  /** Tokens between two marks, at least. */
  readonly apart: () => number;
  /** Of more marks the farthest from the newest go. */
  readonly most?: number;
  /** Whether a reading that continues from either state is the same for the purpose. */
  readonly isSame: (one: RecurrentState, other: RecurrentState) => boolean;
}

/**
 * Marks up to `first` and marks after `last` were read one without the other: the text was edited
 * there, or a reading ended there before it met the old one. Between them there is no mark.
 */
interface Break {
  readonly first: number;
  readonly last: number;
}

/** After more, such as the replacing of a word everywhere, nothing after the first is kept. */
const mostBreaks = 32;

export function createReadingMarks({ apart, most = Infinity, isSame }: MarkOptions): ReadingMarks {
  /** Ascending. */
  let marks: Mark[] = [];
  /** Ascending. */
  let breaks: Break[] = [];
  /** The reading at hand began before token `start` and comes to token `next`. */
  let start = 0;
  let next = 0;

  function put(index: number, token: number, state: RecurrentState): void {
    marks.splice(index, 0, { at: token, state: state.slice(), isOld: false });
    if (marks.length <= most) return;
    const isFirstFarther = token - marks[0].at > marks[marks.length - 1].at - token;
    if (isFirstFarther) marks.shift();
    else marks.pop();
  }

  function meets(token: number, state: RecurrentState): number | undefined {
    if (token !== next) start = token;
    next = token + 1;
    const index = firstFrom(marks, token);
    const mark = marks.at(index);
    if (mark?.at !== token) {
      const isFar = (other: Mark | undefined): boolean =>
        !other || Math.abs(other.at - token) >= apart();
      if (isFar(marks[index - 1]) && isFar(mark)) {
        put(index, token, state);
        pass(token);
      }
      return undefined;
    }
    const { isOld } = mark;
    const isMet = isSame(mark.state, state);
    mark.state.set(state);
    mark.isOld = false;
    if (!isMet) {
      pass(token);
      return undefined;
    }
    const end = metAt(token);
    return isOld ? end : undefined;
  }

  /** The breaks that were read over are now after this token; one that the reading began in is two. */
  function pass(token: number): void {
    const before = breaks.filter(({ first }) => first < token);
    if (before.length === 0) return;
    const last = Math.max(token, ...before.map((one) => one.last));
    const open = before
      .filter(({ first }) => first < start)
      .map((one) => ({ first: one.first, last: Math.min(one.last, token - 1) }));
    const behind = breaks.filter(({ first }) => first >= token);
    breaks = joined([...open, { first: token, last }, ...behind], marks);
  }

  function metAt(token: number): number {
    breaks = breaks
      .filter(({ first, last }) => first < start || last >= token)
      .map(({ first, last }) => ({ first: first < start ? first : Math.max(first, token), last }));
    const following = breaks.find(({ last }) => last >= token);
    const end = following ? Math.max(token, following.first) : Infinity;
    for (const mark of marks) if (mark.at > token && mark.at <= end) mark.isOld = false;
    return end;
  }

  function follow(change: TokenChange): void {
    const { firstChanged, removed, inserted } = change;
    const by = inserted - removed;
    const isKept = ({ at }: Mark): boolean =>
      at <= firstChanged || (at >= firstChanged + removed && at + by > firstChanged);
    marks = marks.filter(isKept);
    for (const mark of marks.slice(firstFrom(marks, firstChanged + 1))) {
      mark.at += by;
      mark.isOld = true;
    }
    const here = { first: firstChanged, last: firstChanged };
    breaks = joined([...breaks.map((one) => moved(one, change)), here], marks);
    // What was read after the edit is no part of a reading any more.
    if (firstChanged < next - 1) next = -1;
    if (breaks.length <= mostBreaks) return;
    const [{ first }] = breaks;
    marks = marks.filter(({ at }) => at <= first);
    breaks = joined(breaks, marks);
  }

  /** The last mark that a reading can continue from to the token, over whatever was edited. */
  function last(token: number): Mark | undefined {
    const edited = breaks.findLast(({ first }) => first < token);
    return marks[firstFrom(marks, Math.min(token, edited?.first ?? token) + 1) - 1];
  }

  return { meets, last, follow };
}

function moved({ first, last }: Break, { firstChanged, removed, inserted }: TokenChange): Break {
  const end = firstChanged + removed;
  const place = (at: number): number =>
    at >= end ? at + inserted - removed : Math.min(at, firstChanged);
  return { first: place(first), last: place(last) };
}

/** As one where no mark lies between. */
function joined(breaks: readonly Break[], marks: readonly Mark[]): Break[] {
  const result: Break[] = [];
  for (const one of breaks.toSorted((some, other) => some.first - other.first)) {
    const before = result.at(-1);
    const between = before && marks.at(firstFrom(marks, before.last + 1));
    if (!before || (between && between.at <= one.first)) result.push(one);
    else result[result.length - 1] = { ...before, last: Math.max(before.last, one.last) };
  }
  return result;
}

/** Index of the first mark at the token or after it. */
function firstFrom(marks: readonly Mark[], token: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (marks[middle].at < token) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether no unit differs by more than this; relative where the unit is large. */
export const within =
  (tolerance: number) =>
  (one: RecurrentState, other: RecurrentState): boolean => {
    for (let j = 0; j < one.length; j++) {
      const difference = Math.abs(one[j] - other[j]);
      // Not `>`: NaN is not within.
      if (!(difference <= tolerance * Math.max(1, Math.abs(one[j])))) return false;
    }
    return true;
  };
