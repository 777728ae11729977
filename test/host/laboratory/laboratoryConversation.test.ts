/** The conversation with the laboratory's page, without VS Code and without a thread. */
import { describe, expect, it } from 'vitest';
import { createLaboratoryConversation } from '../../../src/host/laboratory/laboratoryConversation';
import { ThreadLost } from '../../../src/host/threads/supervisor';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import { failed, sentence, success } from '../../../src/shared/failures';
import type { RaceChoice, RaceMaterial } from '../../../src/shared/laboratory/race';
import type { Order, RunNews } from '../../../src/shared/laboratory/sections';
import type {
  LaboratoryAct,
  LaboratoryHostContract,
  LaboratoryPageContract,
  Wanted,
} from '../../../src/shared/pages/laboratoryPage';
import { createCanceller } from '../../../src/shared/wire/canceller';
import { CallError, connect, type CallOptions, type Port } from '../../../src/shared/wire/rpc';

/** Two ends of one wire; messages arrive in the next turn, as between threads. */
function wire(): [Port, Port] {
  const ends = [0, 1].map(() => ({ hear: (_: unknown): void => undefined }));
  const port = (own: number): Port => ({
    post: (message) => void setImmediate(() => ends[1 - own].hear(message)),
    listen: (listener) => void (ends[own].hear = listener),
  });
  return [port(0), port(1)];
}

const contestants: readonly Contestant[] = [
  { id: 'rnn', title: 'RNN', hasKeepBias: false, isUsual: true },
];
const order: Order<'gap'> = {
  run: 3,
  choice: { gap: 20, mixed: false, bias: '1', steps: 400, seeds: 1, cells: ['rnn'] },
};

const text = { key: 'file:///a.txt', name: 'a.txt' };
const raceChoice: RaceChoice = {
  ...{ text, contestants: [{ cell: 'rnn', layers: 1 }], equal: 'steps', seeds: 1 },
  budget: { of: 'steps', count: 5 },
};
const material: RaceMaterial = {
  ...{ documentKey: text.key, name: 'a.txt', text: 'One two.', tokens: 'words' },
  ...{ readout: 'linear', memoryMB: 64, race: '0123abcd', folder: '/models/races/0123abcd' },
};

type Run = (order: unknown, options: CallOptions) => Promise<unknown>;

function stage(run: Run = () => Promise.resolve(success('outcome')), wanted?: Wanted) {
  const asked: unknown[] = [];
  const told: RunNews[] = [];
  const shown: Wanted[] = [];
  const acts: LaboratoryAct[] = [];
  const [hostEnd, pageEnd] = wire();
  const timer = { after: () => () => undefined };
  const talk = createLaboratoryConversation(hostEnd, {
    thread: {
      call: (method: string, request: unknown, options: CallOptions = {}) => {
        asked.push([method, request]);
        const known = { contestants: success(contestants), experimentPages: success([]) };
        const answer = method in known ? known[method as 'contestants'] : run(request, options);
        return Promise.resolve(answer) as never;
      },
    },
    ...{ timer, wanted },
    materials: {
      automaton: () => Promise.resolve(success(undefined)),
      compare: () => Promise.resolve(failed({ kind: 'noOtherModel' })),
      race: ({ text }) =>
        Promise.resolve(
          text ? success({ ...material, name: text.name }) : failed({ kind: 'noEditor' }),
        ),
    },
    act(act) {
      acts.push(act);
      return Promise.resolve(success('Saved.'));
    },
    log: (line) => expect(line).toContain('Invalid'),
  });
  const page = connect<LaboratoryHostContract, LaboratoryPageContract>(
    pageEnd,
    {
      told: (what) => void told.push(what),
      show: (asked) => void shown.push(asked),
    },
    timer,
    (error) => {
      throw error;
    },
  );
  return { talk, page, asked, told, shown, acts };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('The conversation with the laboratory’s page', () => {
  it('says which cells and experiments there are, and what a command asked for', async () => {
    const known = { contestants, experiments: [] };
    expect(await stage().page.call('ready', {})).toEqual(success(known));
    const wanted = { section: 'race', given: { text } } as const;
    const { page } = stage(undefined, wanted);
    expect(await page.call('ready', {})).toEqual(success({ ...known, wanted }));
  });

  it('hands a run on as it was chosen, and its outcome back', async () => {
    const { page, asked } = stage();
    expect(await page.call('gap', order)).toEqual(success('outcome'));
    expect(asked).toEqual([['gap', order]]);
  });

  it('refuses what a page may not ask', async () => {
    const { page, asked } = stage();
    for (const wrong of [{ gap: 1000 }, { cells: [] }, { seeds: 9 }, { bias: 7 }]) {
      const bad = { ...order, choice: { ...order.choice, ...wrong } };
      await expect(page.call('gap', bad as never)).rejects.toThrow(/Invalid/);
    }
    expect(asked).toEqual([]);
  });

  it('adds the text to a race, or says why there is none', async () => {
    const { page, asked } = stage();
    const race = { run: 1, choice: raceChoice };
    expect(await page.call('race', race)).toEqual(success('outcome'));
    expect(asked).toEqual([['race', { ...race, material }]]);
    const { text: _, ...without } = raceChoice;
    expect(await page.call('race', { run: 2, choice: without })).toMatchObject({
      failure: { kind: 'noEditor', sentence: sentence({ kind: 'noEditor' }) },
    });
    expect(asked).toHaveLength(1);
  });

  it('has done what only VS Code can do, and nothing that leads out of the folder of races', async () => {
    const { page, acts } = stage();
    const act = { act: 'useRaced', text, model: '0123abcd/2' } as const;
    expect(await page.call('act', act)).toEqual(success('Saved.'));
    expect(acts).toEqual([act]);
    await expect(page.call('act', { ...act, model: '../../secret' })).rejects.toThrow(/Invalid/);
    expect(acts).toHaveLength(1);
  });

  it('calls a run off when the page does', async () => {
    let called: CallOptions | undefined;
    const { page } = stage((_, options) => {
      called = options;
      return new Promise(() => undefined);
    });
    const cancel = createCanceller();
    const running = page.call('gap', order, { cancel });
    await turn();
    expect(called?.cancel?.cancelled).toBe(false);
    cancel.cancel();
    await expect(running).rejects.toThrow('cancelled');
    await turn();
    expect(called?.cancel?.cancelled).toBe(true);
  });

  it('says so where the thread dies in the middle of a run, and where it is given up', async () => {
    const dying = stage(() => Promise.reject(new CallError('closed', 'gap')));
    expect(await dying.page.call('gap', order)).toEqual({
      ok: false,
      failure: { kind: 'runCutOff', sentence: sentence({ kind: 'runCutOff' }) },
    });
    const failure = { kind: 'threadLost', thread: 'laboratory', reason: 'exit code 3' } as const;
    const lost = stage(() => Promise.reject(new ThreadLost(failure)));
    expect(await lost.page.call('gap', order)).toMatchObject({ failure: { kind: 'threadLost' } });
  });

  it('passes on what happens, and the section that is asked for later', async () => {
    const { talk, page, told, shown } = stage();
    await page.call('ready', {});
    const news: RunNews = { section: 'gap', run: 3, news: [] };
    talk.told(news);
    talk.show({ section: 'gap' });
    await turn();
    expect(told).toEqual([news]);
    expect(shown).toEqual([{ section: 'gap' }]);
    talk.dispose();
    talk.told(news);
    await turn();
    expect(told).toHaveLength(1);
  });
});
