/**
 * How fast the kernels are, in figures that survive a noisy machine: everything is measured in
 * interleaved rounds, and what counts are medians of ratios within a round.
 *
 *   node test/bench/kernels.bench.mjs [--rounds N] [--threads 1,2] [--sizes S,M,L]
 *     [--only products|steps|inference|cells] [--rows 4|5|6] [--arithmetic separate|fused]
 *
 * - the matrix product against the bare micro-kernel (operands packed, in L1), and that against a
 *   loop of products and sums that touches registers alone: the machine's own ceiling;
 * - training steps (full softmax, and sampled) and one-token inference at three sizes;
 * - a layer of each cell at S, forward and back through time, against the LSTM's.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { compileAssembly } from '../../scripts/build/assembly.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    threads: { type: 'string', default: '1,2' },
    sizes: { type: 'string', default: 'S,M,L' },
    only: { type: 'string' },
    rows: { type: 'string' },
    arithmetic: { type: 'string', default: 'separate' },
  },
});
const rounds = Number(options.rounds);
const tileRows = Number(options.rows ?? (parseInt(process.versions.v8) < 13 ? 4 : 5));

/** The sizes of the project's figures; samples are V / 4 at S and 1,024 beyond. */
const sizes = {
  S: { V: 2000, E: 128, H: 128, L: 1, B: 16, T: 32, samples: 500 },
  M: { V: 10_000, E: 256, H: 256, L: 2, B: 20, T: 35, samples: 1024 },
  L: { V: 10_000, E: 650, H: 650, L: 2, B: 20, T: 35, samples: 1024 },
};

async function bundle(name, contents) {
  const outfile = path.join(root, 'out/bench', `${name}.mjs`);
  mkdirSync(path.dirname(outfile), { recursive: true });
  const stdin = { contents, resolveDir: path.join(root, 'src/engine'), loader: 'ts' };
  const loader = { '.cell': 'text' };
  await build({ stdin, bundle: true, platform: 'node', format: 'esm', outfile, loader });
  return outfile;
}

await compileAssembly();
const file = options.arithmetic === 'fused' ? 'kernels.fused.wasm' : 'kernels.wasm';
const wasm = path.join(root, 'src/engine/kernels/assembly', file);
const module = new WebAssembly.Module(readFileSync(wasm));
const helperFile = await bundle(
  'helper',
  `import { workerData } from 'node:worker_threads';
   import { serveHelper } from './kernels/helper';
   serveHelper(workerData);`,
);
const engine = await import(
  pathToFileURL(
    await bundle(
      'engine',
      `export { createWasmKernels } from './kernels/wasm';
       export { createNetwork } from './network/network';
       export { allocateWindow, backward, backwardLayers, forward } from './network/window';
       export { createOptimizer, gradientNorm, update } from './training/optimizer';
       export { createPredictor } from './network/predictor';
       export { cellIds } from './cells/cells';`,
    ),
  )
);

async function createKernels(threads) {
  const kernels = engine.createWasmKernels({
    module,
    threads,
    budgetBytes: 2 ** 31,
    interrupted: () => false,
    tileRows,
    startHelper(seat) {
      const worker = new Worker(helperFile, { workerData: seat });
      return { dispose: () => void worker.terminate() };
    },
  });
  while (kernels.helpers < threads - 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return kernels;
}

/** xorshift32 in [-1, 1). */
let state = 1;
function random() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state / 2 ** 31;
}

function draw(array, scale = 1) {
  for (let n = 0; n < array.length; n++) array[n] = scale * random();
  return array;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return `${at(0.25).toPrecision(3)}..${at(0.75).toPrecision(3)}`;
}

