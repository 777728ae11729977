/** The conversation with the laboratory's page, without VS Code and without a thread. */
import { describe, expect, it } from 'vitest';
import { createLaboratoryConversation } from '../../../src/host/laboratory/laboratoryConversation';
import { ThreadLost } from '../../../src/host/threads/supervisor';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import { sentence, success } from '../../../src/shared/failures';
import type { Order, RunNews } from '../../../src/shared/laboratory/sections';
import type {
  LaboratoryHostContract,
  LaboratoryPageContract,
  Shown,
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

type Run = (order: unknown, options: CallOptions) => Promise<unknown>;

function stage(run: Run = () => Promise.resolve(success('outcome')), asksFor?: Shown) {
  const asked: unknown[] = [];
  const told: RunNews[] = [];
  const shown: Shown[] = [];
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
    ...{ timer, shown: asksFor },
    log: (line) => expect(line).toContain('Invalid'),
  });
  const page = connect<LaboratoryHostContract, LaboratoryPageContract>(
    pageEnd,
    {
      told: (what) => void told.push(what),
      show: (wanted) => void shown.push(wanted),
    },
    timer,
    (error) => {
      throw error;
    },
  );
  return { talk, page, asked, told, shown };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('The conversation with the laboratory’s page', () => {
  it('says which cells and experiments there are, and what a command asked for', async () => {
    const known = { contestants, experiments: [] };
    expect(await stage().page.call('ready', {})).toEqual(success(known));
    const asked = { section: 'experiments', topic: '6a' } as const;
    const { page } = stage(undefined, asked);
    expect(await page.call('ready', {})).toEqual(success({ ...known, ...asked }));
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
