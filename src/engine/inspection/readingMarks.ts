/**
 * States that a document was read with, kept at marks so many tokens apart: to begin at, and to notice
 * where, behind an edit, the reading is again as it was before. A trained LSTM forgets: a changed word
 * moves its state by 0.5 after 8 tokens, by less than 0.001 after some 120, and after 256 by no more
 * than rounding does (10,000 words of Tolstoy and others, H 128, measured). Where it does not forget,
 * nothing is met and everything is read again.
 */
import type { LstmState } from '../model/predictor';
import type { TokenChange } from '../text/tokenizedText';

export interface ReadingMarks {
  /**
   * The document is being read, and this is the state before the token; copied where a mark is due.
   * @returns the token up to which, from here on, everything is as it was before an edit; undefined
   * where it is not, or was not edited
   */
  meets(token: number, state: LstmState): number | undefined;
  /** The last mark up to a token, old or not. Its state is not to be changed. */
  last(token: number): Readonly<Mark> | undefined;
  follow(change: TokenChange): void;
}

export interface Mark {
  at: number;
  readonly state: LstmState;
  /** Read before an edit of the text in front of it. */
  isOld: boolean;
}

export interface MarkOptions {
  /** Tokens between two marks, at least. */
  readonly apart: number;
  /** Of more marks the farthest from the newest go. */
  readonly most?: number;
  /** Whether a reading that goes on from either state is the same for the purpose. */
  readonly isSame: (one: LstmState, other: LstmState) => boolean;
}

/** Where the text was edited: places without a mark between them, as of who types on. */
interface Edited {
  readonly first: number;
  readonly last: number;
}

/** After more, such as the replacing of a word everywhere, nothing behind the first is kept. */
const mostEdits = 32;

export function createReadingMarks({ apart, most = Infinity, isSame }: MarkOptions): ReadingMarks {
  /** Ascending. */
  let marks: Mark[] = [];
  /** Ascending, those behind which the old reading was not met yet. */
  let edits: Edited[] = [];

  function put(index: number, token: number, state: LstmState): void {
    marks.splice(index, 0, { at: token, state: state.slice(), isOld: false });
    if (marks.length <= most) return;
    const isFirstFarther = token - marks[0].at > marks[marks.length - 1].at - token;
    if (isFirstFarther) marks.shift();
    else marks.pop();
  }

  function meets(token: number, state: LstmState): number | undefined {
    const index = firstFrom(marks, token);
    const mark = marks.at(index);
    if (mark?.at !== token) {
      const isFar = (other: Mark | undefined): boolean =>
        !other || Math.abs(other.at - token) >= apart;
      if (isFar(marks[index - 1]) && isFar(mark)) put(index, token, state);
      return undefined;
    }
    const isMeeting = mark.isOld && isSame(mark.state, state);
    mark.state.set(state);
    mark.isOld = false;
    return isMeeting ? metAt(token) : undefined;
  }

  function metAt(token: number): number {
    edits = edits.filter(({ last }) => last > token);
    const next = edits.at(0);
    const end = next ? Math.max(token, next.first) : Infinity;
    for (const mark of marks) if (mark.at > token && mark.at <= end) mark.isOld = false;
    return end;
  }

  function follow(change: TokenChange): void {
    const { firstChanged, removed, inserted } = change;
    const by = inserted - removed;
    marks = marks.filter(({ at }) => at <= firstChanged || at >= firstChanged + removed);
    for (const mark of marks.slice(firstFrom(marks, firstChanged + 1))) {
      mark.at += by;
      mark.isOld = true;
    }
    edits = joined([...edits.map((one) => moved(one, change)), once(firstChanged)], marks);
    if (edits.length <= mostEdits) return;
    const [{ first }] = edits;
    marks = marks.filter(({ at }) => at <= first);
    edits = joined(edits, marks);
  }

  return { meets, last: (token) => marks[firstFrom(marks, token + 1) - 1], follow };
}

const once = (token: number): Edited => ({ first: token, last: token });

function moved({ first, last }: Edited, { firstChanged, removed, inserted }: TokenChange): Edited {
  const end = firstChanged + removed;
  const place = (at: number): number =>
    at >= end ? at + inserted - removed : Math.min(at, firstChanged);
  return { first: place(first), last: place(last) };
}

/** As one where no mark lies between. */
function joined(edits: readonly Edited[], marks: readonly Mark[]): Edited[] {
  const result: Edited[] = [];
  for (const edit of edits.toSorted((one, other) => one.first - other.first)) {
    const before = result.at(-1);
    const between = before && marks[firstFrom(marks, before.last + 1)];
    if (before && !(between && between.at <= edit.first)) {
      result[result.length - 1] = { first: before.first, last: Math.max(before.last, edit.last) };
    } else {
      result.push(edit);
    }
  }
  return result;
}

/** Index of the first mark at the token or behind it. */
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
  (one: LstmState, other: LstmState): boolean => {
    for (let j = 0; j < one.length; j++) {
      const difference = Math.abs(one[j] - other[j]);
      // Not `>`: NaN is not within.
      if (!(difference <= tolerance * Math.max(1, Math.abs(one[j])))) return false;
    }
    return true;
  };
