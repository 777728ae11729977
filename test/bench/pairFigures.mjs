/**
 * How well pairs are learnt, as docs/tasks.md tells: exact match on pairs that are not learnt from, also with
 * soft attention made hard when it writes, by length, and where it looks. On generated files
 * (`taskFiles.mjs`) of 5,000 or 300 pairs to learn from, one thread. Prints a line each; takes minutes, and is
 * no part of `npm run bench`.
 *
 *   node test/bench/pairFigures.mjs [--kinds dates,numbers,reverse] [--attention none,dot,additive,hard]
 *     [--seeds 1,2,3] [--pairs 5000|300] [--steps N] [--direction both|forward]
 *   node test/bench/pairFigures.mjs --python PATH   the time of 1,500 steps, next to PyTorch's
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compileAssembly } from '../../scripts/build/assembly.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    kinds: { type: 'string', default: 'dates,numbers,reverse' },
    attention: { type: 'string', default: 'dot' },
    seeds: { type: 'string', default: '1,2,3' },
    pairs: { type: 'string', default: '5000' },
    steps: { type: 'string' },
    direction: { type: 'string' },
    python: { type: 'string' },
    rounds: { type: 'string', default: '15' },
  },
});

await compileAssembly();
const outfile = path.join(root, 'out/bench/pairFigures.mjs');
await build({
  stdin: {
    contents: `
      export { createWasmKernels } from './kernels/wasm';
      export { createPairNetwork, pairSequences, usualDirection } from './tasks/pairs/pairNetwork';
      export { writtenOf } from './tasks/pairs/pairModel';
      export { readPairs } from './tasks/pairs/readPairs';
      export { splitPairs } from './tasks/pairs/pairSplit';
      export { batchesOf } from './training/sequences/batches';
      export { random } from './random';
      export { default as wasm } from './kernels/assembly/kernels.wasm';`,
    resolveDir: path.join(root, 'src/engine'),
    loader: 'ts',
  },
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'error',
  loader: { '.cell': 'text', '.wasm': 'binary' },
});
const engine = await import(pathToFileURL(outfile).href);
const module = new WebAssembly.Module(engine.wasm);

/** Of ten pairs eight are learnt from. */
function pairsOf(kind, learnt, seed = 7) {
  const script = path.join(root, 'test/bench/taskFiles.mjs');
  const call = [script, kind, '--seed', String(seed), '--count', String(Math.round(learnt / 0.8))];
  const { stdout } = spawnSync(process.execPath, call, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const read = engine.readPairs(stdout);
  if (!read.ok) throw new Error(JSON.stringify(read.flaw));
  return read.value;
}

function made(kind, { pairs, seed, attention, steps, tested = [] }) {
  const { pairs: all, units } = pairsOf(kind, pairs);
  const whole = engine.splitPairs(all);
  const known = new Set(all.map(({ source }) => source));
  // Of a small file too few are left to test with: as many of another file, none of which is known.
  const others = tested.filter(({ source }) => !known.has(source)).slice(0, 1000);
  const split = others.length > 0 ? { ...whole, test: others } : whole;
  const direction = options.direction ?? engine.usualDirection(attention);
  const kernels = engine.createWasmKernels({
    ...{ module, threads: 1, budgetBytes: 2 ** 31 - 2 ** 16, interrupted: () => false },
    tileRows: Number.parseInt(process.versions.v8) < 13 ? 4 : 5,
  });
  const network = engine.createPairNetwork({
    ...{ kernels, arithmetic: 'separate', split, units, attention, seed, steps },
    chosen: { cell: 'lstm', L: 1, ...(direction === 'both' && { direction }) },
  });
  return { ...network, split, units };
}

function secondsOf(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const percent = (hits) => (hits.length === 0 ? '-' : (100 * mean(hits)).toFixed(1));
const mean = (values) => values.reduce((sum, value) => sum + Number(value), 0) / values.length;

/** Of the letters of words that are written right: whether the highest share is on the letter itself. */
const antiDiagonal = ({ looks, sourceTokens, targetTokens }) =>
  targetTokens.map((_, t) => {
    const row = looks[t];
    return row.indexOf(Math.max(...row)) === sourceTokens.length - 1 - t;
  });

function figure(kind, asked) {
  const { network, trainer, translator, rows, units, split } = made(kind, asked);
  const seconds = secondsOf(() => {
    while (!trainer.finished) trainer.step();
  });
  network.parameters.values.set(trainer.best.values);
  const sources = split.test.map(({ source }) => source);
  const write = (looking) => engine.writtenOf(translator, sources, { rows, units }, looking);
  const written = write({});
  const hits = (all) => all.map(({ target }, n) => target === split.test[n].target);
  const right = hits(written);
  const among = (fits) => percent(right.filter((_, n) => fits(written[n].sourceTokens.length)));
  const isSoft = asked.attention === 'dot' || asked.attention === 'additive';
  const looked = written.filter(({ looks }, n) => right[n] && looks && kind === 'reverse');
  const cells = [
    `${kind} ${split.train.length} ${trainer.plan.steps} ${asked.attention} seed ${asked.seed}`,
    `exact ${percent(right)} of ${right.length}`,
    `made hard ${isSoft ? percent(hits(write({ takesOne: true }))) : '-'}`,
    `up to 7: ${among((length) => length <= 7)}`,
    `12 and more: ${among((length) => length >= 12)}`,
    `by length ${[...new Set(written.map(({ sourceTokens }) => sourceTokens.length))]
      .sort((one, other) => one - other)
      .map((n) => `${n}:${among((length) => length === n)}`)
      .join(' ')}`,
    `anti-diagonal ${percent(looked.flatMap(antiDiagonal))}`,
    `best at ${trainer.best.step}`,
    `${seconds.toFixed(0)} s of processor`,
  ];
  console.log(cells.join('; '));
}

/** Turns of a hundred steps, ours and PyTorch's on the same batches; the ratio of processor times of each turn. */
async function compare(kind, attention, python) {
  const asked = { pairs: 5000, seed: 1, attention, steps: 1500 };
  const { trainer, rows, units, split } = made(kind, asked);
  const { sources, targets } = engine.pairSequences(split.train, rows, units);
  const perTurn = 100;
  const rounds = Number(options.rounds);
  const batches = [];
  for (let epoch = 0; batches.length < perTurn * rounds; epoch++) {
    const order = { seed: asked.seed, epoch, mixed: true };
    batches.push(...engine.batchesOf(sources, 32, order).map((batch) => [...batch]));
  }
  const script = path.join(root, 'test/bench/pair_pytorch.py');
  const peer = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const ask = async (question) => {
    peer.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse((await answers.next()).value);
  };
  const listed = ({ ids, starts }) =>
    Array.from({ length: starts.length - 1 }, (_, n) => [...ids.slice(starts[n], starts[n + 1])]);
  const { name } = await ask({
    ...{ sources: listed(sources), targets: listed(targets), attention },
    vocabulary: [rows.source.values.length, rows.target.values.length],
  });
  const ratios = [];
  let [ours, theirs] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const from = round * perTurn;
    const stop = trainer.stepsDone + perTurn;
    const mine = secondsOf(() => {
      while (trainer.stepsDone < stop && !trainer.finished) trainer.step();
    });
    const { processor } = await ask({ batches: batches.slice(from, from + perTurn) });
    ratios.push(mine / processor);
    ours += mine;
    theirs += processor;
  }
  peer.stdin.end();
  await once(peer, 'exit');
  ratios.sort((one, other) => one - other);
  console.log(
    `${kind} ${attention}: ${ours.toFixed(1)} s of processor, validations included; ${name} ${theirs.toFixed(1)} s ` +
      `without; median ratio ${ratios[Math.floor(rounds / 2)].toFixed(2)} (${ratios[0].toFixed(2)} to ${ratios[rounds - 1].toFixed(2)})`,
  );
}

const listOf = (text) => text.split(',');
for (const kind of listOf(options.kinds)) {
  for (const attention of listOf(options.attention)) {
    if (options.python) {
      await compare(kind, attention, options.python);
      continue;
    }
    for (const seed of listOf(options.seeds).map(Number)) {
      const pairs = Number(options.pairs);
      const steps = Number(options.steps ?? (pairs < 1000 ? 600 : 1500));
      const tested = pairs < 1000 ? pairsOf(kind, 5000, 8).pairs : [];
      figure(kind, { pairs, seed, attention, steps, tested });
    }
  }
}
