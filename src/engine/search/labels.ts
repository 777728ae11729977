/**
 * Labelled tokens of a stretch of text, as runs, and the stretch cut in two so that half of the runs
 * lie on either side: one half to choose by, the other to be measured on. Between two runs there is
 * always an unlabelled token, so each half of two runs or more has tokens of both kinds.
 */

/** `end` is the first token after it. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

export interface LabelledHalf {
  /** First token, of the stretch. */
  readonly from: number;
  readonly length: number;
  /** Counted from `from`. */
  readonly runs: readonly Run[];
  readonly labelled: number;
}

/** @param labels not 0 where a token is labelled */
export function runsOf(labels: ArrayLike<number>): Run[] {
  const runs: Run[] = [];
  for (let token = 0; token < labels.length; token++) {
    if (!labels[token]) continue;
    const start = token;
    while (token < labels.length && labels[token]) token++;
    runs.push({ start, end: token });
  }
  return runs;
}

export const countTokens = (runs: readonly Run[]): number =>
  runs.reduce((sum, { start, end }) => sum + end - start, 0);

/** @param runs at least two */
export function halvesOf(runs: readonly Run[], tokens: number): [LabelledHalf, LabelledHalf] {
  const middle = runs.length >> 1;
  const cut = Math.ceil((runs[middle - 1].end + runs[middle].start) / 2);
  return [half(runs.slice(0, middle), 0, cut), half(runs.slice(middle), cut, tokens)];
}

function half(runs: readonly Run[], from: number, to: number): LabelledHalf {
  const moved = runs.map(({ start, end }) => ({ start: start - from, end: end - from }));
  return { from, length: to - from, runs: moved, labelled: countTokens(runs) };
}
