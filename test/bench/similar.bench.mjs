/**
 * Find Similar Passages as a user meets it: a text of a million tokens, read by a network of 128
 * units, in the analyst's own thread. How long the index takes that is read ahead, and how long the
 * first question takes, by the clock, from the call to its answer: the figure of issue 6 is 100 ms.
 * Needs dist/worker.js (`npm run package`). Prints; fails at none.
 */
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, 'out/bench/similar.mjs');
await build({
  absWorkingDir: root,
  stdin: {
    contents: `
      export { startThread } from './src/host/threads/supervisor';
      export { hostTimer } from './src/host/threads/workerPort';`,
    resolveDir: root,
    loader: 'ts',
  },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
  loader: { '.cell': 'text' },
});
const { startThread, hostTimer } = await import(pathToFileURL(outfile).href);

const tokens = 1_000_000;
const folder = mkdtempSync(path.join(tmpdir(), 'gatescope-similar-'));
const sample = readFileSync(path.join(root, 'media/samples/shakespeare.txt'), 'utf8');
const share = { last: 0 };
const log = (line) => /bug|news/.test(line) && console.error(line);
const common = { script: path.join(root, 'dist/worker.js'), timer: hostTimer, log };
const nothing = () => undefined;
const trainer = startThread({
  ...common,
  role: 'trainer',
  news: { log, published: nothing, progress: nothing },
});
const analyst = startThread({
  ...common,
  role: 'analyst',
  news: { log, indexing: (news) => (share.last = news.share ?? 0) },
});
// Both threads let the process end, and so do their timers.
const alive = setInterval(nothing, 1000);
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const figure = (name, value, bound = '') =>
  console.log(`${name.padEnd(56)} ${value.padStart(10)}   ${bound}`);

try {
  const modelPath = path.join(folder, 'model.safetensors');
  const documentKey = 'file:///long.txt';
  const sizes = { tokens: 'words', layers: 1, hiddenSize: 128, embeddingSize: 128 };
  const trained = await trainer.call('train', {
    ...{ documentKey, name: 'long.txt', text: sample, modelPath, start: 'afresh' },
    budget: { steps: 300 },
    options: { seed: 1, ...sizes, threads: 1, memoryMB: 1024 },
  });
  if (!trained.ok) throw new Error(JSON.stringify(trained.failure));

  const perSample = trained.value.tokens / 0.95;
  const text = sample.repeat(Math.ceil(tokens / perSample));
  analyst.tell('openDocument', { documentKey, version: 1, text });
  analyst.tell('useModel', { documentKey, source: { kind: 'file', path: modelPath } });
  const opened = performance.now();
  const overview = await analyst.call('overview', { documentKey, offset: 0 });
  if (!overview.ok) throw new Error(JSON.stringify(overview.failure));
  while (share.last < 1) await sleep(100);
  const seconds = (performance.now() - opened) / 1000;
  figure(`${overview.value.tokens} tokens x 128: traced and indexed`, `${seconds.toFixed(0)} s`);

  const times = [];
  // Of the whole process, both threads: what a machine with nothing else to do would take.
  const busy = [];
  const opening = 'Before we proceed any further';
  for (let n = 0; n < 11; n++) {
    const start = text.indexOf(opening, n * sample.length);
    // One word, two, three, and again.
    const words = opening
      .split(' ')
      .slice(0, 1 + (n % 3))
      .join(' ');
    const began = performance.now();
    const before = process.cpuUsage();
    const query = { by: 'span', start, end: start + words.length };
    const answer = await analyst.call('findSimilar', { documentKey, query });
    times.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1000);
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  }
  figure('similar passages, the first question', `${times[0].toFixed(0)} ms`, '(at most 100)');
  for (const list of [times, busy]) list.sort((one, other) => one - other);
  figure('similar passages, median of 11', `${times[5].toFixed(0)} ms`, '(at most 100)');
  figure('similar passages, longest', `${times[10].toFixed(0)} ms`);
  figure('of the processor, median', `${busy[5].toFixed(0)} ms`);
} finally {
  clearInterval(alive);
  await Promise.all([trainer.dispose(), analyst.dispose()]);
  rmSync(folder, { recursive: true, force: true });
}
