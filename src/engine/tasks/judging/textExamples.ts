/**
 * A text as the examples that a model judges: a table of them as it was learnt from; of any other text its
 * paragraphs or lines are judged, or the sentences whose words are labelled.
 */
import { mapped, pauses, type Steps } from '../../steps';
import type { TaskFacts } from '../../files/taskFacts';
import { newestCut } from '../../text/tokens/cut';
import { tokenize, tokenText } from '../../text/tokens/tokenizer';
import type { ClassExample, LabelSentence } from '../examples';
import { readingClassTable } from '../formats/classTable';
import type { ExampleFlaw } from '../formats/flaws';
import { readingLabelTable } from '../formats/labelTable';
import { linesOf, trimmed, type Trimmed } from '../formats/lines';
import { splittingClasses, type Split } from '../splits/classSplit';
import { splittingLabels } from '../splits/labelSplit';

/** `repeated`: it was to test, but stands among what is learnt from, too. */
export const exampleParts = ['train', 'valid', 'test', 'repeated'] as const;
export type ExamplePart = (typeof exampleParts)[number];

interface Common {
  /** What one example is. */
  readonly unit: 'example' | 'paragraph' | 'line' | 'sentence';
  /** Of a table that the model learnt from; the same divisions as in training. */
  readonly parts?: readonly ExamplePart[];
  /** Why it was not read as a table. */
  readonly flaw?: ExampleFlaw;
}

/** Of an answer that the text does not give, or one that the model has not learnt. */
export const noAnswer = 0xffff;

export interface TextClasses extends Common {
  readonly task: 'classes';
  /** Their class is {@link noAnswer} where there is none. */
  readonly examples: readonly ClassExample[];
}

export interface TextSentences extends Common {
  readonly task: 'labels';
  readonly sentences: readonly LabelSentence[];
}

export type TextExamples = TextClasses | TextSentences;

export interface TextWishes {
  readonly facts: TaskFacts;
  /** Its name: what ends in `.csv` is separated by commas. */
  readonly name: string;
  /** The model learnt from this text. */
  readonly isLearnt: boolean;
}

/** In steps: a large table takes a second, and an edit makes it useless. */
export const readingTextExamples = (text: string, wishes: TextWishes): Steps<TextExamples> =>
  wishes.facts.task === 'classes' ? readClasses(text, wishes) : readLabels(text, wishes);

function* readClasses(text: string, { facts, name, isLearnt }: TextWishes): Steps<TextClasses> {
  if (facts.task !== 'classes') throw new Error('It labels tokens');
  const { classes, column } = facts;
  const wishes = column === undefined ? {} : { column };
  const learnt = yield* readingClassTable(text, name, { ...wishes, known: classes });
  const found =
    !learnt.ok && learnt.flaw.kind === 'unknownClass'
      ? yield* readingClassTable(text, name, wishes)
      : learnt;
  if (!found.ok) return { task: 'classes', ...(yield* plainTexts(text)), flaw: found.flaw };
  const numbers = found.value.classes.map((one) => classes.indexOf(one));
  // Of another subject altogether: the table's classes are not the model's.
  if (!numbers.some((number) => number >= 0)) {
    return { task: 'classes', ...(yield* plainTexts(text)) };
  }
  const examples = yield* mapped(found.value.examples, (example) => ({
    ...example,
    class: numbers[example.class] < 0 ? noAnswer : numbers[example.class],
  }));
  const known = examples.filter((example) => example.class !== noAnswer);
  const parts =
    isLearnt && known.length > 0
      ? partsIn(examples, yield* splittingClasses({ task: 'classes', classes, examples: known }))
      : undefined;
  return { task: 'classes', unit: 'example', examples, ...(parts && { parts }) };
}

/** What was to test and is not tested with is repeated in training. */
function partsIn<E>(examples: readonly E[], { train, valid, test }: Split<E>): ExamplePart[] {
  const parts = new Map<E, ExamplePart>();
  for (const one of train) parts.set(one, 'train');
  for (const one of valid) parts.set(one, 'valid');
  for (const one of test) parts.set(one, 'test');
  return examples.map((example) => parts.get(example) ?? 'repeated');
}

/** Paragraphs where blank lines divide the text, else lines. */
function* plainTexts(text: string): Steps<Pick<TextClasses, 'unit' | 'examples'>> {
  const isDue = pauses();
  const lines: Trimmed[] = [];
  for (const { start, end } of linesOf(text)) {
    lines.push(trimmed(text, start, end));
    if (isDue(end - start)) yield;
  }
  const last = lines.findLastIndex(isInked);
  const isDivided = lines.some(
    (line, n) => n > lines.findIndex(isInked) && n < last && !isInked(line),
  );
  const pieces = isDivided ? paragraphs(text, lines) : lines.filter(isInked);
  const examples = pieces.map((piece) => ({ ...piece, class: noAnswer }));
  return { unit: isDivided ? 'paragraph' : 'line', examples };
}

const isInked = ({ text }: Trimmed): boolean => text !== '';

function paragraphs(text: string, lines: readonly Trimmed[]): Trimmed[] {
  const found: Trimmed[] = [];
  let start = -1;
  let end = -1;
  for (const line of [...lines, { text: '', start: 0, end: 0 }]) {
    if (isInked(line)) {
      if (start < 0) ({ start } = line);
      ({ end } = line);
    } else if (start >= 0) {
      found.push({ text: text.slice(start, end), start, end });
      start = -1;
    }
  }
  return found;
}

function* readLabels(text: string, { facts, isLearnt }: TextWishes): Steps<TextSentences> {
  if (facts.task !== 'labels') throw new Error('It judges whole texts');
  const { labels, spans, column } = facts;
  const wishes = { known: labels, ...(column === undefined ? {} : { column }) };
  const read = yield* readingLabelTable(text, wishes);
  if (!read.ok) {
    const sentences = yield* plainSentences(text);
    return { task: 'labels', unit: 'sentence', sentences, flaw: read.flaw };
  }
  const { sentences } = read.value;
  const isDue = pauses();
  for (const sentence of sentences) {
    if (isDue(sentence.words.length)) yield;
    sentence.labels.forEach((label, at) => {
      if (label >= labels.length) sentence.labels[at] = noAnswer;
    });
  }
  const parts = isLearnt
    ? partsIn(sentences, yield* splittingLabels({ task: 'labels', labels, spans, sentences }))
    : undefined;
  return { task: 'labels', unit: 'example', sentences, ...(parts && { parts }) };
}

const cut = newestCut('words');
const ends: ReadonlySet<string> = new Set(['.', '!', '?', '…', '。', '！', '？']);

/** Its words as the completion of words cuts them; a sentence ends at its sign or with its line. */
function* plainSentences(text: string): Steps<LabelSentence[]> {
  const isDue = pauses();
  const found: LabelSentence[] = [];
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const tokens = tokenize(line, cut);
    let words: string[] = [];
    let starts: number[] = [];
    const finish = (): void => {
      if (words.length > 0) {
        found.push({ words, starts, labels: new Uint16Array(words.length).fill(noAnswer) });
      }
      [words, starts] = [[], []];
    };
    for (let n = 0; n < tokens.count; n++) {
      const word = tokenText(line, tokens.starts[n], tokens.ends[n], cut);
      if (word.trim() === '') continue;
      words.push(word);
      starts.push(start + tokens.starts[n]);
      if (ends.has(word)) finish();
    }
    finish();
    if (isDue(line.length)) yield;
  }
  return found;
}
