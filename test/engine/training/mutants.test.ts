/**
 * Does the gradient check notice a wrong sign? In each case below one sign in a backward rule of the
 * twin is flipped, in a copy of the source: finite differences must then disagree. The fast kernels'
 * own: test/engine/kernels/mutants.test.ts.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutated, type Mutation } from '../mutation';
import type * as gradientCheck from './gradientCheck';

const root = path.resolve(import.meta.dirname, '../../..');
const engine = path.join(root, 'src/engine');
const copies = path.join(root, 'out/test/mutants');
let folder = '';
beforeAll(() => {
  mkdirSync(copies, { recursive: true });
  folder = mkdtempSync(`${copies}/`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cell = 'cells/lstm.ts';
const softmax = 'twin/softmax.ts';
const ofTwin: readonly Mutation[] = [
  ['input gate', cell, 'dcj * g * i * (1 - i)', 'dcj * g * i * (1 + i)'],
  ['forget gate', cell, 'c[n * H + j] * f * (1 - f)', 'c[n * H + j] * f * (1 + f)'],
  ['candidate', cell, 'dcj * i * (1 - g * g)', 'dcj * i * (1 + g * g)'],
  ['output gate', cell, 'dh * tanhC * o * (1 - o)', '-dh * tanhC * o * (1 - o)'],
  ['cell state from above', cell, '(1 - tanhC * tanhC)', '(1 + tanhC * tanhC)'],
  ['cell state through time', cell, 'dc[b * H + j] = dcj * f', 'dc[b * H + j] = -dcj * f'],
  ['hidden state through time', cell, '+= dz * wh[r * H + k]', '-= dz * wh[r * H + k]'],
  ['input', cell, '+= dz * wx[r * K + k]', '-= dz * wx[r * K + k]'],
  ['second bias', cell, 'gradients.bh[r] += dz', 'gradients.bh[r] -= dz'],
  ['target of the softmax', softmax, 'row[targets[n]] -= 1', 'row[targets[n]] += 1'],
  ['hidden state of the softmax', softmax, '+= dz * w[v * H + k]', '-= dz * w[v * H + k]'],
  ['target of the sampled softmax', softmax, '(row[S] - 1)', '(row[S] + 1)'],
];

/** The gradient check over the twin with this one change, or with none. */
async function checkOver(name: string, mutation?: Mutation): Promise<typeof gradientCheck> {
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, 'gradientCheck.ts')],
    ...{ bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'error' },
    plugins: !mutation
      ? []
      : [
          {
            name: 'mutant',
            setup(bundle) {
              bundle.onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
                file === path.join(engine, mutation[1])
                  ? { contents: mutated(readFileSync(file, 'utf8'), mutation), loader: 'ts' }
                  : undefined,
              );
            },
          },
        ],
  });
  return import(pathToFileURL(outfile).href) as Promise<typeof gradientCheck>;
}

function worstOf(check: typeof gradientCheck): number {
  const full = check.prepare({ L: 2 });
  const sampled = check.prepare({});
  return Math.max(
    check.worst(full.network, full.window),
    check.worst(sampled.network, sampled.window, check.sample),
  );
}

describe('finite differences', () => {
  it('agree with the twin as it is', async () => {
    expect(worstOf(await checkOver('sound'))).toBeLessThanOrEqual(1);
  });

  it.each(ofTwin.map((mutation, n) => [...mutation, n] as const))(
    'notice a flipped sign in the rule for the %s',
    async (...given) => {
      const [rule, file, from, to, n] = given;
      expect(worstOf(await checkOver(`twin${n}`, [rule, file, from, to]))).toBeGreaterThan(100);
    },
  );
});
