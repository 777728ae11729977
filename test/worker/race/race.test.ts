import { describe, expect, it } from 'vitest';
import { evaluationText } from '../../../src/engine/evaluation/evaluationText';
import { shapeOfChoice, type ChosenCell } from '../../../src/engine/network/cellChoice';
import type { Contestant } from '../../../src/engine/race/contestants';
import { readRecord, writeRecord, type RaceRecord } from '../../../src/engine/race/record';
import {
  runRace,
  withOpponent,
  type RaceNeeds,
  type RaceSettings,
} from '../../../src/worker/race/race';
import { engineHere } from '../engine';
import { raceStory } from './story';

const engine = engineHere();
const raw = raceStory(140);
const text = evaluationText(raw, 'words');

function contestant(cell: ChosenCell, more: Partial<Contestant> = {}): Contestant {
  const shape = shapeOfChoice({ cells: [cell], layers: 1 });
  if (!shape.ok) throw new Error(shape.flaw.kind);
  return { name: shape.value.cell, chosen: shape.value, ...more };
}

const settings = (changes: Partial<RaceSettings> = {}) => ({
  ...({ equal: 'steps', budget: { steps: 6 }, seeds: [1, 2], tokens: 'words' } as const),
  contestants: withOpponent([contestant('gru', { units: 8 }), contestant('rnn', { units: 8 })]),
  ...changes,
});

function race(
  changes: Partial<RaceSettings> = {},
  needs: Partial<RaceNeeds> = {},
  before?: Parameters<typeof runRace>[4],
) {
  const all: RaceNeeds = {
    ...{ engine, threads: 1, memoryMB: 512, spent: () => 0 },
    nextTurn: () => Promise.resolve(),
    cancelled: () => false,
    finished: () => Promise.resolve(),
    ...needs,
  };
  return runRace({ name: 'story.txt', raw }, text, settings(changes), all, before);
}

async function raced(...given: Parameters<typeof race>): Promise<RaceRecord> {
  const result = await race(...given);
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}

describe('a race', () => {
  it('trains every contestant from every seed, a window of words beside them, seed by seed', async () => {
    const { rows, counted } = await raced();
    expect(rows.map(({ cell, seed }) => `${cell} ${seed}`)).toEqual([
      ...['gru 1', 'rnn 1', 'window:5 1'],
      ...['gru 2', 'rnn 2', 'window:5 2'],
    ]);
    for (const { perplexity, steps, sha256 } of rows) {
      expect(perplexity).toBeGreaterThan(1);
      expect(perplexity).toBeLessThan(text.words.length);
      expect(steps).toBe(6);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(counted.map(({ name }) => name)).toEqual(['ngram3', 'ngram5']);
  });

  it('gives the same bytes when its record is run again', async () => {
    const record = await raced();
    const read = readRecord(writeRecord(record));
    if (!('record' in read)) throw new Error(read.problem);
    const { contestants, equal, budget, seeds, rows } = read.record;
    const again = await raced({ contestants, equal, budget, seeds }, {}, { plans: rows, rows: [] });
    expect(writeRecord(again)).toBe(writeRecord(record));
  });

  it('goes on after the rows that a record has, and ends as if it had not been interrupted', async () => {
    const whole = await raced();
    let ended = 0;
    const cut = await raced(
      {},
      {
        cancelled: () => ended === 2,
        finished() {
          ended++;
          return Promise.resolve();
        },
      },
    );
    expect(cut.rows).toEqual(whole.rows.slice(0, 2));
    const trained: string[] = [];
    const resumed = await raced(
      {},
      { finished: ({ rows }) => Promise.resolve(void trained.push(rows.at(-1)?.cell ?? '')) },
      { plans: cut.rows, rows: cut.rows },
    );
    expect(writeRecord(resumed)).toBe(writeRecord(whole));
    expect(trained).toEqual(['window:5', 'gru', 'rnn', 'window:5']);
  });

  it('says of a cell that diverges that it did, and lets the others go on', async () => {
    const wild = { path: 'wild.cell', text: "cell wild\nh = exp(exp(W x + U h' + b + 9))" };
    const contestants = [contestant(wild), contestant('rnn', { units: 8 })];
    const { rows } = await raced({ contestants, seeds: [1] });
    expect(rows[0]).toMatchObject({ cell: 'wild', ended: 'diverged', perplexity: null });
    expect(rows[1]).toMatchObject({ cell: 'rnn', ended: 'budget' });
  });

  it('gives a contestant its learning rate and its share of the text', async () => {
    const contestants = [contestant('rnn', { units: 8, rate: 0.01, share: 0.5 })];
    const { rows } = await raced({ contestants, seeds: [1] });
    const { rows: others } = await raced({
      contestants: [contestant('rnn', { units: 8 })],
      seeds: [1],
    });
    expect(rows[0].plan.learningRate).toBe(0.01);
    expect(rows[0].plan.B).toBeLessThan(others[0].plan.B);
  });

  it('turns seconds into steps by the time that each contestant takes', async () => {
    // Every look at the clock costs a hundredth of a second, so that a step takes that long.
    let looks = 0;
    const { rows } = await raced(
      { budget: { seconds: 1 }, equal: 'seconds', seeds: [1] },
      { spent: () => ++looks / 100 },
    );
    for (const { plan } of rows) {
      expect(plan.steps).toBeGreaterThan(80);
      expect(plan.steps).toBeLessThan(100);
    }
  });

  it('that is called off while it finds out how long a step takes has no rows', async () => {
    const { rows } = await raced({ budget: { seconds: 60 } }, { cancelled: () => true });
    expect(rows).toEqual([]);
  });

  it('needs a text to learn from, and memory', async () => {
    const short = evaluationText('Too short.', 'words');
    const needs: RaceNeeds = {
      ...{ engine, threads: 1, memoryMB: 512, spent: () => 0, cancelled: () => false },
      nextTurn: () => Promise.resolve(),
      finished: () => Promise.resolve(),
    };
    const source = { name: 'short.txt', raw: 'Too short.' };
    expect(await runRace(source, short, settings(), needs)).toMatchObject({
      ok: false,
      failure: { kind: 'tooShort', words: 2 },
    });
    expect(await race({}, { memoryMB: 0 })).toMatchObject({ failure: { kind: 'overBudget' } });
  });
});
