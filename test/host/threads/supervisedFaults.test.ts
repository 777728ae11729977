import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { bundledThread } from '../../worker/bundle';
import type { House } from '../../worker/house';
import { openHouse, story, value } from '../../worker/house';

let script = '';
beforeAll(async () => {
  script = await bundledThread('src/worker/worker.ts');
});

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.dispose();
});

async function house(fault: string): Promise<House> {
  const opened = await openHouse(script, fault);
  houses.push(opened);
  return opened;
}

describe('a trainer that', () => {
  it.each([
    ['exits', 'trainer:exit@20', /exit code 3/],
    ['traps', 'trainer:trap@20', /RuntimeError: unreachable/],
    ['hangs', 'trainer:hang@20', /no sign of life/],
  ])('%s is replaced, and the next one trains', async (_, fault, reason) => {
    const { trainer, request, lines } = await house(fault);
    const reasons: string[] = [];
    trainer.onRestart((why) => reasons.push(why));
    await expect(trainer.call('train', request())).rejects.toMatchObject({ kind: 'closed' });
    const again = request({ start: 'resume', otherwise: 'afresh' });
    expect(value(await trainer.call('train', again)).steps).toBe(60);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(reason);
    expect(lines.join('\n')).toMatch(reason);
  });
});

describe('a reader that', () => {
  it.each(['reader:hang@2', 'reader:exit@2', 'reader:trap@2'])(
    'suffers %s answers again once its documents are back',
    async (fault) => {
      const { trainer, reader, request, modelPath } = await house(fault);
      value(await trainer.call('train', request()));
      const documentKey = 'file:///story.txt';
      const bringBack = (): void => {
        reader.tell('openDocument', { documentKey, version: 1, text: story(2000) });
        reader.tell('useModel', { documentKey, source: { kind: 'file', path: modelPath } });
      };
      reader.onRestart(bringBack);
      bringBack();
      const ask = () => reader.call('complete', { documentKey, offset: 4, count: 3 });
      const first = value(await ask());
      await expect(ask()).rejects.toMatchObject({ kind: 'closed' });
      expect(value(await ask())).toEqual(first);
    },
  );

  it('suffers a fault meant for the analyst does not', async () => {
    const { reader, analyst, lines } = await house('analyst:exit@1');
    const path = '/nowhere/model.safetensors';
    await expect(analyst.call('describeModel', { path })).rejects.toMatchObject({ kind: 'closed' });
    const answer = await reader.call('complete', { documentKey: 'none', offset: 0, count: 1 });
    expect(answer).toMatchObject({ ok: false });
    expect(lines.filter((line) => line.includes('ended'))).toHaveLength(1);
  });
});

describe('a full disk', () => {
  it('fails the last save with a reason, and leaves the file of before whole', async () => {
    const { trainer, request, modelPath } = await house('disk:enospc@2');
    const first = value(await trainer.call('train', request()));
    const answer = await trainer.call('train', request());
    expect(answer).toEqual({
      ok: false,
      failure: {
        kind: 'disk',
        doing: 'Saving the model',
        reason: 'no space is left on the disk',
      },
    });
    const decoded = decodeModelFile(await readFile(modelPath));
    expect(decoded.ok && decoded.model.summary).toEqual(first);
    const name = basename(modelPath);
    expect((await readdir(dirname(modelPath))).sort()).toEqual([name, `${name}.snapshots`]);
  });
});