/** Processor time where one thread works, which others' load hardly changes; else time. */
let threadsAtWork = 1;
function seconds(work) {
  const start = threadsAtWork === 1 ? process.cpuUsage() : performance.now();
  work();
  if (threadsAtWork > 1) return (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/**
 * Contestants take turns, `rounds` times.
 * @param {number} least seconds of a turn; short turns are rarely cut by other processes
 * @returns {number[][]} their rates, by round
 */
function race(contestants, least = 0.02) {
  for (const { work } of contestants) {
    // Until the optimising compiler is done, which works beside us.
    const start = performance.now();
    do work();
    while (performance.now() - start < 300);
  }
  const repeats = contestants.map(({ work }) => {
    const fastest = Math.min(...Array.from({ length: 5 }, () => seconds(work)));
    return Math.max(1, Math.round(least / fastest));
  });
  const rates = contestants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    contestants.forEach(({ work, amount }, n) => {
      const time = seconds(() => {
        for (let repeat = 0; repeat < repeats[n]; repeat++) work();
      });
      rates[n].push((amount * repeats[n]) / time);
    });
  }
  return rates;
}

function ratio(rates, peer) {
  const ratios = rates.map((rate, round) => rate / peer[round]);
  return `${median(ratios).toFixed(3)} (${quartiles(ratios)})`;
}

function say(...columns) {
  const widths = [34, 14, 22];
  console.log(columns.map((column, n) => String(column).padEnd(widths[n] ?? 0)).join(' '));
}

async function benchProducts() {
  const kernels = await createKernels(1);
  const { raw } = kernels;
  const depth = 256;
  const a = draw(kernels.floats(6 * depth)).byteOffset;
  const b = draw(kernels.floats(8 * depth)).byteOffset;
  const c = kernels.floats(6 * 8).byteOffset;
  const micro = () => {
    const tile = raw[`tile${tileRows}`];
    for (let n = 0; n < 1000; n++) tile(depth, a, b, c, 32, c, 32);
  };
  const shapes = [
    { name: 'A B', M: 640, N: 512, K: 512 },
    { name: 'A B^T', M: 640, N: 512, K: 512, bTransposed: true },
    { name: 'A^T B', M: 640, N: 512, K: 512, aTransposed: true },
    { name: 'logits S', M: 512, N: 2000, K: 128, bTransposed: true },
    { name: 'dh S', M: 512, N: 128, K: 2000 },
    { name: 'dw S', M: 2000, N: 128, K: 512, aTransposed: true },
    { name: 'logits L', M: 500, N: 10_000, K: 656, bTransposed: true },
    { name: 'dw L', M: 10_000, N: 656, K: 500, aTransposed: true },
  ].map((shape) => ({ aTransposed: false, bTransposed: false, ...shape }));
  const contestants = [
    {
      name: 'registers',
      amount: 2 * 4 * 12 * 100_000,
      work: () => raw.registerLoop(100_000, 0.999, 0.001),
    },
    { name: `micro-kernel ${tileRows}x8`, amount: 2 * 8 * tileRows * depth * 1000, work: micro },
    ...shapes.map(({ name, M, N, K, ...kinds }) => {
      const factors = { a: draw(kernels.floats(M * K)), b: draw(kernels.floats(K * N)) };
      const product = { M, N, K, ...kinds, ...factors, c: kernels.floats(M * N), start: 'zero' };
      return { name, amount: 2 * M * N * K, work: () => kernels.product(product) };
    }),
  ];
  const rates = race(contestants, 0.005);
  say('\nproduct', 'GFLOP/s', '/ registers', '/ micro-kernel');
  contestants.forEach(({ name }, n) => {
    const rate = (median(rates[n]) / 1e9).toFixed(1);
    say(name, rate, ratio(rates[n], rates[0]), ratio(rates[n], rates[1]));
  });
  kernels.dispose();
}

/** Word ids with the frequencies of a text: the chance of rank r is about 1 / r (Zipf). */
function zipf(ids, V) {
  for (let n = 0; n < ids.length; n++) {
    ids[n] = Math.min(V - 1, Math.floor(Math.exp(((random() + 1) / 2) * Math.log(V))) - 1);
  }
}

function createStep(kernels, { V, E, H, L, B, T, samples }) {
  const network = engine.createNetwork(kernels, {
    cell: 'lstm',
    tokens: 'words',
    V,
    E,
    H,
    L,
    tied: false,
  });
  const { parameters, layout } = network;
  draw(parameters.values, 0.05);
  parameters.decoder.b.fill(-1e30, V);
  const window = engine.allocateWindow(network, T, B);
  const optimizer = engine.createOptimizer(kernels, layout.length);
  const sample = { ids: kernels.integers(samples), logQ: kernels.floats(samples) };
  sample.ids.set(Array.from({ length: samples }, (_, n) => (n * 7919) % V));
  sample.logQ.fill(Math.log(samples / V));
  const settings = { learningRate: 1e-4, clip: 1, weightDecay: 0 };
  zipf(window.inputs, V);
  zipf(window.targets, V);
  return (sampled) => {
    engine.forward(network, window);
    engine.backward(network, window, sampled ? sample : undefined);
    const norm = engine.gradientNorm(kernels, window.gradients);
    engine.update(kernels, optimizer, parameters, window.gradients, norm, settings);
  };
}

async function benchSteps(names, counts) {
  threadsAtWork = Math.max(...counts);
  say('\ntraining step', 'tokens/s', 'ms (quartiles)', '/ first column of threads');
  for (const name of names) {
    const teams = [];
    for (const threads of counts) teams.push({ threads, kernels: await createKernels(threads) });
    const contestants = teams.flatMap(({ threads, kernels }) => {
      const step = createStep(kernels, sizes[name]);
      return ['full', 'sampled'].map((softmax) => ({
        name: `${name} ${softmax}, ${threads} threads`,
        amount: sizes[name].B * sizes[name].T,
        work: () => step(softmax === 'sampled'),
      }));
    });
    const rates = race(contestants);
    contestants.forEach(({ name: label, amount }, n) => {
      const times = rates[n].map((rate) => (1000 * amount) / rate);
      const middle = `${median(times).toFixed(2)} (${quartiles(times)})`;
      say(label, Math.round(median(rates[n])), middle, ratio(rates[n], rates[n % 2]));
    });
    teams.forEach(({ kernels }) => kernels.dispose());
  }
}

async function benchInference(names) {
  threadsAtWork = 1;
  say('\none token', 'us', 'quartiles');
  for (const name of names) {
    const kernels = await createKernels(1);
    const { V, E, H, L } = sizes[name];
    const network = engine.createNetwork(kernels, {
      cell: 'lstm',
      tokens: 'words',
      V,
      E,
      H,
      L,
      tied: false,
    });
    draw(network.parameters.values, 0.05);
    const predictor = engine.createPredictor(network);
    const hidden = predictor.start();
    let id = 0;
    const work = () => {
      id = (id + 7919) % V;
      predictor.read(id, hidden);
      predictor.probabilities(hidden);
    };
    const [rates] = race([{ work, amount: 1 }]);
    const times = rates.map((rate) => 1e6 / rate);
    say(name, median(times).toFixed(1), quartiles(times));
    kernels.dispose();
  }
}

/** Layers alone: a network of each cell without its projection. */
async function benchCells() {
  threadsAtWork = 1;
  const kernels = await createKernels(1);
  const { V, E, H, T, B } = sizes.S;
  const shape = { tokens: 'words', V, E, H, L: 1, tied: false };
  const contestants = [...engine.cellIds].map((cell) => {
    const network = engine.createNetwork(kernels, { ...shape, cell });
    draw(network.parameters.values, 0.05);
    const window = engine.allocateWindow(network, T, B);
    zipf(window.inputs, V);
    draw(window.dh, 1e-3);
    const work = () => {
      engine.forward(network, window);
      engine.backwardLayers(network, window);
    };
    return { name: cell, amount: T * B, work };
  });
  const rates = race(contestants);
  const times = rates.map((row) => row.map((rate) => 1 / rate));
  say('\nlayer at S', 'tokens/s', "time / the LSTM's");
  contestants.forEach(({ name }, n) => {
    say(name, Math.round(median(rates[n])), ratio(times[n], times[0]));
  });
  kernels.dispose();
}

const chosen = options.sizes.split(',');
say(`${options.arithmetic}, node ${process.version}, V8 ${process.versions.v8}, ${rounds} rounds`);
if (!options.only || options.only === 'products') await benchProducts();
if (!options.only || options.only === 'steps') {
  await benchSteps(chosen, options.threads.split(',').map(Number));
}
if (!options.only || options.only === 'inference') await benchInference(chosen);
if (!options.only || options.only === 'cells') await benchCells();
