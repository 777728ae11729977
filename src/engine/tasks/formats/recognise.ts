/**
 * What a text plainly is: a table of classes, sentences of labelled tokens, or a text to read word by
 * word. It is looked at as each, and fits one, or several: then a person decides. `shared/examples.ts` says it in
 * a sentence.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { ClassFormat, ClassTable } from './classTable';
import { readingClassTable } from './classTable';
import { readingLabelTable, type LabelTable } from './labelTable';
import { pairsIn, type RecognisedPairs } from '../pairs/recognisePairs';
import { seriesIn, type RecognisedSeries } from '../series/reading/recogniseSeries';

export interface RecognisedClasses {
  readonly task: 'classes';
  readonly examples: number;
  readonly classes: readonly string[];
  readonly format: ClassFormat;
  readonly first: { readonly text: string; readonly class: string };
}

export interface RecognisedLabels {
  readonly task: 'labels';
  readonly sentences: number;
  readonly tokens: number;
  readonly labels: readonly string[];
  readonly spans: boolean;
  readonly format: LabelTable['format'];
  readonly first: { readonly words: readonly string[]; readonly labels: readonly string[] };
}

export type Recognised =
  | { readonly task: 'next' }
  | RecognisedClasses
  | RecognisedLabels
  | RecognisedPairs
  | RecognisedSeries;

export type { RecognisedPairs } from '../pairs/recognisePairs';
export type { RecognisedSeries } from '../series/reading/recogniseSeries';

/** One where it is plain; else the likeliest first. */
export type Recognition = readonly [Recognised, ...Recognised[]];

export const recogniseTask = (text: string, name: string): Recognition =>
  inOneGo(recognisingTask(text, name));

export function* recognisingTask(text: string, name: string): Steps<Recognition> {
  const labels = yield* labelsIn(text);
  if (labels && isSure(labels)) return [factsOfLabels(labels)];
  const classes = yield* classesIn(text, name);
  // A first column that says when leaves no doubt; two of numbers between tabs could be pairs as well.
  const series = yield* seriesIn(text);
  const pairs = series?.isDated ? undefined : yield* pairsIn(text);
  const found: readonly Recognised[] = [
    ...(classes ? [factsOfClasses(classes)] : []),
    ...(labels ? [factsOfLabels(labels)] : []),
    ...(pairs ? [pairs] : []),
    ...(series ? [series] : []),
  ];
  const [first, ...others] = found;
  return found.length > 0 ? [first, ...others] : [{ task: 'next' }];
}

function* classesIn(text: string, name: string): Steps<ClassTable | undefined> {
  const read = yield* readingClassTable(text, name);
  if (!read.ok) return undefined;
  const { examples, classes } = read.value;
  const isDue = pauses();
  let words = 0;
  for (const example of examples) {
    if (hasLetter(example.text)) words++;
    if (isDue(example.text.length)) yield;
  }
  const isText = words > 0.8 * examples.length;
  return isText && classes.length <= Math.max(2, examples.length / 3) ? read.value : undefined;
}

function* labelsIn(text: string): Steps<LabelTable | undefined> {
  const read = yield* readingLabelTable(text);
  if (!read.ok) return undefined;
  const { labels, sentences } = read.value;
  const tokens = countTokens(read.value);
  let withSpaces = 0;
  for (const { words } of sentences) for (const word of words) if (word.includes(' ')) withSpaces++;
  const areWords = withSpaces <= 0.1 * tokens;
  const areFew = labels.length <= tokens / (labels.every(isTag) ? 2 : 5);
  return areWords && (isSure(read.value) || areFew) ? read.value : undefined;
}

/** By more than the shape of the table. */
const isSure = ({ format, spans, labels }: LabelTable): boolean =>
  format.kind === 'conllu' || spans || (labels.length > 2 && labels.every(isTag));

/** Written as tags are: not as a word is. */
const isTag = (label: string): boolean => label === label.toUpperCase();

const hasLetter = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

const countTokens = ({ sentences }: LabelTable): number =>
  sentences.reduce((sum, { words }) => sum + words.length, 0);

function factsOfClasses({ examples, classes, format }: ClassTable): RecognisedClasses {
  const [{ text, class: judged }] = examples;
  const first = { text, class: classes[judged] };
  return { task: 'classes', examples: examples.length, classes, format, first };
}

function factsOfLabels(table: LabelTable): RecognisedLabels {
  const { sentences, labels, spans, format } = table;
  const [{ words, labels: ids }] = sentences;
  const first = { words, labels: Array.from(ids, (id) => labels[id]) };
  const tokens = countTokens(table);
  return { task: 'labels', sentences: sentences.length, tokens, labels, spans, format, first };
}
