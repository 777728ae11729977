/** Labels with what a person calls them: of a selection, and of what can be said of any text in a word. Pure. */
import type { Failure } from '../../shared/failures';
import type { BracketKind, Labels } from '../../shared/questions/editor/unitSearch';
import { count } from '../common/formatNumbers';
import type { ChosenLabels, StandingLabels } from '../units/lastSearch';

/** First character, and the one just after the last. */
export type Spans = readonly (readonly [number, number])[];

/** Within a paragraph, so that a quote that is never closed does not turn all others inside out. */
const quotes = String.raw`"[^"\n]+"|“[^”]+”|«[^»]+»|»[^«\n]+«|„[^“”]+[“”]|「[^」]+」`;

export const closing: Readonly<Record<BracketKind, string>> = { '(': ')', '[': ']', '{': '}' };

export function standingLabels(asked: StandingLabels): ChosenLabels {
  switch (asked.by) {
    case 'quotes':
      return { asked, labels: { by: 'pattern', source: quotes, flags: '' }, title: 'Quotes' };
    case 'brackets': {
      const { by, only } = asked;
      const of = only === undefined ? 'brackets' : `${only} ${closing[only]}`;
      const labels: Labels = { by, ...(only !== undefined && { only }) };
      return { asked, labels, title: `Inside ${of}` };
    }
    case 'headings':
      return { asked, labels: { by: asked.by }, title: 'Headings' };
    default:
      return asked satisfies never;
  }
}

export const spanLabels = (spans: Spans): ChosenLabels => ({
  labels: {
    by: 'spans',
    starts: Uint32Array.from(spans, ([start]) => start),
    ends: Uint32Array.from(spans, ([, end]) => end),
  },
  title: spans.length === 1 ? 'The selection' : `${count(spans.length)} selections`,
});

/** A failure in the words of what was asked for: quotes are searched for by a pattern that nobody typed. */
export function asAsked(failure: Failure, asked: StandingLabels | undefined): Failure {
  if (failure.kind !== 'noLabels' || !asked) return failure;
  if (asked.by !== 'brackets') return { ...failure, by: asked.by };
  const { only } = asked;
  return only === undefined ? failure : { ...failure, only: `${only} ${closing[only]}` };
}
