/**
 * Does the comparison with the twin notice a wrong sign? In each case below one sign in a backward
 * rule of the fast kernels is flipped, in what is compiled of the assembly: their gradients must then leave
 * the twin's. The twin's own: test/engine/training/mutants.test.ts.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import {
  createNetwork,
  loadTensors,
  saveTensors,
  type Network,
} from '../../../src/engine/network/network';
import {
  allocateWindow,
  backward,
  forward,
  type Sample,
  type Window,
} from '../../../src/engine/network/window';
import { prepare, sample } from '../training/gradientCheck';
import { mutated, type Mutation } from '../mutation';
import { compileWith } from './compileWith.mjs';
import { createKernels, loadModule } from './wasmFixture';

const assembly = path.resolve(import.meta.dirname, '../../../src/engine/kernels/assembly');
const ofKernels: readonly Mutation[] = [
  ['target of the softmax', 'softmax.ts', 'load<f32>(target) - scale', 'load<f32>(target) + scale'],
  ['target of the sampled softmax', 'sampled.ts', '/ sum - 1)', '/ sum + 1)'],
];

/** The module of the assembly with this one change. */
function compiled(mutation: Mutation): Promise<WebAssembly.Module> {
  const [, file] = mutation;
  const source = readFileSync(path.join(assembly, file), 'utf8');
  return compileWith({ [file]: mutated(source, mutation) });
}

/** Largest distance of the kernels' gradients from the twin's, relative to each tensor's maximum. */
function disagreement(module: WebAssembly.Module, drawn?: Sample): number {
  const kernels = createKernels({ module });
  const exact = prepare({ L: 2 });
  const { network, window } = twinOf(kernels, exact);
  const samples = drawn && {
    exact: drawn,
    fast: { ids: kernels.integers(drawn.ids.length), logQ: kernels.floats(drawn.ids.length) },
  };
  samples?.fast.ids.set(samples.exact.ids);
  samples?.fast.logQ.set(samples.exact.logQ);
  forward(exact.network, exact.window);
  backward(exact.network, exact.window, samples?.exact);
  forward(network, window);
  backward(network, window, samples?.fast);
  const fast = saveTensors(network, window.gradients.values);
  const right = saveTensors(exact.network, exact.window.gradients.values);
  kernels.dispose();
  return Math.max(...[...right].map(([name, values]) => distance(values, fast.get(name))));
}

function distance(values: Float32Array, other: Float32Array | undefined): number {
  const most = (difference: (n: number) => number): number =>
    values.reduce((sofar, _, n) => Math.max(sofar, Math.abs(difference(n))), 0);
  return most((n) => values[n] - (other?.[n] ?? NaN)) / most((n) => values[n]);
}

/** The same weights, window and state on other kernels. */
function twinOf(
  kernels: Kernels,
  { network: from, window: read }: { network: Network; window: Window },
): { network: Network; window: Window } {
  const network = createNetwork(kernels, from.shape);
  loadTensors(network, saveTensors(from));
  const window = allocateWindow(network, read.T, read.B);
  window.inputs.set(read.inputs);
  window.targets.set(read.targets);
  const [H, padded] = [from.shape.H, network.layout.padded.H];
  for (const [l, record] of window.records.entries()) {
    for (let n = 0; n < read.B * H; n++) {
      const at = Math.floor(n / H) * padded + (n % H);
      record.states.forEach((state, s) => (state[at] = read.records[l].states[s][n]));
    }
  }
  return { network, window };
}

const worstDisagreement = (module: WebAssembly.Module): number =>
  Math.max(disagreement(module), disagreement(module, sample));

describe('the twin', () => {
  it('agrees with the fast kernels as they are', async () => {
    for (const module of [loadModule(), await compileWith({})]) {
      expect(worstDisagreement(module)).toBeLessThan(1e-5);
    }
  });

  it.each(ofKernels)('notices a flipped sign in the fast rule for the %s', async (...mutation) => {
    expect(worstDisagreement(await compiled(mutation))).toBeGreaterThan(1e-3);
  });
});
