import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseParity } from '../../src/engine/files/foreign/parityRecord';
import { openTerminal } from './terminal';

const { run, file, path } = openTerminal();
const words = ['the', 'cat', 'sees', 'a', 'dog', 'and', 'hears', 'it'];
const sentences = Array.from(
  { length: 60 },
  (_, n) => `${words[n % 8]} ${words[(n * 3) % 8]} ${words[(n * 5 + 1) % 8]} .`,
).join('\n');

async function trained(...more: string[]): Promise<string> {
  const text = await file('text.txt', sentences);
  const out = path('m.safetensors');
  const { code, err } = await run('train', text, '--out', out, '--steps', '3', ...more);
  if (code !== 0) throw new Error(err);
  return out;
}

describe('export', () => {
  it('writes a project whose record the model itself meets', async () => {
    const model = await trained('--cell', 'gru');
    const out = path('project');
    const { code, out: printed } = await run(
      'export',
      model,
      '--to',
      'project',
      '--out',
      out,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ model, to: 'project', out });
    expect(await readdir(out)).toContain('model.py');
    expect(await readFile(path('project/model.py'), 'utf8')).toContain('class GruCell:');
    const parity = parseParity(await readFile(path('project/parity.json'), 'utf8'), 11);
    if (!parity.ok) throw new Error(parity.problem);
    expect(parity.record.losses).toHaveLength(199);
    const again = await run('export', model, '--to', 'project', '--out', out);
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/holds files.*Choose another folder/);
  });

  it('writes the weights as a file that it reads itself', async () => {
    const model = await trained();
    const out = path('weights.safetensors');
    expect((await run('export', model, '--to', 'safetensors', '--out', out)).code).toBe(0);
    const { code } = await run('trace', await file('t.txt', 'the cat'), '--model', out);
    expect(code).toBe(0);
  });

  it('says what is missing, and that a file is no model', async () => {
    const text = await file('text.txt', sentences);
    const none = await run('export', text, '--to', 'project', '--out', path('p'));
    expect(none.code).toBe(2);
    const model = await file('m.safetensors', 'no model');
    for (const [args, sentence] of [
      [['--out', 'x'], /--to is one of safetensors, project, onnx/],
      [['--to', 'pickle', '--out', 'x'], /not “pickle”/],
      [['--to', 'project'], /--out names the file or the folder/],
    ] as const) {
      const { code, err } = await run('export', model, ...args);
      expect(code).toBe(2);
      expect(err).toMatch(sentence);
    }
  });
});
