/**
 * Which colour and line a class or label has in the text, and what they are called. Pure. Neighbours in the
 * list of names differ in both, so that colour is never alone; after 32 names both come again.
 */
import type { JudgedColours } from '../../shared/questions/editor/colours';
import { longestByBeginnings } from '../../shared/questions/examples';
import { visible } from '../common/escapeMarkdown';

/** Names that `package.json` contributes. */
export const answerColours = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `gatescope.answer${n}`);

/** A line of the text, and how it is drawn in plain text. */
const lines = [
  { decoration: 'underline solid 2px', stroke: '─' },
  { decoration: 'underline dotted 2px', stroke: '┈' },
  { decoration: 'underline double 1px', stroke: '═' },
  { decoration: 'underline dashed 2px', stroke: '╌' },
] as const;

/** Classes or labels that can be told apart. */
export const answerKinds = answerColours.length * lines.length;

/** A colour with a line: from 0, the number of a class or label as far as they can be told apart. */
export type AnswerKind = `answer ${number}`;
/** What stays plain. */
export type AnswerOrPlain = AnswerKind | 0;

export const kindOfAnswer = (
  value: number,
  { outside }: Pick<JudgedColours, 'outside'>,
): AnswerOrPlain =>
  Number.isNaN(value) || value === outside ? 0 : `answer ${value % answerKinds}`;

export interface AnswerStyle {
  readonly colour: string;
  readonly decoration: string;
  readonly stroke: string;
}

export function styleOfAnswer(answer: number): AnswerStyle {
  const kind = answer % answerKinds;
  const round = Math.floor(kind / answerColours.length);
  const line = lines[(kind + round) % lines.length] ?? lines[0];
  return { colour: answerColours[kind % answerColours.length] ?? '', ...line };
}

export const wrongFrame = {
  outline: '2px dashed',
  colour: 'editorError.foreground',
  sign: '▣',
} as const;

/** What a legend says, without the stretch that it was told with. */
export type Answers = Omit<JudgedColours, 'wrong'>;

export const titleOfAnswers = (answers: Answers | undefined): string =>
  answers === undefined
    ? 'Class or label'
    : answers.task === 'labels'
      ? 'Label of each word'
      : 'Class after each word';

export interface AnswerRow {
  readonly answer: number;
  readonly name: string;
  readonly isPlain: boolean;
}

/** Of many, the first: the rest is told in the hover. */
const mostRows = 20;
/** In the status bar. */
const mostShort = 3;
const longestName = 24;

const shortName = (name: string): string => {
  const shown = visible(name);
  return shown.length > longestName ? `${shown.slice(0, longestName)}…` : shown;
};

export function rowsOfAnswers({ names, outside }: Answers): AnswerRow[] {
  return names.slice(0, mostRows).map((name, answer) => ({
    ...{ answer, name: shortName(name), isPlain: answer === outside },
  }));
}

/** `─ neg ┈ pos`, as far as there is room. */
export function shortAnswers(answers: Answers): string {
  const rows = rowsOfAnswers(answers).filter(({ isPlain }) => !isPlain);
  const shown = rows
    .slice(0, mostShort)
    .map(({ answer, name }) => `${styleOfAnswer(answer).stroke} ${name}`);
  return [...shown, ...(rows.length > mostShort ? ['…'] : [])].join('  ');
}

const pooled = {
  last: 'both of its directions',
  mean: 'the mean of its states',
  maximum: 'the maximum of its states',
} as const;

export function remarksOfAnswers({ names, task, beginnings }: Answers): string[] {
  const left = names.length - mostRows;
  const more =
    left > 0
      ? [
          `And ${left.toLocaleString('en')} more, which the hover names${names.length > answerKinds ? `; after ${answerKinds} names the colours and lines come again` : ''}.`,
        ]
      : [];
  if (task === 'labels' || beginnings === undefined) return more;
  const why = `This network judges by ${pooled[beginnings]}, so each beginning of a text was judged by itself; a text of more than ${longestByBeginnings} words has the colour of its class.`;
  return [...more, why];
}

export const meaningOfWrong = ({ task }: Answers): string =>
  task === 'labels'
    ? 'the text says otherwise (in a frame)'
    : 'last word of an example whose class is another by the text (in a frame)';
