/** ONNX files of every kind that ONNX has, run by onnxruntime where the Python has it (`npm run pytorch`). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { onnxFile } from '../../../src/engine/exports/onnx/onnxFile';
import { parityRecord } from '../../../src/engine/exports/parityTokens';
import type { ModelShape } from '../../../src/engine/network/shape';
import { cellText } from '../../../src/engine/cells/cells';
import { createTwin } from '../../../src/engine/twin/twin';
import { modelFarFromStart } from './farFromStart';
import { pythonWithTorch, runPython } from './python';

const base = { tokens: 'words', cut: 2, V: 40, E: 6, H: 8, L: 2, tied: false } as const;
const cells = [
  ...['lstm', 'lstmNoBias', 'lstmPeephole', 'gru', 'gru2014', 'rnn', 'rnnRelu', 'rnnSigmoid'],
] as const;
const mixed = ['lstm', 'gru'] as const;
const shapes: readonly (readonly [string, ModelShape])[] = [
  ...cells.map((cell) => [cell, { ...base, cell }] as const),
  ...cells.map((cell) => [`both-${cell}`, { ...base, cell, direction: 'both' }] as const),
  ['deep', { ...base, cell: 'gru', readout: 'deep' }],
  ['tied', { ...base, cell: 'lstm', E: 8, tied: true }],
  ['mixed', { ...base, cell: 'mixed', cells: mixed.map((id) => ({ id, text: cellText(id) })) }],
];

/** Reads the tokens in two parts, the state carried over, unless the network reads from both ends. */
const runner = `import json
import numpy as np
import onnxruntime as ort

answers = {}
for name in json.load(open("names.json")):
    parity = json.load(open(name + ".json"))
    session = ort.InferenceSession(name + ".onnx", providers=["CPUExecutionProvider"])
    ids = np.array(parity["tokens"], dtype=np.int64)[:, None]
    inputs = session.get_inputs()[1:]
    state = {i.name: np.zeros([i.shape[0], 1, i.shape[2]], dtype=np.float32) for i in inputs}
    cuts = [0, len(ids) - 1] if name.startswith("both") else [0, 70, len(ids) - 1]
    losses = []
    for begin, end in zip(cuts, cuts[1:]):
        shown, *after = session.run(None, {"tokens": ids[begin:end], **state})
        state = {i.name: value for i, value in zip(inputs, after)}
        losses += [-shown[n, 0, ids[begin + n + 1, 0]] for n in range(end - begin)]
    answers[name] = float(np.abs(np.array(losses) - np.array(parity["losses"])).max())
print("answers " + json.dumps(answers))
`;

const folder = mkdtempSync(join(tmpdir(), 'gatescope-onnx-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const twin = createTwin({ interrupted: () => false });

const hasRuntime = (): boolean =>
  pythonWithTorch !== undefined &&
  spawnSync(pythonWithTorch, ['-c', 'import numpy, onnxruntime'], { cwd: folder }).status === 0;

describe.skipIf(!hasRuntime())('An ONNX file in onnxruntime', () => {
  it('computes the losses of Gatescope, whatever the network is made of', async () => {
    for (const [name, shape] of shapes) {
      const { model, network, counts } = modelFarFromStart(shape, twin);
      const made = onnxFile(model);
      if (!made.ok) throw new Error(made.reason);
      writeFileSync(join(folder, `${name}.onnx`), made.bytes);
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(parityRecord(network, counts)));
    }
    writeFileSync(join(folder, 'names.json'), JSON.stringify(shapes.map(([name]) => name)));
    writeFileSync(join(folder, 'runner.py'), runner);
    const printed = await runPython(pythonWithTorch ?? '', ['runner.py'], folder);
    const answers = JSON.parse(/^answers (.*)$/m.exec(printed)?.[1] ?? '{}') as Record<
      string,
      number
    >;
    process.stdout.write(`ONNX: largest difference ${Math.max(...Object.values(answers))}\n`);
    expect(Object.keys(answers)).toHaveLength(shapes.length);
    expect(Object.entries(answers).filter(([, difference]) => !(difference < 1e-5))).toEqual([]);
  }, 300_000);
});
