import { describe, expect, it } from 'vitest';
import type { TaskFacts } from '../../../src/engine/files/taskFacts';
import { readingTextExamples } from '../../../src/engine/tasks/judging/textExamples';
import { Stale } from '../../../src/worker/documents/look';
import { whileUnchanged } from '../../../src/worker/documents/lookingThrough';
import { systemClock, type Clock } from '../../../src/worker/platform/clock';
import { createSlices } from '../../../src/worker/scheduling/slices';

const lines = 10_000;
const table = Array.from({ length: lines }, (_, n) => `a film of ${n}\t${n % 2}`).join('\n');
const facts: TaskFacts = { task: 'classes', classes: ['0', '1'], asked: 'last' };

/** Every slice takes so long that a turn follows. */
function slowClock(turn: () => void): Clock {
  let now = 0;
  return {
    ...systemClock,
    now: () => (now += 1000),
    nextTurn: () => {
      turn();
      return Promise.resolve();
    },
  };
}

function read(
  turn: (turns: number) => void,
  document = { version: 1 },
  job = { cancelled: false },
) {
  let turns = 0;
  const slices = createSlices(
    slowClock(() => {
      turn(++turns);
    }),
  );
  const reading = readingTextExamples(table, { facts, name: 'films.tsv', isLearnt: true });
  return whileUnchanged(reading, document, job, slices);
}

describe('a large text of examples', () => {
  it('is read in slices', async () => {
    let turns = 0;
    const examples = await read((turn) => (turns = turn));
    expect(examples).toMatchObject({ task: 'classes', unit: 'example' });
    expect(turns).toBeGreaterThan(lines / 1000);
  });

  it('is left in the middle where it is edited, or nobody waits for it', async () => {
    const document = { version: 1 };
    let turns = 0;
    const edited = read((turn) => {
      turns = turn;
      if (turn === 3) document.version = 2;
    }, document);
    await expect(edited).rejects.toBeInstanceOf(Stale);
    expect(turns).toBe(3);
    const job = { cancelled: false };
    const cancelled = read(() => (job.cancelled = true), { version: 1 }, job);
    await expect(cancelled).rejects.toBeInstanceOf(Stale);
  });
});
