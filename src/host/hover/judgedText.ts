/** What the hover says where a model judges: of the word's example, and of the word. Pure. */
import {
  noAnswer,
  type ExamplePart,
  type JudgedClass,
  type JudgedExample,
  type JudgedLabels,
} from '../../shared/questions/examples';
import type { Span } from '../../shared/model/versions';
import { unknownMark, unknownPhrase } from '../../shared/unknownWords';
import { escapeMarkdown } from '../common/escapeMarkdown';
import { percent } from '../common/formatNumbers';

export interface JudgedHover {
  readonly markdown: string;
  /** Of the word, or of the whole example where the pointer is on none. */
  readonly range: Span;
}

const lineBreak = '  \n';

const parts: Readonly<Record<ExamplePart, string>> = {
  train: 'Learnt from.',
  valid: 'Decided when the training stopped.',
  test: 'Not learnt from.',
  repeated: 'Not tested: the same text was learnt from.',
};

/** @param panel a `command:` URI */
export function judgedHover(
  { example, names, unit }: JudgedExample,
  offset: number,
  panel: string,
): JudgedHover | undefined {
  const at = example.spans.findIndex(({ start, end }) => start <= offset && offset <= end);
  const { span } = example;
  // A line of a table that is not the example's text belongs to it; a place far off does not.
  if (at < 0 && unit !== 'example' && (offset < span.start || offset > span.end)) return undefined;
  const lines =
    example.task === 'classes' ? classLines(example, names, at) : labelLines(example, names, at);
  if (lines.length === 0) return undefined;
  const markdown = [
    ...lines,
    [example.part && parts[example.part], `[Show in the panel](${panel})`]
      .filter(Boolean)
      .join(' '),
  ].join(lineBreak);
  return { markdown, range: example.spans[at] ?? span };
}

const named = (names: readonly string[], answer: number): string =>
  escapeMarkdown(names[answer] ?? '–');

const share = (probability: number): string => percent(probability).replace('<', '\\<');

function wordLine({ tokens, known }: JudgedExample['example'], at: number): string {
  const word = `**${escapeMarkdown(tokens[at] ?? '')}**`;
  return known[at] === false ? `${word} ${unknownMark} ${unknownPhrase}` : word;
}

function classLines(example: JudgedClass, names: readonly string[], at: number): string[] {
  const { given, wanted, probabilities, running } = example;
  const soFar =
    at >= 0 && running && at < running.leading.length
      ? `${wordLine(example, at)} · so far ${named(names, running.leading[at] ?? noAnswer)} ${share(running.confidence[at] ?? 0)}`
      : at >= 0
        ? wordLine(example, at)
        : undefined;
  const inTheEnd = `In the end **${named(names, given)}** ${share(probabilities[given] ?? 0)}`;
  return [
    ...(soFar === undefined ? [] : [soFar]),
    `${inTheEnd}${besideText(given, wanted, names)}`,
  ];
}

function labelLines(example: JudgedLabels, names: readonly string[], at: number): string[] {
  if (at < 0) return [];
  const { best, labels, probabilities, wanted } = example;
  const told = Array.from({ length: best }, (_, n) => {
    const label = labels[at * best + n] ?? noAnswer;
    const name = n === 0 ? `**${named(names, label)}**` : named(names, label);
    return `${name} ${share(probabilities[at * best + n] ?? 0)}`;
  });
  const given = labels[at * best] ?? noAnswer;
  return [
    wordLine(example, at),
    `${told.join(' · ')}${besideText(given, wanted[at] ?? noAnswer, names)}`,
  ];
}

function besideText(given: number, wanted: number, names: readonly string[]): string {
  if (wanted === noAnswer) return '';
  return given === wanted
    ? ', as the text says'
    : `, **wrong**: the text says ${named(names, wanted)}`;
}
