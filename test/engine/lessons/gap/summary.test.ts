import { describe, expect, it } from 'vitest';
import type { GapRun } from '../../../../src/engine/lessons/gap/gap';
import { cellRow, guessingRow, rowOf } from '../../../../src/engine/lessons/gap/summary';
import { testedGaps } from '../../../../src/engine/lessons/gap/task';

const gaps = testedGaps({ gap: 20 });
const everywhere = (right: number) => gaps.map((gap) => ({ gap, right, of: 512 }));
const runOf = (right: number, solved: boolean): GapRun => ({
  ...{ cell: 'rnn', seed: 1, steps: 40, solved, hasKeepBias: false },
  accuracy: everywhere(right),
});

describe('A row of the gap', () => {
  it('has the standard error of its sentences, or between seeds where that is larger', () => {
    expect(rowOf('one', [everywhere(256)]).shares[0]).toEqual({
      ...{ gap: 1, share: 0.5, error: Math.sqrt(0.25 / 512) },
    });
    expect(rowOf('alike', [everywhere(256), everywhere(256)]).shares[0].error).toBeCloseTo(
      Math.sqrt(0.25 / 1024),
    );
    // 0 and 1: a variance of 1/2, of the mean of two 1/4.
    expect(rowOf('apart', [everywhere(0), everywhere(512)]).shares[0].error).toBe(0.5);
  });

  it('calls a tie what is within two standard errors of the better opponent', () => {
    const opponents = [guessingRow(1, gaps), rowOf('counts', [everywhere(128)])];
    const ties = (right: number) => cellRow('rnn', [runOf(right, true)], opponents).ties;
    expect(ties(140)).toEqual(gaps);
    expect(ties(64)).toEqual([]);
    expect(ties(200)).toEqual([]);
  });

  it('tells of each seed after how many steps it was solved', () => {
    const runs = [runOf(512, true), runOf(64, false)];
    expect(cellRow('rnn', runs, [guessingRow(2, gaps)]).solvedAfter).toEqual([40, undefined]);
  });
});
