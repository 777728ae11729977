import { mkdir, writeFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOtherModels } from '../../../src/host/panel/otherModels';
import { createModelFiles } from '../../../src/host/sessions/modelFiles';
import { createSessions } from '../../../src/host/sessions/sessions';
import { success } from '../../../src/shared/failures';
import { textOf } from '../stage';
import { description } from '../values';

const storage = mkdtempSync(join(tmpdir(), 'gatescope-others-'));
afterAll(() => rmSync(storage, { recursive: true, force: true }));

const key = 'file:///a.txt';
const files = createModelFiles(storage);

/** Every file says that it is a model of the text that its content names. */
async function write(path: string, documentKey = key): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, documentKey);
  return path;
}

function stage(documents: ReadonlyMap<string, string>) {
  const sessions = createSessions();
  const call = (_: string, { paths }: { readonly paths: readonly string[] }) =>
    Promise.resolve(
      paths.map((path) => ({
        ...{ path, bytes: 1, saved: 1 },
        facts: success({
          ...{ cell: 'gru', tokens: 'words', layers: 1, hiddenSize: 8, embeddingSize: 8 },
          ...{ documentKey: documents.get(path) ?? key, modelVersion: 1, noted: '' },
        }),
      })),
    );
  const analyst = { call: call as never };
  return { sessions, others: createOtherModels({ files, sessions, analyst }) };
}

describe('the other models of a text', () => {
  it('are those that it is not read with, and those of races on it', async () => {
    const own = await write(files.pathOf(key));
    const second = await write(files.pathOf(key, '0a0a0a0a'));
    const raced = await write(join(files.folder, 'races', '1b1b1b1b', '0.safetensors'));
    const strange = await write(join(files.folder, 'races', '1b1b1b1b', '1.safetensors'));
    const { sessions, others } = stage(new Map([[strange, 'file:///b.txt']]));
    const text = textOf(key, 'some text', 3);
    sessions.apply(text, { kind: 'restored', description: description(), path: own });
    const found = await others.of(key);
    expect(found.map(({ id }) => id)).toEqual([files.idOf(second), 'race/1b1b1b1b/0']);
    expect(new Set(found.map(({ title }) => title)).size).toBe(2);
    expect(found.map(({ id }) => others.pathOf(id))).toEqual([second, raced]);
  });

  it('are none of a text without models', async () => {
    expect(await stage(new Map()).others.of('file:///none.txt')).toEqual([]);
  });
});
