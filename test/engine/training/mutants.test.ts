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

const rules = 'cells/compiler/derivatives.ts';
const cell = 'cells/interpreter.ts';
const softmax = 'twin/softmax.ts';
const ofTwin: readonly Mutation[] = [
  [
    'sigmoid',
    rules,
    "apply('multiply', y, apply('subtract', number(1), y))",
    "apply('multiply', y, apply('add', number(1), y))",
  ],
  [
    'hyperbolic tangent',
    rules,
    "apply('subtract', number(1), apply('multiply', y, y))",
    "apply('add', number(1), apply('multiply', y, y))",
  ],
  [
    'product',
    rules,
    "[apply('multiply', g, b), apply('multiply', g, a)]",
    "[apply('multiply', g, b), apply('negate', apply('multiply', g, a))]",
  ],
  ['sum', rules, 'add: (_, g) => [g, g]', "add: ({ apply }, g) => [g, apply('negate', g)]"],
  [
    'products through time',
    cell,
    'to[start + k] += dz * matrix[line + k]',
    'to[start + k] -= dz * matrix[line + k]',
  ],
  [
    'matrix',
    cell,
    'into[line + k] += dz * vector[start + k]',
    'into[line + k] -= dz * vector[start + k]',
  ],
  [
    'bias',
    cell,
    'into[block * H + j] += flow.dz[from + j]',
    'into[block * H + j] -= flow.dz[from + j]',
  ],
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
    loader: { '.cell': 'text' },
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
