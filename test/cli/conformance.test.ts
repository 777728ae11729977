import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTerminal } from './terminal';

const { run, file } = openTerminal();
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}.safetensors`, import.meta.url));
const errors = ['hidden', 'logits', 'loss', 'gradients', 'adamLosses', 'adamWeights'];

describe('conformance', () => {
  it('reports every error of every fixture as one JSON array', async () => {
    const paths = ['lstm_tiny_f32', 'lstm_tiny_f64', 'lstm_mid_f32'].map(fixture);
    const { code, out } = await run('conformance', ...paths, '--threads', '2', '--json');
    const reports: Record<string, unknown>[] = JSON.parse(out);
    expect(reports.map(({ fixture, engine, pass }) => [fixture, engine, pass])).toEqual([
      ['lstm_tiny_f32.safetensors', 'wasm', true],
      ['lstm_tiny_f64.safetensors', 'twin', true],
      ['lstm_mid_f32.safetensors', 'wasm', true],
    ]);
    for (const report of reports) {
      expect(Object.keys(report)).toEqual(['fixture', 'engine', ...errors, 'pass']);
      for (const name of errors) expect(report[name]).toBeGreaterThanOrEqual(0);
    }
    expect(code).toBe(0);
  });

  it('runs the engine that is asked for', async () => {
    const { out } = await run(
      'conformance',
      fixture('lstm_tiny_f32'),
      '--engine',
      'twin',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject([{ engine: 'twin', pass: true }]);
  });

  it('fails a fixture whose loss is another, and says a cell that is not built is unsupported', async () => {
    const bytes = await readFile(fixture('lstm_tiny_f32'));
    const wrong = await file('wrong.safetensors', withLossMoved(bytes));
    const other = bytes.toString('latin1').replace('"cell":"lstm"', '"cell":"grux"');
    const strange = await file('strange.safetensors', Buffer.from(other, 'latin1'));
    const { code, out } = await run('conformance', wrong, strange, '--json');
    const [failed, unsupported] = JSON.parse(out);
    expect(failed).toMatchObject({ pass: false });
    expect(failed.loss).toBeGreaterThan(0.1);
    expect(unsupported).toEqual({
      ...{ fixture: 'strange.safetensors', engine: 'wasm' },
      ...{ unsupported: true, pass: false },
    });
    expect(code).toBe(1);
  });

  it.each([
    [[], 'At least one fixture'],
    [['/nowhere.safetensors'], 'cannot be read'],
    [[fixture('lstm_tiny_f32'), '--engine', 'gpu'], '--engine is one of wasm, twin'],
    [[fixture('lstm_tiny_f32'), '--threads', '0'], '--threads takes'],
    [[fileURLToPath(import.meta.url)], 'conformance.test.ts'],
    [[fixture('import/words')], 'is not a recorded PyTorch training: its metadata does not say'],
  ])('refuses %j with exit code 2', async (args, expected) => {
    const { code, out, err } = await run('conformance', ...args);
    expect(err).toContain(expected);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

type Header = Record<string, { data_offsets: [number, number] }>;

/** A quarter more than PyTorch had. */
function withLossMoved(bytes: Buffer): Buffer {
  const moved = Buffer.from(bytes);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength)) as Header;
  const at = 8 + headerLength + header['fwd.loss'].data_offsets[0];
  moved.writeFloatLE(1.25 * bytes.readFloatLE(at), at);
  return moved;
}
