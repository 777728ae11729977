/** One example of a text: which stands at an offset, its words and where they are. */
import { placeInFile } from '../../engine/tasks/formats/classTable';
import { placedWords } from '../../engine/tasks/inputs/classWords';
import type { TextExamples } from '../../engine/tasks/judging/textExamples';
import { longestRead } from '../../engine/training/sequences/lanes';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { ExampleWords } from '../../shared/questions/examples';
import { countOf } from './judged/judgedAnswers';
import type { SeenExamples } from './seenExamples';

export function spanOf(examples: TextExamples, n: number): Span {
  if (examples.task === 'classes') {
    const { start, end } = examples.examples[n];
    return { start, end };
  }
  const { words, starts } = examples.sentences[n];
  const last = words.length - 1;
  return { start: starts[0], end: starts[last] + words[last].length };
}

/** The first whose beginning is above the offset. */
function firstAfter(examples: TextExamples, offset: number): number {
  let [low, high] = [0, countOf(examples)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spanOf(examples, middle).start > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** At the offset or on its line, else the nearest before it. @returns -1 where there is none at all */
export function exampleAtOffset({ examples, text }: SeenExamples, offset: number): number {
  const count = countOf(examples);
  const after = firstAfter(examples, offset);
  if (after === 0) return count > 0 ? 0 : -1;
  const before = after - 1;
  if (after === count || offset <= spanOf(examples, before).end) return before;
  // Where the class stands before the text, the cursor on it is on that example's line.
  const { end } = spanOf(examples, before);
  const { start } = spanOf(examples, after);
  const isNextLine = hasBreak(text, end, offset) && !hasBreak(text, offset, start);
  return isNextLine ? after : before;
}

function hasBreak(text: string, from: number, to: number): boolean {
  const between = text.slice(from, to);
  return between.includes('\n') || between.includes('\r');
}

/** Numbers of the examples of which a part lies between two offsets. */
export function examplesBetween(examples: TextExamples, from: number, to: number): number[] {
  const found: number[] = [];
  const last = firstAfter(examples, to);
  for (let n = Math.max(0, firstAfter(examples, from) - 1); n < last; n++) {
    if (spanOf(examples, n).end >= from) found.push(n);
  }
  return found;
}

export function checkedNumber({ examples }: SeenExamples, n: number): Result<number, Failure> {
  return n < countOf(examples) ? success(n) : failed({ kind: 'stale' });
}

/** Tokens beyond what a network reads are left out. */
export function wordsOfExample({ model, examples }: SeenExamples, n: number): ExampleWords {
  const { tokens, spans } = placedTokens(examples, n);
  const part = examples.parts?.[n];
  const isCut = examples.task === 'classes' && tokens.length > longestRead;
  const shown = tokens.slice(0, longestRead);
  return {
    number: n,
    span: spanOf(examples, n),
    ...(part && { part }),
    tokens: shown,
    spans: spans.slice(0, longestRead),
    known: shown.map((token) => model.judge.isKnown(token)),
    ...((isCut || tokens.length > longestRead) && { cutFrom: tokens.length }),
  };
}

export function placedTokens(
  examples: TextExamples,
  n: number,
): { readonly tokens: readonly string[]; readonly spans: readonly Span[] } {
  if (examples.task === 'labels') {
    const { words, starts } = examples.sentences[n];
    const spans = words.map((word, at) => ({ start: starts[at], end: starts[at] + word.length }));
    return { tokens: words, spans };
  }
  const example = examples.examples[n];
  const { words, starts, ends } = placedWords(example.text);
  const isPlain = example.end - example.start === example.text.length;
  const placed = (offset: number): number =>
    isPlain ? example.start + offset : placeInFile(example, offset);
  const spans = words.map((_, at) => ({ start: placed(starts[at]), end: placed(ends[at]) }));
  return { tokens: words.map((_, at) => example.text.slice(starts[at], ends[at])), spans };
}
