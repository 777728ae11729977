import { describe, expect, it } from 'vitest';
import {
  createWrongProblems,
  most,
  moved,
  type Wrong,
} from '../../../src/host/tasks/wrongProblems';
import { failed, success, type Result } from '../../../src/shared/failures';
import type { WrongAnswers } from '../../../src/shared/questions/examples';
import { stillTimer } from '../stage';

/** In each of so many examples the token at 10 times its number is wrong. */
const answers = (count: number, from: number, portion = 500): WrongAnswers => {
  const next = Math.min(count, from + portion);
  const numbers = Array.from({ length: next - from }, (_, n) => from + n);
  return {
    ...{ documentVersion: 1, modelVersion: 1, task: 'labels', names: ['NOUN', 'VERB'] },
    ...{ count, next },
    starts: Uint32Array.from(numbers, (n) => 10 * n),
    ends: Uint32Array.from(numbers, (n) => 10 * n + 4),
    given: Uint16Array.from(numbers, () => 0),
    wanted: Uint16Array.from(numbers, () => 1),
    probability: Float32Array.from(numbers, () => 0.75),
  };
};

function stage(ask: (key: string, from: number) => Result<WrongAnswers>) {
  const timer = stillTimer();
  const shown = new Map<string, readonly Wrong[]>();
  const asked: number[] = [];
  const problems = createWrongProblems({
    timer,
    ask(key, from) {
      asked.push(from);
      return Promise.resolve(ask(key, from));
    },
    show: (key, wrong) => shown.set(key, wrong),
  });
  const read = async (): Promise<void> => {
    timer.ring();
    for (let n = 0; n < 100; n++) await Promise.resolve();
  };
  return { problems, shown, asked, read };
}

describe('Wrong labels as Problems', () => {
  it('say what was judged and what the text says', async () => {
    const { problems, shown, read } = stage((_, from) => success(answers(2, from)));
    problems.follow('a', true);
    await read();
    expect(shown.get('a')).toEqual([
      { start: 0, end: 4, message: 'Judged NOUN (75%); the text says VERB.' },
      { start: 10, end: 14, message: 'Judged NOUN (75%); the text says VERB.' },
    ]);
  });

  it('are read part by part, and no more than a person works through', async () => {
    const { problems, shown, asked, read } = stage((_, from) => success(answers(100_000, from)));
    problems.follow('a', true);
    await read();
    expect(asked).toEqual([0, 500]);
    expect(shown.get('a')).toHaveLength(most.problems);
  });

  it('are looked for in so many examples only, where few are wrong', async () => {
    const empty = { starts: new Uint32Array(), ends: new Uint32Array() };
    const none = (_: string, from: number) =>
      success({ ...answers(100_000, from, 5000), ...empty });
    const { problems, asked, read } = stage(none);
    problems.follow('a', true);
    await read();
    expect(asked).toEqual([0, 5000, 10_000, 15_000]);
  });

  it('move with edits at once, and are read again', async () => {
    let count = 3;
    const { problems, shown, read } = stage((_, from) => success(answers(count, from)));
    problems.follow('a', true);
    await read();
    count = 1;
    problems.edited('a', [{ offset: 12, length: 0, text: 'xy' }]);
    expect(shown.get('a')?.map(({ start }) => start)).toEqual([0, 22]);
    await read();
    expect(shown.get('a')).toHaveLength(1);
    problems.edited('a', undefined);
    expect(shown.get('a')).toEqual([]);
    problems.edited('unknown', undefined);
    expect(shown.has('unknown')).toBe(false);
  });

  it('of an edit in the middle of a reading are not shown', async () => {
    const { problems, shown, read } = stage((_, from) => {
      if (from === 0) problems.edited('a', [{ offset: 0, length: 0, text: 'x' }]);
      return success(answers(2, from));
    });
    problems.follow('a', true);
    await read();
    expect(shown.get('a')).toEqual([]);
  });

  it('wait where the text is ahead, and are gone with the model or the wish', async () => {
    let answer: Result<WrongAnswers> = failed({ kind: 'stale' });
    const { problems, shown, read } = stage(() => answer);
    problems.follow('a', true);
    await read();
    expect(shown.has('a')).toBe(false);
    answer = success(answers(1, 0));
    await read();
    expect(shown.get('a')).toHaveLength(1);
    answer = failed({ kind: 'notJudging', name: 'a' });
    problems.follow('a', true);
    await read();
    expect(shown.get('a')).toEqual([]);
    answer = success(answers(1, 0));
    problems.follow('a', true);
    await read();
    problems.follow('a', false);
    expect(shown.get('a')).toEqual([]);
    await read();
    expect(shown.get('a')).toEqual([]);
  });
});

describe('What is wrong', () => {
  const at = (start: number): Wrong => ({ start, end: start + 4, message: '' });
  const starts = (offset: number, length: number, text: string): number[] =>
    moved([at(0), at(10), at(20)], [{ offset, length, text }]).map(({ start }) => start);

  it('stays before an edit, moves behind it, and is forgotten where it is touched', () => {
    expect(starts(30, 0, 'x')).toEqual([0, 10, 20]);
    expect(starts(16, 2, '')).toEqual([0, 10, 18]);
    expect(starts(12, 1, 'abc')).toEqual([0, 22]);
    expect(starts(14, 0, 's')).toEqual([0, 21]);
    expect(starts(5, 12, '')).toEqual([0, 8]);
  });
});
