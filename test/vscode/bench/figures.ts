/** What the benchmarks share: how a figure is printed, and what VS Code measured of activation. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';

export const figure = (name: string, value: number, bound: string): void =>
  console.log(`${name.padEnd(56)} ${value.toFixed(1).padStart(8)} ms   (${bound})`);

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN;

/** Of a second copy that is only loaded, and of the activation where it happened. */
export function activation(): { readonly loading: number; readonly activating: number } {
  const extension = vscode.extensions.getExtension('gatescope.gatescope');
  assert.ok(extension);
  const bundle = path.join(extension.extensionPath, 'dist', 'extension.js');
  const require = createRequire(bundle);
  const cached = require.cache[bundle];
  Reflect.deleteProperty(require.cache, bundle);
  const start = performance.now();
  require(bundle);
  const loading = performance.now() - start;
  require.cache[bundle] = cached;
  const [activating] = performance.getEntriesByName('gatescope.activate');
  assert.ok(activating, 'the extension measures its activation');
  return { loading, activating: activating.duration };
}
