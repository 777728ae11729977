/** Sentences and names of the view of a model that judges. */
import { noAnswer, type ExamplePart, type ExampleUnit } from '../../src/shared/questions/examples';
import { judgeNames, type JudgeRow, type TaskResult } from '../../src/shared/tasks';

export const unitOf = ({ unit }: { readonly unit: ExampleUnit }): string => unit;

export const partTexts: Readonly<Record<ExamplePart, string>> = {
  train: 'The network learnt from it.',
  valid: 'It decided when the training stopped.',
  test: 'The network did not learn from it.',
  repeated: 'The same text was learnt from, so it does not test.',
};

export const judgeName = (judge: string): string => judgeNames[judge] ?? judge;

/** Of what is compared, in percent. */
export const figureOf = ({ figures }: JudgeRow): number =>
  'f1' in figures ? figures.f1 : figures.accuracy;

export const points = (value: number): string => value.toFixed(1);

/** “77.7 % right of 1,066 … (standard error 1.3). A tie with naive Bayes (words), 76.9 %.” */
export function resultSentence({ rows, examples }: TaskResult): string | undefined {
  const own = rows.find(({ judge }) => judge === 'network');
  if (!own) return undefined;
  const { figures } = own;
  const what = 'f1' in figures ? `F1 ${points(figures.f1)}` : `${points(figures.accuracy)} % right`;
  const tested = `${examples.test.toLocaleString('en')} ${examples.test === 1 ? 'example' : 'examples'}`;
  const sentence = `${what} on ${tested} that it did not learn from (standard error ${points(figures.standardError)}).`;
  const best = rows
    .filter(({ judge }) => judge !== 'network')
    .sort((one, other) => figureOf(other) - figureOf(one))[0];
  return best ? `${sentence} ${comparison(best)}` : sentence;
}

/** How an opponent's figure stands to the network's, with it. */
function comparison(row: JudgeRow): string {
  const reached = `${judgeName(row.judge)}, ${points(figureOf(row))}`;
  if (row.against?.tie) return `A tie with ${reached}.`;
  const better = (row.against?.points ?? 0) > 0;
  return better ? `Below ${reached}.` : `Above the best opponent: ${reached}.`;
}

/** Of a row of the table. */
export function againstText({ judge, against }: JudgeRow): string {
  if (judge === 'network' || !against) return '';
  if (against.tie) return 'a tie';
  const by = points(Math.abs(against.points));
  return against.points > 0 ? `${by} better` : `${by} worse`;
}

export const nameOf = (names: readonly string[], answer: number): string =>
  answer === noAnswer ? '–' : (names[answer] ?? '–');
