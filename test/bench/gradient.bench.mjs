/**
 * How long the gradient of one word's loss takes, back over all words before it: reading and noting them,
 * and the way back. One thread, in seconds of the processor.
 *
 *   node test/bench/gradient.bench.mjs [--words 1000] [--units 128] [--rounds 5]
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compileAssembly } from '../../scripts/build/assembly.mjs';
import { inRoot } from '../../scripts/setup/places.mjs';

const { values } = parseArgs({
  options: {
    words: { type: 'string', default: '1000' },
    units: { type: 'string', default: '128' },
    rounds: { type: 'string', default: '5' },
  },
});
const words = Number(values.words);
const H = Number(values.units);

await compileAssembly();
const outfile = inRoot('out/bench', 'gradient.mjs');
mkdirSync(path.dirname(outfile), { recursive: true });
const contents = `
  export { createWasmKernels } from './kernels/wasm';
  export { createNetwork, initialise } from './network/network';
  export { createPredictor } from './network/predictor';
  export { wordGradient } from './inspection/gradient/wordGradient';
  export { random } from './random';`;
await build({
  stdin: { contents, resolveDir: inRoot('src/engine'), loader: 'ts' },
  ...{ bundle: true, platform: 'node', format: 'esm', outfile, loader: { '.cell': 'text' } },
});
const engine = await import(pathToFileURL(outfile).href);
const wasm = readFileSync(inRoot('src/engine/kernels/assembly/kernels.wasm'));
const kernels = engine.createWasmKernels({
  ...{ module: new WebAssembly.Module(wasm), threads: 1, budgetBytes: 2 ** 29, tileRows: 4 },
  interrupted: () => false,
  startHelper: () => ({ dispose: () => undefined }),
});

function secondsOf(cell, L) {
  const V = 10_000;
  const shape = { cell, V, E: H, H, L, tokens: 'words', tied: false };
  const network = engine.createNetwork(kernels, shape);
  const dice = engine.random(1);
  engine.initialise(network, dice, new Uint8Array(V).fill(1));
  const predictor = engine.createPredictor(network);
  const ids = Int32Array.from({ length: words }, () => dice.below(V));
  const rounds = Array.from({ length: Number(values.rounds) }, () => {
    const before = process.cpuUsage();
    const asked = { predictor, ids, state: predictor.start(), target: 1, memory: { layer: 0 } };
    engine.wordGradient(asked);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return rounds.sort((one, other) => one - other)[rounds.length >> 1];
}

const measured = [
  ['lstm', 1],
  ['lstm', 2],
  ['gru', 1],
  ['rnn', 1],
  ['slstm', 1],
];
console.log(
  `Gradient of one word over ${words} words, ${H} units, 10,000 words known: CPU seconds, median of ${values.rounds}`,
);
for (const [cell, layers] of measured) {
  const seconds = secondsOf(cell, layers);
  const bound = words === 1000 && H === 128 ? (seconds <= 1 ? ', within 1 s' : ', ABOVE 1 s') : '';
  console.log(
    `  ${cell}, ${layers} ${layers === 1 ? 'layer' : 'layers'}: ${seconds.toFixed(3)} s${bound}`,
  );
}
