/**
 * `play` of `displays.ts` again and again under one rule after another: the text being typed, laid
 * out in arrays, so that thousands of words and hundreds of rules take a fraction of a second.
 */
import { chanceOf, mostLetters, type Calibration } from './calibration';
import { savedBy, staysOn, type TypedToken } from './typingSimulation';
import { savedColumn } from './thresholds';

export interface Recording {
  readonly words: number;
  /** [tokens + 1] where the moments of a token begin. */
  readonly starts: Int32Array;
  /** [tokens] 1: a word of letters. */
  readonly isWord: Uint8Array;
  /** [moments] each: the chance of being right, letters saved and their column, 1 = right. */
  readonly chances: Float64Array;
  readonly saved: Float64Array;
  readonly columns: Uint8Array;
  readonly right: Uint8Array;
  /** [moments] the next moment at which a wrong word shown here is gone from the screen. */
  readonly gone: Int32Array;
}

export interface Replayed {
  readonly displays: number;
  readonly right: number;
  /** What would be right if every chance were exact. */
  readonly expected: number;
  /** Words at which something was shown, and nothing right. */
  readonly misled: number;
  /** Letters. */
  readonly saved: number;
}

export function record(tokens: readonly TypedToken[], curves: readonly Calibration[]): Recording {
  const moments = tokens.reduce((sum, token) => sum + token.moments.length, 0);
  const recording = {
    words: tokens.filter(({ isWord }) => isWord).length,
    starts: new Int32Array(tokens.length + 1),
    isWord: Uint8Array.from(tokens, ({ isWord }) => (isWord ? 1 : 0)),
    chances: new Float64Array(moments),
    saved: new Float64Array(moments),
    columns: new Uint8Array(moments),
    right: new Uint8Array(moments),
    gone: new Int32Array(moments),
  };
  let at = 0;
  tokens.forEach(({ token, moments: own }, index) => {
    recording.starts[index] = at;
    own.forEach((moment, n) => {
      const { letters, word, probability, right } = moment;
      recording.chances[at + n] = chanceOf(curves[Math.min(letters, mostLetters)], probability);
      recording.saved[at + n] = savedBy(moment);
      recording.columns[at + n] = savedColumn(savedBy(moment));
      recording.right[at + n] = right ? 1 : 0;
      const after = own.findIndex((later, m) => m > n && !staysOn(word, token, later.letters));
      recording.gone[at + n] = at + (after < 0 ? own.length : after);
    });
    at += own.length;
  });
  recording.starts[tokens.length] = at;
  return recording;
}

/** @param least [savedColumns] the least chance that is shown; 1 = never */
export function replay(recording: Recording, least: Float64Array): Replayed {
  const { starts, isWord, chances, columns, right, gone, saved } = recording;
  const sum = { displays: 0, right: 0, expected: 0, misled: 0, saved: 0 };
  for (let token = 0; token < isWord.length; token++) {
    let shown = 0;
    let taken = false;
    for (let at = starts[token]; at < starts[token + 1] && !taken;) {
      const bound = least[columns[at]];
      const isShown = bound < 1 && chances[at] >= bound;
      if (isShown) {
        shown++;
        sum.expected += chances[at];
        taken = right[at] === 1;
        if (taken) sum.saved += saved[at];
      }
      at = isShown ? gone[at] : at + 1;
    }
    sum.displays += shown;
    if (taken) sum.right++;
    else if (shown > 0 && isWord[token] === 1) sum.misled++;
  }
  return sum;
}
