/**
 * Labels of a search as the tokens of a stretch: spans of offsets are widened to whole tokens, and
 * it is counted how many had to be. Regular expressions are run in slices and ended where they take
 * too long, because one that goes astray would hold up the thread for ever.
 */
import { bracketSpans, headingSpans } from '../../engine/search/labelledText';
import { readLabelTable } from '../../engine/search/labelTable';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { Labels } from '../../shared/questions/editor/unitSearch';
import type { DocumentView } from '../view/documentView';
import type { Look } from '../documents/look';
import type { Clock } from '../platform/clock';
import type { WithinTime } from '../platform/withinTime';

export interface TokenLabels {
  /** 1 where a token of the stretch is labelled. */
  readonly labels: Uint8Array;
  readonly widened: number;
}

interface Stretch {
  readonly from: number;
  readonly count: number;
}

export interface LabelTools {
  readonly clock: Clock;
  readonly withinTime: WithinTime;
}

/** In milliseconds: one attempt to match, all of them, and a slice of fast ones. */
const matching = { one: 500, all: 10_000, slice: 5 } as const;
/** Matches between two looks at the clock. */
const matchesAtOnce = 64;

export async function labelTokens(
  look: Look,
  labels: Labels,
  stretch: Stretch,
  tools: LabelTools,
): Promise<Result<TokenLabels, Failure>> {
  const marks = createMarks(look.view, stretch);
  const { text } = look.view.text;
  switch (labels.by) {
    case 'spans':
      for (let n = 0; n < labels.starts.length; n++) marks.mark(labels.starts[n], labels.ends[n]);
      break;
    case 'brackets':
      markAll(marks, bracketSpans(text, labels.only));
      break;
    case 'headings':
      markAll(marks, headingSpans(text));
      break;
    case 'table': {
      const read = readLabelTable(labels.table, text.length);
      if (!read.ok) return failed({ kind: 'badLabelTable', line: read.line, reason: read.reason });
      markAll(marks, read.spans);
      break;
    }
    case 'pattern': {
      const compiled = compile(labels.source, labels.flags);
      if (!compiled.ok) return compiled;
      const ended = await markMatches(look, marks, compiled.value, tools);
      if (!ended) return failed({ kind: 'slowPattern' });
      break;
    }
    default:
      return labels satisfies never;
  }
  return success(marks.marked());
}

interface Marks {
  mark(start: number, end: number): void;
  marked(): TokenLabels;
}

function createMarks({ text }: DocumentView, { from, count }: Stretch): Marks {
  const labels = new Uint8Array(count);
  let widened = 0;
  return {
    mark(start, end) {
      if (end <= start || text.count === 0) return;
      let first = Math.max(0, text.indexAt(start));
      // White space before a token belongs to none.
      if (text.end(first) <= start) first++;
      const last = text.indexAt(end - 1);
      if (last < first) return;
      const inside = Math.max(first, from) < Math.min(last + 1, from + count);
      if (inside && (text.start(first) < start || text.end(last) > end)) widened++;
      labels.fill(1, Math.max(0, first - from), Math.max(0, last + 1 - from));
    },
    marked: () => ({ labels, widened }),
  };
}

function markAll(marks: Marks, spans: readonly Span[]): void {
  for (const { start, end } of spans) marks.mark(start, end);
}

/** With `u` where the pattern allows it: `\p{L}` needs it, old patterns do not bear it. */
function compile(source: string, flags: string): Result<RegExp, Failure> {
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

/** @returns false where it took too long */
async function markMatches(
  look: Look,
  marks: Marks,
  pattern: RegExp,
  { clock, withinTime }: LabelTools,
): Promise<boolean> {
  const { text } = look.view.text;
  const deadline = clock.now() + matching.all;
  let done = false;
  let slow = false;
  const slice = (): void => {
    const end = clock.now() + matching.slice;
    for (let n = 1; !done; n++) {
      const match = pattern.exec(text);
      done = match === null;
      if (match) marks.mark(match.index, match.index + match[0].length);
      if (match?.[0] === '') pattern.lastIndex++;
      if (n % matchesAtOnce === 0 && clock.now() > end) return;
    }
  };
  await look.until(() => {
    slow = !withinTime(slice, matching.one) || (!done && clock.now() > deadline);
    return done || slow;
  });
  return !slow;
}
