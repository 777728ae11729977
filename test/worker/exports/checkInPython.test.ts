/** `model.py` and `check.py` of projects of every kind, run by PyTorch (`npm run pytorch`). */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parityRecord } from '../../../src/engine/exports/parityTokens';
import type { ModelShape } from '../../../src/engine/network/shape';
import { cellText } from '../../../src/engine/cells/cells';
import { createTwin } from '../../../src/engine/twin/twin';
import { everyKind, ownCell } from '../../engine/anyCell';
import { everyCell } from '../../engine/cells/everyCell';
import { modelFarFromStart } from './farFromStart';
import { pythonWithTorch, runPython, writeProject } from './python';

const base = { tokens: 'words', cut: 2, V: 40, E: 6, H: 8, L: 2, tied: false } as const;
const own = (id: string, text: string) => ({ cell: id, cells: [{ id, text }] });
const mixed = ['lstm', 'gru'] as const;
const shapes: readonly (readonly [string, ModelShape])[] = [
  ...everyKind.map(([name, cell]) => [name, { ...base, ...cell }] as const),
  ...everyCell.slice(14).map(({ id, text }) => [id, { ...base, ...own(id, text) }] as const),
  ...everyKind.map(
    ([name, cell]) => [`both ways: ${name}`, { ...base, ...cell, direction: 'both' }] as const,
  ),
  ['a window', { ...base, cell: 'window:3', window: 3 }],
  ['a deep read-out', { ...base, cell: 'gru', readout: 'deep' }],
  ['tied', { ...base, cell: 'lstm', E: 8, tied: true }],
  [
    'tied, deep, both ways',
    { ...base, cell: 'gru', E: 8, tied: true, readout: 'deep', direction: 'both' },
  ],
  [
    'mixed layers',
    {
      ...{ ...base, L: 3, cell: 'mixed' },
      cells: [
        ...mixed.map((id) => ({ id, text: cellText(id) })),
        ...(ownCell('share').cells ?? []),
      ],
    },
  ],
];

function writtenProject(shape: ModelShape): string {
  const { model, network, counts } = modelFarFromStart(
    shape,
    createTwin({ interrupted: () => false }),
  );
  const folder = writeProject(model, parityRecord(network, counts));
  return folder;
}

/** One process for all: PyTorch takes seconds to start. */
const runner = `import importlib, json, sys
answers = []
for folder in sys.argv[1:]:
    for module in ("model", "check"):
        sys.modules.pop(module, None)
    sys.path.insert(0, folder)
    answers.append(importlib.import_module("check").main())
    sys.path.pop(0)
print("answers " + json.dumps(answers))
`;

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe.skipIf(pythonWithTorch === undefined)('A project in PyTorch', () => {
  it('computes the losses of Gatescope, whatever the network is made of', async () => {
    folders.push(...shapes.map(([, shape]) => writtenProject(shape)));
    await writeFile(join(folders[0], 'runner.py'), runner);
    const printed = await runPython(
      ...([pythonWithTorch ?? '', ['runner.py', ...folders], folders[0]] as const),
    );
    const answers = JSON.parse(/^answers (.*)$/m.exec(printed)?.[1] ?? '[]') as unknown[];
    const wrong = shapes.flatMap(([name], n) => (answers[n] === null ? [] : [[name, answers[n]]]));
    expect(wrong).toEqual([]);
    expect(answers).toHaveLength(shapes.length);
    process.stdout.write(`${shapes.length} projects: ${largestOf(printed)}\n`);
  }, 300_000);

  it('says so where a file was changed', async () => {
    const folder = writtenProject({ ...base, cell: 'rnn' });
    folders.push(folder);
    await writeFile(join(folder, 'vocabulary.json'), JSON.stringify({ words: ['', 'one'] }));
    const run = runPython(pythonWithTorch ?? '', ['check.py'], folder);
    await expect(run).rejects.toThrow('vocabulary.json has 2 words, and the model has 40');
    const words = Array.from({ length: 40 }, (_, n) => `other ${n}`);
    await writeFile(join(folder, 'vocabulary.json'), JSON.stringify({ words }));
    await expect(runPython(pythonWithTorch ?? '', ['check.py'], folder)).rejects.toThrow(
      'vocabulary.json has other words than weights.safetensors',
    );
  });
});

function largestOf(printed: string): string {
  const all = [...printed.matchAll(/difference at a token is (\S+) nats/g)].map(([, it]) =>
    Number(it),
  );
  return `largest difference at a token ${Math.max(...all).toExponential(1)} nats`;
}
