/**
 * What the panel waits for, in the figures of issue 5: the first picture of a document of 100,000
 * tokens (1 s), the visible range after a keystroke (50 ms), all gates of 100,000 tokens x 128 units
 * (2 s), the visible part with an imported model of 2 x 650 units and 33,000 words (2 s, 512 MB).
 * Synthetic models and texts, the analyst's real thread, each part in a process of its own. Prints
 * milliseconds by the clock and, in brackets, of the processor; fails at none.
 *
 *   node test/bench/panel.bench.mjs [first|key|large]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compileAssembly } from '../../scripts/build/assembly.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'out/bench/panel');
const documentKey = 'file:///bench.txt';
const tokens = 100_000;
const small = { cell: 'lstm', tokens: 'words', V: 10_000, E: 128, H: 128, L: 1, tied: false };
const large = { cell: 'lstm', tokens: 'words', V: 33_000, E: 650, H: 650, L: 2, tied: false };
const parts = { first: small, key: small, large };

async function bundle() {
  await compileAssembly();
  mkdirSync(folder, { recursive: true });
  const loader = { '.wasm': 'binary', '.cell': 'text', '.py': 'text' };
  const common = { absWorkingDir: root, bundle: true, platform: 'node', logLevel: 'error', loader };
  await build({
    ...common,
    stdin: {
      contents: `
        export { encodeModelFile, modelTensors } from './src/engine/files/modelFile';
        export { buildVocabulary } from './src/engine/text/words/vocabulary';
        export { random } from './src/engine/random';
        export { startThread } from './src/host/threads/supervisor';
        export { hostTimer } from './src/host/threads/workerPort';`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile: path.join(folder, 'parts.mjs'),
    format: 'esm',
  });
  await build({
    ...common,
    entryPoints: ['src/worker/worker.ts'],
    outfile: path.join(folder, 'worker.js'),
    format: 'cjs',
    target: 'node20',
    minify: true,
  });
}

const load = () => import(pathToFileURL(path.join(folder, 'parts.mjs')).href);

/** Words of letters only, so that each is one token. */
const wordOf = (n) => {
  const letters = [];
  for (let rest = n + 1; rest > 0; rest = Math.floor(rest / 26)) letters.push(97 + (rest % 26));
  return `w${String.fromCharCode(...letters)}`;
};

async function writeModel(shape, file) {
  const { encodeModelFile, modelTensors, buildVocabulary, random } = await load();
  const dice = random(1);
  const known = Array.from({ length: shape.V - 1 }, (_, n) => wordOf(n));
  const vocabulary = buildVocabulary(known, { minimumCount: 1, maximumSize: shape.V });
  const weights = new Map(
    [...modelTensors(shape)].map(([name, sizes]) => {
      const numbers = new Float32Array(sizes.reduce((all, one) => all * one, 1));
      for (let n = 0; n < numbers.length; n++) numbers[n] = dice.between(-0.08, 0.08);
      return [name, numbers];
    }),
  );
  const facts = { plan: {}, version: 1, steps: 1, documentKey, fingerprint: [], history: [] };
  writeFileSync(file, encodeModelFile({ shape, vocabulary, ...facts, unitNames: {}, weights }));
}

async function textOf(shape) {
  const { random } = await load();
  const dice = random(2);
  const words = Array.from({ length: tokens }, () => wordOf(dice.below(shape.V - 1)));
  return words.map((word, n) => (n % 12 === 11 ? `${word}\n` : `${word} `)).join('');
}

async function openAnalyst() {
  const { startThread, hostTimer } = await load();
  const script = path.join(folder, 'worker.js');
  const news = { log: (line) => console.log(line) };
  return startThread({ role: 'analyst', script, news, timer: hostTimer, log: news.log });
}

/** @returns milliseconds by the clock and of the processor, and the answer */
async function timed(act) {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const answer = await act();
  const { user, system } = process.cpuUsage(before);
  return { answer, wall: performance.now() - began, cpu: (user + system) / 1000 };
}

