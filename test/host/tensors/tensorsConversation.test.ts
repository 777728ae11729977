import { describe, expect, it, vi } from 'vitest';
import { createTensorsConversation } from '../../../src/host/tensors/tensorsConversation';
import type { SavedFile } from '../../../src/host/exports/savedParts';
import type { Failure, Result } from '../../../src/shared/failures';
import { failed, sentence, success } from '../../../src/shared/failures';
import type { FileSource } from '../../../src/shared/model/importing';
import type { CallOptions, Port, Timer } from '../../../src/shared/wire/rpc';
import { connect } from '../../../src/shared/wire/rpc';
import { createCanceller } from '../../../src/shared/wire/canceller';
import type { TensorFile } from '../../../src/shared/model/tensors';
import type {
  ShownFile,
  TensorsHostContract,
  TensorsPageContract,
} from '../../../src/shared/pages/tensorsPage';

/** Two ends of one wire; messages arrive in the next turn, as between threads. */
function wire(): [Port, Port] {
  const ends = [0, 1].map(() => ({ hear: (_: unknown): void => undefined }));
  const port = (own: number): Port => ({
    post: (message) => void setTimeout(() => ends[1 - own].hear(message), 0),
    listen: (listener) => void (ends[own].hear = listener),
  });
  return [port(0), port(1)];
}

const header: TensorFile = {
  ...{ bytes: 100, tensors: 2, numbers: 20, types: ['F32'] },
  ...{ metadata: [], metadataLeftOut: 0 },
};

