/** The laboratory's thread: what it tells of a run of the gap, and when it ends one. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cellIds } from '../../../src/engine/cells/cells';
import { failed, success } from '../../../src/shared/failures';
import { gapSection, type GapChoice, type GapNews } from '../../../src/shared/laboratory/gap';
import type { RunNews } from '../../../src/shared/laboratory/sections';
import { createLaboratory } from '../../../src/worker/laboratory/laboratory';
import { engineHere } from '../engine';

const job = { cancelled: false };
const choice: GapChoice = {
  ...{ gap: 2, mixed: false, bias: '1', steps: 25, seeds: 1, cells: ['rnn', 'gru'] },
};

/** @param everyTurn called between two steps */
function laboratory(everyTurn: (turn: number) => void = () => undefined) {
  const told: RunNews[] = [];
  let turns = 0;
  let steps = 0;
  let time = 0;
  const thread = createLaboratory({
    engine: engineHere(),
    files: {
      read: () => Promise.resolve(success(undefined)),
      head: () => Promise.resolve(success(undefined)),
      part: () => Promise.resolve(success(undefined)),
      writeCompanion: () => Promise.resolve(success(undefined)),
    },
    clock: {
      now: () => (time += 7),
      nextTurn() {
        everyTurn(++turns);
        return Promise.resolve();
      },
    },
    stepping: () => {
      steps++;
    },
    tell: (what) => void told.push(what),
  });
  const news = (): GapNews[] => told.flatMap((one) => (one.section === 'gap' ? [...one.news] : []));
  return { thread, told, news, steps: () => steps };
}

describe('A run of the gap', () => {
  it('tells what is to be beaten, then of each network its steps and its test', async () => {
    const { thread, told, news } = laboratory();
    const answer = await thread.gap({ run: 7, choice }, job);
    if (!answer.ok) throw new Error(answer.failure.kind);
    expect(told.every(({ run, section }) => run === 7 && section === 'gap')).toBe(true);
    const kinds = news().map((one) =>
      one.kind === 'opponents' ? one.kind : `${one.kind} ${one.cell}`,
    );
    expect(kinds.filter((kind, n) => kind !== kinds[n - 1])).toEqual([
      'opponents',
      ...['steps rnn', 'tested rnn', 'steps gru', 'tested gru'],
    ]);
    const points = news().flatMap((one) =>
      one.kind === 'steps' && one.cell === 'rnn' ? one.points : [],
    );
    expect(points.map(({ step, of }) => [step, of])).toEqual([
      [10, 320],
      [20, 320],
      [25, 160],
    ]);
    for (const one of news()) expect(v.parse(gapSection.news, one)).toEqual(one);
    expect(v.parse(gapSection.outcome, answer.value)).toEqual(answer.value);
    expect(answer.value.cells.map(({ cell }) => cell)).toEqual(['rnn', 'gru']);
    expect(answer.value.findings[0]).toContain('Trained on one gap of 2 words');
  });

  it('tests at the gap that it was trained on, too', async () => {
    const { thread, news } = laboratory();
    await thread.gap({ run: 1, choice: { ...choice, gap: 3, steps: 1, cells: ['rnn'] } }, job);
    const test = news().find((one) => one.kind === 'tested');
    expect(test?.kind === 'tested' && test.shares.map(({ gap }) => gap)).toEqual([
      ...[1, 2, 3, 5, 10, 20, 50, 100, 200],
    ]);
  });

  it('ends in the middle of a step list when nobody waits for it', async () => {
    const waiting = { cancelled: false };
    const { thread, steps } = laboratory((turn) => {
      if (turn === 4) waiting.cancelled = true;
    });
    expect(await thread.gap({ run: 1, choice }, waiting)).toEqual(failed({ kind: 'stale' }));
    expect(steps()).toBe(4);
  });

  it('is called off by the next one', async () => {
    const { thread } = laboratory();
    const first = thread.gap({ run: 1, choice }, job);
    const second = thread.gap({ run: 2, choice: { ...choice, cells: ['rnn'] } }, job);
    expect(await first).toEqual(failed({ kind: 'stale' }));
    expect(await second).toMatchObject({ ok: true });
  });

  it('is refused where a cell is none, with what was meant', async () => {
    const { thread } = laboratory();
    const answer = await thread.gap({ run: 1, choice: { ...choice, cells: ['lstn'] } }, job);
    expect(answer).toMatchObject({
      failure: { kind: 'badCell', flaw: { kind: 'unknownId', meant: 'lstm' } },
    });
  });
});

it('Every known cell can take part, those first that are usually compared', async () => {
  const answer = await laboratory().thread.contestants({}, job);
  if (!answer.ok) throw new Error(answer.failure.kind);
  const usual = answer.value.filter(({ isUsual }) => isUsual).map(({ id }) => id);
  expect(usual).toEqual(['rnn', 'lstm', 'lstm1997', 'gru', 'minGru']);
  expect(answer.value.slice(0, 5).map(({ id }) => id)).toEqual(usual);
  expect(answer.value.map(({ id }) => id).toSorted()).toEqual([...cellIds].toSorted());
  expect(answer.value.filter(({ hasKeepBias }) => !hasKeepBias).map(({ id }) => id)).toContain(
    'lstm1997',
  );
});
