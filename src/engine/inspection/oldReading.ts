/**
 * The states that a document was read with, one in every 16 tokens or so where somebody looked: to
 * notice where, behind an edit, the reading is again as it was before. A trained LSTM forgets: a
 * changed word moves its state by 0.5 after 8 tokens, by less than 0.001 after some 120, and after
 * 256 by no more than rounding does (10,000 words of Tolstoy and others, H 128, measured). From the
 * meeting on, what was computed before the edit is a good guess.
 */
import type { LstmState } from '../model/predictor';
import type { TokenChange } from '../text/tokenizedText';

export interface OldReading {
  /**
   * The document is being read, and this is the state before the token; copied.
   * @returns the token before which, from here on, everything is as it was before an edit;
   * undefined where it is not, or was not edited
   */
  meets(token: number, state: LstmState): number | undefined;
  follow(change: TokenChange): void;
}

interface Mark {
  at: number;
  readonly state: LstmState;
  /** Read before an edit of the text in front of it. */
  isOld: boolean;
}

/** Tokens between two marks, at least. */
const apart = 16;
/** Of any unit; a surprise then differs by some thousandths of a bit. */
const tolerance = 1e-3;
/** About three screens and their margins; of them the farthest go first. */
const mostMarks = 256;
/** After more, such as the replacing of a word everywhere, nothing is kept. */
const mostEdits = 32;

export function createOldReading(): OldReading {
  /** Ascending. */
  let marks: Mark[] = [];
  /** Where the text was edited without a meeting behind it yet. */
  let edits: number[] = [];

  function put(index: number, token: number, state: LstmState): void {
    marks.splice(index, 0, { at: token, state: state.slice(), isOld: false });
    if (marks.length <= mostMarks) return;
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
    const isMeeting = mark.isOld && isNear(mark.state, state);
    mark.state.set(state);
    mark.isOld = false;
    return isMeeting ? metAt(token) : undefined;
  }

  function metAt(token: number): number {
    edits = edits.filter((at) => at > token);
    const end = Math.min(...edits, Infinity);
    for (const mark of marks) if (mark.at > token && mark.at <= end) mark.isOld = false;
    return end;
  }

  return {
    meets,
    follow({ firstChanged, removed, inserted }) {
      const end = firstChanged + removed;
      const by = inserted - removed;
      const moved = (at: number): number => (at >= end ? at + by : Math.min(at, firstChanged));
      marks = marks.filter(({ at }) => at <= firstChanged || at >= end);
      for (const mark of marks) {
        if (mark.at <= firstChanged) continue;
        mark.at += by;
        mark.isOld = true;
      }
      edits = [...new Set([...edits.map(moved), firstChanged])];
      if (edits.length > mostEdits) [marks, edits] = [[], []];
    },
  };
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

function isNear(one: LstmState, other: LstmState): boolean {
  for (let j = 0; j < one.length; j++) {
    if (!(Math.abs(one[j] - other[j]) <= tolerance)) return false;
  }
  return true;
}
