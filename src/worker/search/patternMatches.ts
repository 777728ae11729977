/**
 * The matches of a person's regular expression in a text, run in slices and ended where it takes too
 * long, because a runaway pattern would block the thread for ever.
 *
 * Lines end as the pattern has it: with \n, whatever ends them in the text, unless the pattern names
 * \r.
 */
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Look } from '../documents/look';
import type { Clock } from '../platform/clock';
import type { WithinTime } from '../platform/withinTime';

export interface MatchTools {
  readonly clock: Pick<Clock, 'now'>;
  readonly withinTime: WithinTime;
}

/** In milliseconds: one attempt to match, all of them, and a slice of fast ones. */
const matching = { one: 500, all: 10_000, slice: 5 } as const;
/** Matches between two looks at the clock. */
const matchesAtOnce = 64;

/** With `u` where the pattern allows it: `\p{L}` needs it, old patterns do not bear it. */
export function compilePattern(source: string, flags: string): Result<RegExp, Failure> {
  const own = new Set(`${flags}gm`.replace('y', ''));
  const given = [...own].join('');
  for (const more of own.has('u') || own.has('v') ? [''] : ['u', '']) {
    try {
      return success(new RegExp(source, given + more));
    } catch (error) {
      if (more === '') return failed({ kind: 'badPattern', reason: reasonOf(error) });
    }
  }
  return failed({ kind: 'badPattern', reason: 'unknown' });
}

/** V8 repeats the pattern before it says what is wrong with it. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(': ').at(-1) ?? '';

/**
 * Calls `mark` with the offsets of every match that is not empty.
 * @returns false where it took too long
 */
export async function eachMatch(
  raw: string,
  pattern: RegExp,
  mark: (start: number, end: number) => void,
  { until, clock, withinTime }: MatchTools & Pick<Look, 'until'>,
): Promise<boolean> {
  const { text, offsetOf } = readLines(raw, pattern);
  const deadline = clock.now() + matching.all;
  let done = false;
  let slow = false;
  const slice = (): void => {
    const end = clock.now() + matching.slice;
    for (let n = 1; !done; n++) {
      const match = pattern.exec(text);
      done = match === null;
      if (match?.[0] === '') pattern.lastIndex = afterPoint(text, match.index);
      else if (match) mark(offsetOf(match.index), offsetOf(match.index + match[0].length));
      if (n % matchesAtOnce === 0 && clock.now() > end) return;
    }
  };
  await until(() => {
    slow = !withinTime(slice, matching.one) || (!done && clock.now() > deadline);
    return done || slow;
  });
  return !slow;
}

/** Within a pair, a Unicode pattern would go back to its beginning and match nothing there again. */
function afterPoint(text: string, index: number): number {
  const point = text.codePointAt(index) ?? 0;
  return index + (point > 0xffff ? 2 : 1);
}

/** The text as the pattern sees it, and where its offsets are in the raw text; asked in order. */
function readLines(
  raw: string,
  { source }: RegExp,
): { readonly text: string; readonly offsetOf: (offset: number) => number } {
  const namesReturn = /\\r|\\x0d|\\u000d|\\u\{0*d\}|\\cm|\r/i.test(source);
  if (namesReturn || !raw.includes('\r\n')) return { text: raw, offsetOf: (offset) => offset };
  const text = raw.replaceAll('\r\n', '\n');
  // Where each line break that was CRLF stands in the text that is searched.
  const breaks = new Uint32Array(raw.length - text.length);
  let found = 0;
  for (let at = raw.indexOf('\r\n'); at >= 0; at = raw.indexOf('\r\n', at + 2)) {
    breaks[found] = at - found;
    found++;
  }
  let passed = 0;
  return {
    text,
    offsetOf(offset) {
      while (passed > 0 && breaks[passed - 1] >= offset) passed--;
      while (passed < breaks.length && breaks[passed] < offset) passed++;
      return offset + passed;
    },
  };
}
