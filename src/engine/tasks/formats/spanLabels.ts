/**
 * Labels that mark spans: a sign for where in a span a token stands, and the span's type. `B-place`
 * begins one, `I-place` goes on, `O` is outside; `E-`, `L-`, `S-` and `U-` of other schemes end one or are
 * one by themselves. A broken sequence is read as `conlleval` reads it: any label of another type, or
 * after `O`, begins a span.
 */

/** Tokens `from` to `to`, the latter not in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly type: string;
}

interface Part {
  /** `O` for outside. */
  readonly sign: string;
  readonly type: string;
}

const outside: Part = { sign: 'O', type: '' };
const begins = new Set(['B', 'S', 'U']);
const ends = new Set(['E', 'L', 'S', 'U']);

function partOf(label: string): Part | undefined {
  if (label === 'O') return outside;
  const [sign, dash] = [label.charAt(0), label.charAt(1)];
  const isSign = sign === 'I' || begins.has(sign) || ends.has(sign);
  if (!isSign || (label.length > 1 && (dash !== '-' || label.length === 2))) return undefined;
  return { sign, type: label.slice(2) };
}

/** Whether all are of that kind, `O` among them, and one at least is a span's. */
export function areSpanLabels(labels: readonly string[]): boolean {
  const hasBoth = labels.includes('O') && labels.some((label) => label !== 'O');
  return hasBoth && labels.every((label) => partOf(label) !== undefined);
}

/** The spans of a sentence, in order. @param labels of its tokens */
export function spansOf(labels: readonly string[]): Span[] {
  const spans: Span[] = [];
  let before = outside;
  let from = 0;
  const close = (to: number): void => {
    if (before.sign !== 'O') spans.push({ from, to, type: before.type });
  };
  labels.forEach((label, at) => {
    const part = partOf(label) ?? outside;
    const goesOn =
      before.sign !== 'O' &&
      part.sign !== 'O' &&
      !begins.has(part.sign) &&
      !ends.has(before.sign) &&
      part.type === before.type;
    if (!goesOn) {
      close(at);
      from = at;
    }
    before = part;
  });
  close(labels.length);
  return spans;
}
