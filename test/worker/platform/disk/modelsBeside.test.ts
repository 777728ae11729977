import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modelsBeside } from '../../../../src/worker/platform/disk/modelsBeside';

it('The other models of a document are those whose names begin with its hash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-beside-'));
  const [first, other] = ['a'.repeat(32), 'b'.repeat(32)];
  const names = [
    ...[`${first}.safetensors`, `${first}-00000002.safetensors`, `${first}-00000001.safetensors`],
    ...[`${other}.safetensors`, `${first}-00000003.safetensors.snapshots`, 'notes.safetensors'],
  ];
  for (const name of names) await writeFile(join(folder, name), '');
  expect(await modelsBeside(join(folder, `${first}-00000002.safetensors`))).toEqual([
    join(folder, `${first}-00000001.safetensors`),
    join(folder, `${first}.safetensors`),
  ]);
  expect(await modelsBeside(join(folder, 'notes.safetensors'))).toEqual([]);
  expect(await modelsBeside(join(folder, 'gone', `${first}.safetensors`))).toEqual([]);
  await rm(folder, { recursive: true });
});
