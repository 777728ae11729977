/**
 * How fast networks of classes and labels learn, on one thread: processor time of a step and of the recipe's
 * rounds, next to PyTorch's on the same batches in turns; and how many examples there may be.
 *
 *   node test/bench/tasks.bench.mjs [--python PATH] [--classes FILE.tsv] [--labels FILE.tsv] [--rounds 7]
 *     [--arithmetic separate|fused]
 *
 * Without files the examples are made here: 10,000 of 20 words, and 100,000 of them for memory.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compileAssembly } from '../../scripts/build/assembly.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    python: { type: 'string' },
    classes: { type: 'string' },
    labels: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    arithmetic: { type: 'string', default: 'separate' },
  },
});

await compileAssembly();
const folder = path.join(root, 'out/bench');
mkdirSync(folder, { recursive: true });
const outfile = path.join(folder, 'tasks.mjs');
await build({
  stdin: {
    contents: `
      export { classTask, labelTask } from './tasks/networks/tasks';
      export { classRecipe, labelRecipe } from './tasks/networks/recipes';
      export { createTaskNetwork, taskPlan, taskShape } from './tasks/networks/taskNetwork';
      export { readClassTable } from './tasks/formats/classTable';
      export { readLabelTable } from './tasks/formats/labelTable';
      export { splitClasses } from './tasks/splits/classSplit';
      export { splitLabels } from './tasks/splits/labelSplit';
      export { batchesOf } from './training/sequences/batches';
      export { createWasmKernels } from './kernels/wasm';`,
    resolveDir: path.join(root, 'src/engine'),
    loader: 'ts',
  },
  ...{ bundle: true, platform: 'node', format: 'esm', outfile, loader: { '.cell': 'text' } },
});
const engine = await import(pathToFileURL(outfile).href);
const { arithmetic } = options;
const compiled = arithmetic === 'fused' ? 'kernels.fused.wasm' : 'kernels.wasm';
const wasm = readFileSync(path.join(root, 'src/engine/kernels/assembly', compiled));
const module = new WebAssembly.Module(wasm);

const seed = 1;
const one = { cell: 'lstm', L: 1 };
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Words of which some tell the class. @returns a table */
function madeClasses(count) {
  let state = 7;
  const below = (n) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % n;
  return Array.from({ length: count }, (_, n) => {
    const words = Array.from({ length: 12 + below(17) }, () => `w${below(4000)}`);
    words[below(words.length)] = `sign${(n % 2) * 50 + below(50)}`;
    return `${words.join(' ')}\t${n % 2 === 0 ? 'even' : 'odd'}`;
  }).join('\n');
}

/** The label of a word is its number's remainder. */
function madeLabels(count) {
  let state = 9;
  const below = (n) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % n;
  const sentence = () =>
    Array.from({ length: 8 + below(17) }, () => {
      const word = below(4000);
      return `w${word}\tL${word % 12}`;
    }).join('\n');
  return Array.from({ length: count }, sentence).join('\n\n');
}

const textOf = (file, made) => (file === undefined ? made() : readFileSync(file, 'utf8'));

function readClasses(text) {
  const read = engine.readClassTable(text, 'examples.tsv');
  if (!read.ok) throw new Error(JSON.stringify(read.flaw));
  const { classes } = read.value;
  const { data } = engine.classTask(engine.splitClasses(read.value), {
    ...{ asked: 'last', classes: classes.length },
  });
  return { name: 'classes', data, recipe: engine.classRecipe, chosen: one };
}

function readLabels(text) {
  const read = engine.readLabelTable(text);
  if (!read.ok) throw new Error(JSON.stringify(read.flaw));
  const { data } = engine.labelTask(engine.splitLabels(read.value), read.value);
  const chosen = { ...one, direction: 'both' };
  return { name: 'labels', data, recipe: engine.labelRecipe, chosen };
}

function start({ data, recipe, chosen }) {
  const kernels = engine.createWasmKernels({
    ...{ module, threads: 1, budgetBytes: 2 ** 31 - 2 ** 16, interrupted: () => false },
  });
  const made = engine.createTaskNetwork({
    ...{ kernels, task: data, chosen, recipe, seed, arithmetic },
  });
  return { ...made, dispose: () => kernels.dispose() };
}