const figure = ({ wall, cpu }) => `${wall.toFixed(0)} ms (${cpu.toFixed(0)})`;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function middle(list, share = 0.5) {
  const sorted = [...list].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function value(result) {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const mapOf = (from, count, more = { units: 32 }) => ({
  ...{ documentKey, layer: 0, gate: 'forgetGate', from, count, units: 32, ...more },
});

function open(analyst, text, file) {
  analyst.tell('openDocument', { documentKey, version: 1, text });
  analyst.tell('useModel', { documentKey, source: { kind: 'file', path: file } });
}

/** Words in view of a panel of usual width. */
const seen = 90;

/** What the page asks for before it draws: the overview, then the words in view. */
async function firstPicture(analyst, offset) {
  const { tokens: all, cursorToken } = value(
    await analyst.call('overview', { documentKey, offset }),
  );
  const from = Math.max(0, cursorToken - seen / 2);
  const map = value(await analyst.call('gateMap', mapOf(from, seen)));
  return { all, map };
}

async function measureFirst(file, text) {
  const analyst = await openAnalyst();
  const opened = await timed(() => {
    open(analyst, text, file);
    return firstPicture(analyst, text.length >> 1);
  });
  console.log(`first picture of ${opened.answer.all} tokens, thread, model and text cold: ${figure(opened)}`); // prettier-ignore
  const target = path.join(mkdtempSync(path.join(tmpdir(), 'gatescope-')), 'all.npz');
  const request = { documentKey, path: target, unitNames: {} };
  const read = await timed(() => analyst.call('writeActivations', request));
  const { count, bytes } = value(read.answer);
  console.log(`all gates of ${count} tokens x ${small.H} units, written (${(bytes / 1e6).toFixed(0)} MB): ${figure(read)}`); // prettier-ignore
  rmSync(path.dirname(target), { recursive: true });
  const other = 'file:///again.txt';
  analyst.tell('openDocument', { documentKey: other, version: 1, text });
  analyst.tell('useModel', { documentKey: other, source: { kind: 'file', path: file } });
  const traced = await timed(() => readToTheEnd(analyst, other, count));
  console.log(`trace of a second text in the background, to its end: ${figure(traced)}`);
  await analyst.dispose();
}

/** Until the last column of the overview is there, which costs no reading to ask for. */
async function readToTheEnd(analyst, key, count) {
  const last = { from: Math.floor((count - 1) / 16), count: 1, tokensPerColumn: 16, chosen: [0] };
  const asked = { documentKey: key, layer: 0, gate: 'forgetGate', ...last };
  while (value(await analyst.call('gateOverview', asked)).approximate) await pause(50);
}

async function measureKey(file, text) {
  const analyst = await openAnalyst();
  open(analyst, text, file);
  const { all, map } = await firstPicture(analyst, text.length >> 1);
  await readToTheEnd(analyst, documentKey, all);
  const chosen = [...map.units];
  const [walls, cpus] = [[], []];
  const { start } = map.spans[seen / 2];
  for (let key = 0; key < 60; key++) {
    const changes = [{ offset: start + (key % 5), length: 0, text: 'e' }];
    const { wall, cpu } = await timed(async () => {
      analyst.tell('editDocument', { documentKey, version: 2 + key, changes });
      return value(await analyst.call('gateMap', mapOf(map.from, seen, { chosen })));
    });
    walls.push(wall);
    cpus.push(cpu);
    await pause(150);
  }
  const stale = await timed(() => readToTheEnd(analyst, documentKey, all));
  console.log(`visible range after a keystroke in the middle of ${all} tokens: p50 ${middle(walls).toFixed(1)} ms (${middle(cpus).toFixed(1)}), p95 ${middle(walls, 0.95).toFixed(1)} (${middle(cpus, 0.95).toFixed(1)})`); // prettier-ignore
  console.log(`the rest of the text is read again in the background within ${figure(stale)}`);
  await analyst.dispose();
}

async function measureLarge(file, text) {
  const analyst = await openAnalyst();
  const opened = await timed(() => {
    open(analyst, text, file);
    return firstPicture(analyst, 0);
  });
  console.log(`2 x 650 units, V 33,000, model of ${(statSync(file).size / 1e6).toFixed(0)} MB, first picture at the beginning: ${figure(opened)}`); // prettier-ignore
  const away = await timed(() => firstPicture(analyst, text.length >> 1));
  console.log(`the same in the middle of ${away.answer.all} tokens, not read yet: ${figure(away)}, approximate ${away.answer.map.approximate}`); // prettier-ignore
  await pause(3000);
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  console.log(`memory of the whole process at its highest: ${(Number(peak?.[1]) / 1024).toFixed(0)} MB`); // prettier-ignore
  await analyst.dispose();
}

const measures = { first: measureFirst, key: measureKey, large: measureLarge };

const [asked, inside] = process.argv.slice(2);
if (inside === 'write') await writeModel(parts[asked], path.join(folder, `${asked}.safetensors`));
else if (inside === 'measure') {
  const file = path.join(folder, `${asked}.safetensors`);
  // A supervised thread does not keep its process alive.
  const alive = setInterval(() => undefined, 1000);
  await measures[asked](file, await textOf(parts[asked]));
  clearInterval(alive);
} else {
  await bundle();
  for (const part of asked ? [asked] : Object.keys(parts)) {
    for (const step of ['write', 'measure']) {
      const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), part, step], {
        stdio: 'inherit',
      });
      if (run.status !== 0) process.exitCode = 1;
    }
    rmSync(path.join(folder, `${part}.safetensors`), { force: true });
  }
}