function stage() {
  const asked: (readonly [string, unknown])[] = [];
  const pending = new Set<() => void>();
  const timer: Timer = {
    after(_, then) {
      pending.add(then);
      return () => pending.delete(then);
    },
  };
  const told: ShownFile[] = [];
  const saved: SavedFile[] = [];
  const disk = { there: true, imports: 0 };
  const answers: Record<string, (options?: CallOptions) => Promise<Result<unknown>>> = {
    openTensors: () => Promise.resolve(success(header)),
    tensorRows: () => Promise.resolve(success([])),
    tensorStatistics: () => Promise.resolve(success('figures')),
  };
  let readings = 0;
  const [hostEnd, pageEnd] = wire();
  const talk = createTensorsConversation(hostEnd, {
    name: 'm.safetensors',
    analyst: {
      call: (method: string, request: unknown, options?: CallOptions) => {
        asked.push([method, request]);
        return answers[method](options) as never;
      },
      tell: (method: string, request: unknown) => void asked.push([method, request]),
    },
    ...{ timer, log: (line: string) => expect(line).toContain('Invalid') },
    nextReading: () => readings++,
    source: () =>
      Promise.resolve(success<FileSource>({ name: 'm.safetensors', path: '/m.safetensors' })),
    exists: () => Promise.resolve(disk.there),
    importModel: () => (disk.imports += 1),
    save: (file) => {
      saved.push(file);
      return Promise.resolve(success({ name: file.name }));
    },
  });
  const page = connect<TensorsHostContract, TensorsPageContract>(
    pageEnd,
    { file: (shown) => void told.push(shown) },
    { after: () => () => undefined },
    (error) => {
      throw error;
    },
  );
  const wait = async (): Promise<void> => {
    for (const then of [...pending]) {
      pending.delete(then);
      then();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { talk, page, asked, answers, told, saved, disk, wait };
}

describe('The conversation with the page of a safetensors file', () => {
  it('reads the header once, and hands questions on under its reading', async () => {
    const { page, asked } = stage();
    expect(await page.call('ready', {})).toEqual({
      ...{ name: 'm.safetensors', reading: 0, gone: false, file: header },
    });
    expect(await page.call('ready', {})).toMatchObject({ reading: 0 });
    await page.call('rows', { reading: 0, from: 0 });
    expect(await page.call('statistics', { reading: 0, place: 1 })).toEqual(success('figures'));
    expect(asked.map(([method]) => method)).toEqual([
      'openTensors',
      'tensorRows',
      'tensorStatistics',
    ]);
    expect(await page.call('rows', { reading: 7, from: 0 })).toMatchObject({
      failure: { kind: 'stale' },
    });
  });

  it('refuses what a page may not ask', async () => {
    const { page, saved } = stage();
    const part = { view: 'tensors', kind: 'csv', index: 0, last: true, part: new Uint8Array(3) };
    await page.call('save', part as never);
    expect(saved).toMatchObject([{ name: 'm-tensors.csv', kind: 'csv' }]);
    for (const bad of [
      { ...part, kind: 'exe' },
      { ...part, view: '../../x' },
      { ...part, part: new Uint8Array(2_000_000) },
    ]) {
      await expect(page.call('save', bad as never)).rejects.toThrow(/Invalid/);
    }
    await expect(page.call('statistics', { reading: 0, place: -1 })).rejects.toThrow(/Invalid/);
    expect(saved).toHaveLength(1);
  });

  it('reads the file again when it changed, and closes what it had read', async () => {
    const { talk, page, asked, told, wait } = stage();
    await page.call('ready', {});
    talk.changedOnDisk();
    talk.changedOnDisk();
    await wait();
    expect(told).toMatchObject([{ reading: 1, gone: false, file: header }]);
    expect(asked.filter(([method]) => method === 'openTensors')).toHaveLength(2);
    expect(asked).toContainEqual(['closeTensors', { key: 0 }]);
    talk.dispose();
    expect(asked.at(-1)).toEqual(['closeTensors', { key: 1 }]);
  });

  it('reads it again when the analyst says that it was written to, or is a new one', async () => {
    const { page, answers, told, wait } = stage();
    await page.call('ready', {});
    answers.tensorStatistics = () => Promise.resolve(failed({ kind: 'stale' }));
    await page.call('statistics', { reading: 0, place: 0 });
    await wait();
    expect(told).toMatchObject([{ reading: 1 }]);
  });

  it('keeps what it read when the file is deleted, says so, and reads it when it is back', async () => {
    const { talk, page, asked, disk, told, wait } = stage();
    await page.call('ready', {});
    disk.there = false;
    talk.changedOnDisk();
    await wait();
    expect(told[0]).toMatchObject({ reading: 0, gone: true, file: header });
    expect(told[0].notice).toMatch(/^m\.safetensors no longer exists: .* were read earlier\.$/);
    const before = asked.length;
    expect(await page.call('rows', { reading: 0, from: 0 })).toMatchObject({ ok: false });
    expect(asked).toHaveLength(before);
    disk.there = true;
    talk.changedOnDisk();
    await wait();
    expect(told[1]).toMatchObject({ gone: false, file: header });
    expect(told[1].notice).toBeUndefined();
  });

  it('says in a sentence why a file cannot be shown', async () => {
    const { page, answers, disk } = stage();
    const failure: Failure = { kind: 'notShown', name: 'm.safetensors', reason: 'It is odd.' };
    answers.openTensors = () => Promise.resolve(failed(failure));
    const shown = await page.call('ready', {});
    expect(shown.notice).toBe(sentence(failure));
    expect(shown.file).toBeUndefined();
    disk.there = false;
    const { page: other, answers: others, disk: empty } = stage();
    others.openTensors = answers.openTensors;
    empty.there = false;
    expect((await other.call('ready', {})).notice).toMatch(/no longer exists/);
  });

  it('calls a reading off when the page does, and when the editor closes', async () => {
    const { talk, page, answers } = stage();
    await page.call('ready', {});
    const cancelled = vi.fn();
    answers.tensorStatistics = (options) =>
      new Promise((resolve) =>
        options?.cancel?.whenCancelled(() => {
          cancelled();
          resolve(failed({ kind: 'stale' }));
        }),
      );
    const canceller = createCanceller();
    const first = page.call('statistics', { reading: 0, place: 0 }, { cancel: canceller });
    await new Promise((resolve) => setTimeout(resolve, 10));
    canceller.cancel();
    await expect(first).rejects.toMatchObject({ kind: 'cancelled' });
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1));
    void page.call('statistics', { reading: 0, place: 1 }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 10));
    talk.dispose();
    expect(cancelled).toHaveBeenCalledTimes(2);
  });

  it('leads to the import', async () => {
    const { page, disk } = stage();
    await page.call('importModel', {});
    expect(disk.imports).toBe(1);
  });
});
