/**
 * Tables of examples in sentences: what a file was recognised as, with its first example, and each thing
 * that can be wrong with it.
 */
import type { ExampleFlaw, Judged, Side } from '../engine/tasks/formats/flaws';
import type {
  Recognised,
  RecognisedClasses,
  RecognisedLabels,
  RecognisedPairs,
  RecognisedSeries,
} from '../engine/tasks/formats/recognise';

export type { ExampleFlaw } from '../engine/tasks/formats/flaws';
export type { NumericColumn } from '../engine/tasks/series/reading/readSeries';
export type { Recognised, Recognition } from '../engine/tasks/formats/recognise';

/** What is wrong, and what to do, about the file of that name. */
export function sentenceOfExamples(name: string, flaw: ExampleFlaw): string {
  switch (flaw.kind) {
    case 'noExamples':
      return `${name} has no examples. Write one to a line: a text, a tab and its class; or a token, a tab and its label, with a blank line after each sentence.`;
    case 'noTab':
      return `Line ${flaw.line} of ${name} has no tab, so it cannot be told where its text ends and its class begins. Write a tab between them, or remove the line.`;
    case 'unequalColumns':
      return `Line ${flaw.line} of ${name} has ${plural(flaw.columns, 'column')}, and the lines before it have ${flaw.expected}. Correct the line; in a table with commas, put a text that has some into quotes.`;
    case 'badQuote':
      return flaw.isOpen
        ? `The quote that opens in line ${flaw.line} of ${name} is never closed. Close it, and double each quote within a text ("").`
        : `In line ${flaw.line} of ${name} a text goes on after its closing quote. Double each quote within a text ("").`;
    case 'emptySide':
      return `Line ${flaw.line} of ${name} has ${nothing[flaw.side]}. Complete the line, or remove it.`;
    case 'noClassColumn':
      return flaw.columns < 2
        ? `${name} has only one column, so there is nothing to learn for its texts. Write the class or the label of each behind a tab.`
        : `No column of ${name} holds classes: every value in it is different. Write a class that comes again behind each text.`;
    case 'noColumn':
      return `${name} has no column “${flaw.column}” that could be learnt: it has ${plural(flaw.columns, 'column')}. Name another, or give its number.`;
    case 'oneClass':
      return `Every example in ${name} has the same ${one[flaw.of]}, “${flaw.name}”, so there is nothing to tell apart. Add examples of another one.`;
    case 'loneExample':
      return `The class “${flaw.name}” has one example in ${name}, in line ${flaw.line}, and needs two: one to learn from and one to test with. Add another, or remove the line.`;
    case 'manyClasses':
      return `${name} has ${flaw.count.toLocaleString('en')} ${flaw.of}, and at most ${flaw.most.toLocaleString('en')} can be told apart. Choose another column, or join some of them.`;
    case 'longSequence':
      return `The example in line ${flaw.line} of ${name} has ${flaw.tokens.toLocaleString('en')} tokens, and one may have at most ${flaw.most.toLocaleString('en')}. Divide it; between sentences of labelled tokens stands a blank line.`;
    case 'fewSentences':
      return `${name} has ${plural(flaw.sentences, 'sentence')}, and at least ${flaw.needed} are needed: to learn from, to know when to stop, and to test with. Put a blank line after each sentence, or add some.`;
    case 'unknownClass':
      return `Line ${flaw.line} of ${name} has the ${one[flaw.of]} “${flaw.name}”, which no training example has. Correct the line, or add examples of it to the training file.`;
    case 'sameClass':
      return `Two of the files are of the same class by their names, “${flaw.name}”. Give each class one file, or a folder of its own.`;
    case 'severalTasks':
      return `${name} could be learnt in several ways. Choose which with “Gatescope: Train on This File as…”, or with --task.`;
    case 'noValues':
      return `${name} has no values. Write a row to a line, its columns between commas, and a heading above them.`;
    case 'noNumbers':
      return `No column of ${name} holds numbers, apart from dates. Write a number in each row, such as 12.5, without a unit or spaces.`;
    case 'notNumber':
      return `Line ${flaw.line} of ${name} has “${shortened(flaw.text)}” in “${shortened(flaw.column)}”, which is no number. Correct it, or choose another column.`;
    case 'missingValue':
      return `Line ${flaw.line} of ${name} has no value in “${shortened(flaw.column)}”, and none is made up here. Write one, or remove the line.`;
    case 'constantSeries':
      return `Every value of “${shortened(flaw.column)}” in ${name} is the same, so there is nothing to predict. Choose another column.`;
    case 'badDate':
      return `Line ${flaw.line} of ${name} has ${flaw.text === '' ? 'no date' : `“${shortened(flaw.text)}”, which is no date`}. Write it as the others are written, such as 2024-01-31.`;
    case 'datesOutOfOrder':
      return `The date in line ${flaw.line} of ${name}, “${shortened(flaw.text)}”, is before the one above it. Sort the lines, the earliest first.`;
    case 'sameDate':
      return `The date in line ${flaw.line} of ${name}, “${shortened(flaw.text)}”, is the one above it again. Keep one of the two lines.`;
    case 'fewValues':
      return `${name} has ${plural(flaw.values, 'row')}, and at least ${flaw.fewest} are needed: to learn from, to know when to stop, and to test with. Add some.`;
    case 'unnamedColumn':
      return `${name} has ${plural(flaw.columns, 'column')} of numbers, and nothing says which is to be predicted. Choose one with “Gatescope: Train on This File as…”, or name it with --column.`;
    case 'manyColumns':
      return `${plural(flaw.columns, 'column')} were named for ${name}, and at most ${flaw.most} are read side by side. Name fewer.`;
    case 'noPairs':
      return `${name} has no pairs. Write one to a line: a source, a tab and its target.`;
    case 'noTarget':
      return `Line ${flaw.line} of ${name} has no tab, so it cannot be told where its source ends and its target begins. Write a tab between them, or remove the line.`;
    case 'manyTabs':
      return `Line ${flaw.line} of ${name} has ${flaw.columns} columns, and a pair has two. Remove all tabs but the one between source and target.`;
    case 'longSide':
      return `The ${flaw.side} in line ${flaw.line} of ${name} has ${flaw.tokens.toLocaleString('en')} tokens, and one may have at most ${flaw.most.toLocaleString('en')}. Shorten it, or read words instead of letters.`;
    case 'oneTarget':
      return `Every pair in ${name} has the same target, “${shortened(flaw.target)}”, so there is nothing to learn. Add pairs with others.`;
    case 'fewPairs':
      return `${name} has ${plural(flaw.pairs, 'different source')}, and at least ${flaw.fewest} are needed: to learn from, to know when to stop, and to test with. Add some.`;
    default:
      return flaw satisfies never;
  }
}

