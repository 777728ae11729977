/**
 * Labels of a search as the tokens of a stretch: spans of offsets are widened to whole tokens, and
 * it is counted how many had to be.
 */
import { headingSpans } from '../../engine/search/headings';
import { bracketSpans } from '../../engine/search/labelledText';
import { readLabelTable } from '../../engine/search/labelTable';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { Labels } from '../../shared/questions/editor/unitSearch';
import type { DocumentView } from '../view/documentView';
import type { Look } from '../documents/look';
import { compilePattern, eachMatch, type MatchTools } from './patternMatches';

export interface TokenLabels {
  /** 1 where a token of the stretch is labelled. */
  readonly labels: Uint8Array;
  readonly widened: number;
}

interface Stretch {
  readonly from: number;
  readonly count: number;
}

export type LabelTools = MatchTools;

/** What of a look is needed: its text, and its patience. */
interface LabelledLook extends Pick<Look, 'until'> {
  readonly view: Pick<DocumentView, 'text'>;
}

export async function labelTokens(
  look: LabelledLook,
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
      const compiled = compilePattern(labels.source, labels.flags);
      if (!compiled.ok) return compiled;
      const { until } = look;
      const ended = await eachMatch(text, compiled.value, marks.mark, { ...tools, until });
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

function createMarks({ text }: Pick<DocumentView, 'text'>, { from, count }: Stretch): Marks {
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
