/** The laboratory's thread: what it tells of experiments and contrasts, and when it ends them. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../src/shared/failures';
import { contrastsSection, type ContrastsChoice } from '../../../src/shared/laboratory/contrasts';
import {
  experimentPage,
  experimentsSection,
  type ExperimentChoice,
} from '../../../src/shared/laboratory/experiments';
import type { NewsOf, RunNews, SectionId } from '../../../src/shared/laboratory/sections';
import { createLaboratory } from '../../../src/worker/laboratory/laboratory';
import { engineHere } from '../engine';

const job = { cancelled: false };
const agreement: ExperimentChoice = {
  ...{ experiment: 'agreement', way: 'modern', cell: 'lstm', trials: 1 },
};

function laboratory(everyTurn: () => void = () => undefined) {
  const told: RunNews[] = [];
  let time = 0;
  const thread = createLaboratory({
    engine: engineHere(),
    clock: {
      now: () => (time += 7),
      nextTurn() {
        everyTurn();
        return Promise.resolve();
      },
    },
    files: {
      read: () => Promise.resolve(success(undefined)),
      head: () => Promise.resolve(success(undefined)),
      part: () => Promise.resolve(success(undefined)),
      writeCompanion: () => Promise.resolve(success(undefined)),
    },
    stepping: () => undefined,
    tell: (what) => void told.push(what),
  });
  const newsOf = <K extends SectionId>(section: K): NewsOf<K>[] =>
    told.flatMap((one) => (one.section === section ? [...(one.news as NewsOf<K>[])] : []));
  return { thread, newsOf };
}

describe('Pages of experiments', () => {
  it('say of each what it is, in which ways it is run, and show a sequence with what is asked', async () => {
    const answer = await laboratory().thread.experimentPages({}, job);
    if (!answer.ok) throw new Error('no pages');
    const pages = answer.value.map((page) => v.parse(experimentPage, page));
    expect(pages).toHaveLength(18);
    for (const { ways, sample } of pages) {
      expect(ways.map(({ way }) => way).slice(0, 2)).toEqual(['modern', 'truncated']);
      expect(sample.some(({ answer }) => answer !== undefined)).toBe(true);
      expect(sample.every(({ reads }) => reads !== '' && !reads.includes('undefined'))).toBe(true);
    }
    const reber = pages.find(({ id }) => id === 'embeddedReber');
    expect(reber?.sample[0]).toEqual({ reads: 'B', answer: 'T or P' });
    expect(reber?.ways.map(({ way }) => way)).toEqual(['modern', 'truncated', 'paper', 'rtrl']);
    expect(reber?.paper?.row).toContain('39,740');
    const order = pages.find(({ id }) => id === '6a');
    expect(order?.sample[0]).toEqual({ reads: 'E' });
    expect(order?.sample.at(-1)?.answer).toMatch(/^[XY]{2}$/);
  });
});

describe('A run of an experiment', () => {
  it('tells how each trial goes and ends, shows the gates of the first, and sums them up', async () => {
    const { thread, newsOf } = laboratory();
    const answer = await thread.experiments({ run: 1, choice: agreement }, job);
    if (!answer.ok) throw new Error(answer.failure.kind);
    const news = newsOf('experiments');
    for (const one of news) v.parse(experimentsSection.news, one);
    const [trial] = news.filter((one) => one.kind === 'trial');
    expect(trial).toMatchObject({ seed: 1, solved: true, diverged: false, sequences: 864 });
    expect(trial?.test?.of).toBe(1024);
    const gates = news.find((one) => one.kind === 'gates');
    expect(gates?.quantities.map(({ title }) => title)).toContain('Forget gate');
    const lengths = new Set(gates?.quantities.map(({ values }) => values.length));
    expect(lengths.size).toBe(1);
    expect(answer.value).toMatchObject({ solved: 1, of: 1, median: 864, range: [864, 864] });
    expect(answer.value.interval[0]).toBeCloseTo(0.2065, 3);
  });

  it('ends when it is called off, and where the cell is none', async () => {
    const called = { cancelled: false };
    const { thread } = laboratory(() => (called.cancelled = true));
    expect(await thread.experiments({ run: 1, choice: agreement }, called)).toEqual(
      failed({ kind: 'stale' }),
    );
    const choice = { ...agreement, cell: 'lsmt' };
    expect(await thread.experiments({ run: 2, choice }, job)).toMatchObject({
      failure: { kind: 'badCell' },
    });
  });
});

describe('A run of contrasts', () => {
  const choice: ContrastsChoice = { what: 'matrix', cells: ['gru'], trials: 1 };

  it('tells each entry of the matrix as it is known, and ends when it is called off', async () => {
    const called = { cancelled: false };
    let turns = 0;
    const { thread, newsOf } = laboratory(() => (called.cancelled = ++turns === 200));
    const answer = await thread.contrasts({ run: 1, choice }, called);
    expect(answer).toEqual(failed({ kind: 'stale' }));
    const news = newsOf('contrasts');
    for (const one of news) v.parse(contrastsSection.news, one);
    expect(news.find((one) => one.kind === 'entry')).toMatchObject({
      ...{ cell: 'gru', experiment: 'parity', beginning: 'usual', trials: 1, solved: 1 },
      median: 2112,
    });
  });

  it('counts how often one weight is pulled both ways', async () => {
    const { thread, newsOf } = laboratory();
    const conflict: ContrastsChoice = { what: 'conflict', cells: ['rnn'], trials: 1 };
    expect((await thread.contrasts({ run: 1, choice: conflict }, job)).ok).toBe(true);
    const rows = newsOf('contrasts').filter((one) => one.kind === 'conflict');
    expect(rows.map(({ cell, quantity }) => [cell, quantity])).toEqual([['rnn', 'h']]);
    expect(rows[0]?.conflict).toBeGreaterThan(0.2);
  });
});