const one: Readonly<Record<Judged, string>> = { classes: 'class', labels: 'label' };

const nothing: Readonly<Record<Side, string>> = {
  text: 'a class and no text',
  class: 'a text and no class',
  word: 'a label and no token',
  label: 'a token and no label',
  source: 'a target and no source',
  target: 'a source and no target',
};

/** What a file is taken for, with its first example. */
export function recognisedAs(recognised: Recognised): string {
  switch (recognised.task) {
    case 'next':
      return 'A text, to predict the next word of.';
    case 'classes':
      return asClasses(recognised);
    case 'labels':
      return asLabels(recognised);
    case 'pairs':
      return asPairs(recognised);
    case 'series':
      return asSeries(recognised);
    default:
      return recognised satisfies never;
  }
}

function asClasses({ examples, classes, format, first }: RecognisedClasses): string {
  const column =
    format.heading === undefined ? `column ${format.class + 1}` : `column “${format.heading}”`;
  const what = `${plural(examples, 'example')} in ${classes.length} classes (${column}: ${some(classes)})`;
  return `${what}. The first: “${shortened(first.text)}” is ${first.class}.`;
}

function asLabels(recognised: RecognisedLabels): string {
  const { sentences, tokens, labels, spans, format, first } = recognised;
  const kinds = spans ? 'labels of spans' : 'labels';
  const column = format.columns > 2 ? `column ${format.label + 1}: ` : '';
  const what = `${plural(sentences, 'sentence')} of ${tokens.toLocaleString('en')} tokens with ${labels.length} ${kinds} (${column}${some(labels)})`;
  const shown = first.words.slice(0, 6).map((word, at) => `${word} (${first.labels[at] ?? ''})`);
  return `${what}. The first: ${shown.join(' ')}${first.words.length > 6 ? ' …' : ''}`;
}

function asPairs({ pairs, units, first, flaw }: RecognisedPairs): string {
  const what = `${plural(pairs, 'pair')} of a source and its target`;
  if (flaw) return `${what}${toCorrect(flaw)}`;
  const { source, target } = units;
  const read = source === target ? source : `${source} and ${target}`;
  return `${what}, read as ${read}. The first: “${shortened(first.source)}” becomes “${shortened(first.target)}”.`;
}

function asSeries({ rows, columns, isDated, flaw }: RecognisedSeries): string {
  const dates = isDated ? 'each with its date or number' : 'without dates';
  const what = `${plural(rows, 'row')} of numbers in time, ${dates}`;
  if (flaw) return `${what}${toCorrect(flaw)}`;
  return `${what} (${plural(columns.length, 'column')}: ${some(columns)}).`;
}

/** Training tells what is wrong. */
const toCorrect = (flaw: ExampleFlaw): string =>
  'line' in flaw ? `; line ${flaw.line} has to be corrected first.` : '; something is missing yet.';

const some = (names: readonly string[]): string =>
  names.slice(0, 5).map(shortened).join(', ') + (names.length > 5 ? ', …' : '');

function shortened(text: string): string {
  const line = text.split(/\s/).join(' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
