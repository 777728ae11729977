import { describe, expect, it } from 'vitest';
import { seedsSentence } from '../../../src/host/tasks/seedsSentence';
import { resultSentence } from '../../../src/shared/taskResults';
import type { JudgeRow, TaskResult } from '../../../src/shared/tasks';

const result = (accuracy: number, ...others: JudgeRow[]): TaskResult => ({
  rows: [{ judge: 'network', figures: { accuracy, standardError: 1.3, macroF1: 70 } }, ...others],
  examples: { train: 800, valid: 100, test: 1066 },
  duplicates: 0,
});
const bayes = (points: number, tie: boolean): JudgeRow => ({
  judge: 'naiveBayes',
  figures: { accuracy: 76.9, standardError: 1.3, macroF1: 70 },
  against: { points, standardError: 1, tie },
});

describe('A result in a sentence', () => {
  it('names the best opponent, the number of examples, the standard error, and a tie as one', () => {
    expect(resultSentence(result(77.7, bayes(-0.8, true)))).toBe(
      'On 1,066 test examples: accuracy 77.7 %, standard error 1.3; naive Bayes 76.9 %, a tie.',
    );
    expect(resultSentence(result(70.1, bayes(6.8, false)))).toContain('better by 6.8 points');
    expect(resultSentence(result(80.1, bayes(-3.2, false)))).toContain('worse by 3.2 points');
  });

  it('counts the words of labels, and the sentences of spans', () => {
    const labels: JudgeRow = {
      judge: 'network',
      figures: { accuracy: 82.2, standardError: 1.2, known: 84, unknown: 60 },
    };
    const of = { examples: { train: 500, valid: 60, test: 66 }, duplicates: 0 };
    expect(resultSentence({ ...of, rows: [labels], words: 1002 })).toBe(
      'On 1,002 words of 66 test sentences: accuracy 82.2 %, standard error 1.2.',
    );
    const figures = { precision: 1, recall: 1, f1: 30.1 };
    const spans: JudgeRow = {
      judge: 'network',
      figures: { ...figures, standardError: 2, untyped: figures },
    };
    expect(resultSentence({ ...of, rows: [spans] })).toBe(
      'On 66 test sentences: F1 30.1 %, standard error 2.0.',
    );
  });

  it('says nothing where nothing was tested', () => {
    expect(resultSentence({ ...result(1), rows: [] })).toBeUndefined();
  });

  it('tells of several seeds each one, their mean, and how they judge together', () => {
    const each = [1, 2].map((seed) => ({ seed, result: result(75 + seed) }));
    expect(seedsSentence('a.tsv', each, result(77.7, bayes(-0.8, true)))).toBe(
      'a.tsv, each alone: seed 1 76.0 %, seed 2 77.0 %; mean 76.5 %. Averaged into one judge: on 1,066 test examples: accuracy 77.7 %, standard error 1.3; naive Bayes 76.9 %, a tie.',
    );
  });
});
