/** The pair at a place of the text: what the model writes of its source, beside what stands there. */
import { letters, type TokenUnit } from '../../engine/tasks/pairs/pairTokens';
import { isSameTarget } from '../../engine/tasks/pairs/pairReport';
import type { TextPair, TextPairs } from '../../engine/tasks/pairs/textPairs';
import type { Trimmed } from '../../engine/tasks/formats/lines';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { PairAt, TypedPair } from '../../shared/questions/attention/pairs';
import type { SeenPairs } from './seenPairs';
import { mannerOf, writtenPair } from './writtenPair';

export function pairAt(
  seen: SeenPairs,
  { offset }: { readonly offset: number },
): Result<PairAt, Failure> {
  const { text, model, versions } = seen;
  const number = pairNumberAt(text, offset);
  if (number < 0) return failed({ kind: 'noToken' });
  const { line, source, target } = text.pairs[number];
  const { units } = model.facts.task;
  const [written] = model.model.write([source.text]);
  const part = text.parts?.get(number);
  return success({
    ...{ ...versions, ...mannerOf(model), number, count: text.pairs.length, line },
    ...(part && { part }),
    source: source.text,
    sourceSpans: spansOf(source, units.source),
    ...(target && {
      wanted: {
        tokens: letters(target.text, units.target),
        spans: spansOf(target, units.target),
        isRight: isSameTarget(written.target, target.text, units),
      },
    }),
    ...{ written: writtenPair(model, written), approximate: false },
  });
}

export function typedPair(
  { model, versions }: SeenPairs,
  { source }: { readonly source: string },
): Result<TypedPair, Failure> {
  // A line break or a tab stands in no source.
  const [written] = model.model.write([source.replace(/[\t\r\n]+/g, ' ').trim()]);
  return success({
    ...{ ...versions, ...mannerOf(model), written: writtenPair(model, written) },
    approximate: false,
  });
}

/** On the line of the offset, else the nearest above it; the first where none is above. */
function pairNumberAt({ pairs }: TextPairs, offset: number): number {
  let [low, high] = [0, pairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pairs[middle].source.start > offset) high = middle;
    else low = middle + 1;
  }
  return low > 0 ? low - 1 : Math.min(0, pairs.length - 1);
}

export const spanOfPair = ({ source, target }: TextPair): Span => ({
  start: source.start,
  end: (target ?? source).end,
});

/** Of the tokens of a side, in the document. */
export function spansOf({ text, start }: Trimmed, unit: TokenUnit): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const token of letters(text, unit)) {
    const from = text.indexOf(token, at);
    at = from + token.length;
    spans.push({ start: start + from, end: start + at });
  }
  return spans;
}
