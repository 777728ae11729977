/** The laboratory's thread draws automata: of a network that it trains, and of the model of a text. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../src/shared/failures';
import {
  automatonSection,
  type AutomatonChoice,
  type AutomatonNews,
} from '../../../src/shared/laboratory/automaton';
import type { RaceChoice } from '../../../src/shared/laboratory/race';
import { createLaboratory } from '../../../src/worker/laboratory/laboratory';
import { engineHere } from '../engine';
import { raceStory } from '../race/story';

const raw = raceStory(60);
const text = { key: 'file:///story.txt', name: 'story.txt' };
const files = new Map<string, Uint8Array<ArrayBuffer>>();

function laboratory(everyTurn: () => void = () => undefined) {
  const told: AutomatonNews[] = [];
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
      read: (path) => Promise.resolve(success(files.get(path))),
      head: () => Promise.resolve(success(undefined)),
      part: () => Promise.resolve(success(undefined)),
      writeCompanion(path, bytes) {
        files.set(path, new Uint8Array(bytes));
        return Promise.resolve(success(undefined));
      },
    },
    stepping: () => undefined,
    tell(what) {
      if (what.section === 'automaton') told.push(...what.news);
    },
  });
  return { thread, told };
}

const choice: AutomatonChoice = { of: 'brackets', cell: 'rnn', seed: 1, groups: 12 };
const job = { cancelled: false };

describe('The automaton of a language', () => {
  it('is given up, with nothing told any more, when it is called off', async () => {
    let turns = 0;
    const called = { cancelled: false };
    const { thread, told } = laboratory(() => (called.cancelled = ++turns === 20));
    const answer = await thread.automaton({ run: 1, choice, material: undefined }, called);
    expect(answer).toEqual(failed({ kind: 'stale' }));
    expect(told.every(({ kind }) => kind === 'progress')).toBe(true);
  });

  it('needs a cell that there is, and a text of one', async () => {
    const { thread } = laboratory();
    const of = (changes: Partial<AutomatonChoice>) =>
      thread.automaton({ run: 1, choice: { ...choice, ...changes }, material: undefined }, job);
    expect(await of({ cell: 'mine' })).toEqual(
      failed({ kind: 'badCell', flaw: { kind: 'unknownId', id: 'mine' } }),
    );
    expect(await of({ of: 'text' })).toEqual(failed({ kind: 'noEditor' }));
  });
});

describe('The automaton of a text’s model', () => {
  const drawn = async (groups: number, given = raw) => {
    const { thread, told } = laboratory();
    if (files.size === 0) {
      const race: RaceChoice = {
        ...{ text, equal: 'steps', budget: { of: 'steps', count: 20 }, seeds: 1 },
        contestants: [{ cell: 'gru', layers: 1, units: 12 }],
      };
      const material = {
        ...({ tokens: 'words', readout: 'linear' } as const),
        ...{ documentKey: text.key, name: text.name, text: raw },
        ...{ memoryMB: 512, race: '0123abcd', folder: '/races' },
      };
      const raced = await thread.race({ run: 1, choice: race, material }, job);
      if (!raced.ok) throw new Error(raced.failure.kind);
    }
    const order = { run: 2, choice: { ...choice, of: 'text', text, groups } as const };
    const material = { name: text.name, text: given, path: '/races/0.safetensors' };
    return { answer: await thread.automaton({ ...order, material }, job), told };
  };

  it('has a group for each word, ways between the groups, and how much of the network it holds', async () => {
    const { answer, told } = await drawn(5);
    if (!answer.ok || answer.value.kind !== 'text') throw new Error('no automaton');
    const { value } = answer;
    expect(v.parse(automatonSection.outcome, value)).toEqual(value);
    const { found, of, points, words, agreement, byLargest, fresh } = value;
    expect(points).toHaveLength(2 * of.length);
    expect(words).toHaveLength(of.length);
    expect(Math.max(...of)).toBe(4);
    // Every step but the first is on one of the ways.
    expect(found.transitions.reduce((sum, { count }) => sum + count, 0)).toBe(of.length - 1);
    expect(found.states.map(({ points: own }) => own).reduce((sum, own) => sum + own, 0)).toBe(of.length); // prettier-ignore
    expect(fresh).toBeGreaterThan(50);
    expect(agreement.share).toBeGreaterThan(byLargest);
    expect(told).toEqual([{ kind: 'drawing', groups: 5 }]);
  });

  it('comes out the same again, and is refused where there are too few words', async () => {
    const [one, again] = [await drawn(4), await drawn(4)];
    expect(again.answer).toEqual(one.answer);
    const { answer } = await drawn(40, 'A short text.');
    expect(answer.ok ? undefined : answer.failure).toMatchObject({ kind: 'fewStates', groups: 40 });
  });
});