function peerFile({ name, data, recipe, chosen }) {
  const { train, outputs, V } = data;
  const { inputs, ids, starts, answers } = train;
  const batches = engine.batchesOf(train, recipe.B, { seed, epoch: 0 }).map((batch) => {
    const lengths = Array.from(batch, (n) => starts[n + 1] - starts[n]);
    const T = Math.max(...lengths);
    const rows = Array.from(batch, (n, b) =>
      Array.from({ length: T }, (_, t) =>
        Array.from({ length: inputs }, (__, k) =>
          t < lengths[b] ? ids[(starts[n] + t) * inputs + k] : 0,
        ),
      ),
    );
    const own = Array.from(batch, (n) =>
      data.asked === 'each' ? [...answers.subarray(starts[n], starts[n + 1])] : [answers[n]],
    ).flat();
    return { ids: rows, lengths, answers: own };
  });
  const shape = {
    ...{ V, E: recipe.E, H: recipe.H, outputs, inputs, both: chosen.direction === 'both' },
  };
  const file = path.join(folder, `${name}.json`);
  const each = data.asked === 'each';
  const { dropout, learningRate: rate } = recipe;
  writeFileSync(file, JSON.stringify({ shape, dropout, rate, each, batches }));
  return file;
}

async function peer(file) {
  const child = spawn(options.python, [path.join(root, 'test/bench/peer_tasks.py'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  return {
    said: await next(),
    async turn(steps) {
      child.stdin.write(`${steps}\n`);
      return (await next()).seconds;
    },
    end: () => child.stdin.end(),
  };
}

const stepsOfTurn = 60;

/** The same work in turns: a turn of ours, one of theirs. */
async function race(task) {
  const { trainer, dispose } = start(task);
  const other = options.python === undefined ? undefined : await peer(peerFile(task));
  const turn = () => {
    const from = processor();
    // Measuring is the same for both sides: none.
    for (let n = 0; n < stepsOfTurn;) if (trainer.step()?.kind === 'trained') n++;
    return processor() - from;
  };
  const [ours, theirs] = [[], []];
  trainer.restart({ ...trainer.plan, steps: 1e6, validateEvery: 1e6 });
  turn();
  await other?.turn(stepsOfTurn);
  for (let round = 0; round < Number(options.rounds); round++) {
    ours.push(turn());
    if (other) theirs.push(await other.turn(stepsOfTurn));
  }
  other?.end();
  dispose();
  const { recipe, data } = task;
  const perEpoch = Math.ceil((data.train.starts.length - 1) / recipe.B);
  const rounds = (median(ours) / stepsOfTurn) * perEpoch * recipe.epochs;
  const ratio = median(ours.map((own, n) => own / theirs[n]));
  const beside = other ? `; ${ratio.toFixed(2)} of PyTorch ${other.said.torch}` : '';
  const step = (1000 * median(ours)) / stepsOfTurn;
  console.log(
    `${task.name}: ${step.toFixed(1)} ms of processor a step, ${rounds.toFixed(1)} s for ${recipe.epochs} rounds of ${perEpoch} steps${beside}`,
  );
}

/** What a training of many examples is said to take before it begins, and what it took. */
function many(count) {
  const from = processor();
  const task = readClasses(madeClasses(count));
  const reading = processor() - from;
  const { data, recipe, chosen } = task;
  const shape = engine.taskShape({ task: data, chosen, recipe });
  const { trainer, dispose } = start(task);
  const before = processor();
  for (let n = 0; n < stepsOfTurn; n++) trainer.step();
  const step = (processor() - before) / stepsOfTurn;
  dispose();
  const tokens = data.train.ids.length;
  const held = process.memoryUsage().rss / 2 ** 20;
  console.log(
    `${count} examples (${tokens} words learnt from, vocabulary ${shape.V}): read in ${reading.toFixed(1)} s of processor, ${(1000 * step).toFixed(1)} ms a step, the process holds ${held.toFixed(0)} MB`,
  );
}

await race(readClasses(textOf(options.classes, () => madeClasses(10_000))));
await race(readLabels(textOf(options.labels, () => madeLabels(5_000))));
many(100_000);
