/** Where the sentences of a text of tokens are: each ends at its sign or with its line. */

export interface TokenRange {
  readonly from: number;
  /** The token after its last one. */
  readonly to: number;
}

const sign = /^[.!?…。！？]+$/u;
const word = /[\p{L}\p{N}]/u;

/** @param token of a text. @returns those with a word in them, between two tokens */
export function sentencesIn(
  token: (index: number) => string,
  { from, to }: TokenRange,
): TokenRange[] {
  const found: TokenRange[] = [];
  let first = from;
  let words = 0;
  const end = (at: number): void => {
    if (words > 0) found.push({ from: first, to: at });
    [first, words] = [at, 0];
  };
  for (let n = from; n < to; n++) {
    const now = token(n);
    if (now.includes('\n')) {
      end(n);
      first = n + 1;
    } else if (sign.test(now) && !sign.test(n + 1 < to ? token(n + 1) : '')) end(n + 1);
    else if (word.test(now)) words++;
  }
  end(to);
  return found;
}
