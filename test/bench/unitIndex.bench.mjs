/**
 * Similar passages in a million tokens of 128 units, once they are indexed: the figure of issue 6 is
 * 100 ms. Synthetic states that hold on for some tokens, as a network's do. Prints; fails at none.
 */
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, 'out/bench/unitIndex.mjs');
await build({
  absWorkingDir: root,
  stdin: {
    contents: `
      export { createUnitIndex } from './src/engine/search/unitIndex';
      export { random } from './src/engine/random';`,
    resolveDir: root,
    loader: 'ts',
  },
  outfile,
  bundle: true,
  format: 'esm',
  logLevel: 'error',
  loader: { '.cell': 'text' },
});
const { createUnitIndex, random } = await import(pathToFileURL(outfile).href);

const [tokens, H] = [1_000_000, 128];
const dice = random(1);
const index = createUnitIndex(H, tokens, new Float32Array(2 * H));
const h = new Float32Array(H);
for (let t = 0; t < tokens; t++) {
  for (let n = 0; n < 20; n++) h[dice.below(H)] = dice.between(-1, 1);
  index.note(dice.below(1000), [{ h }]);
}
console.log(`index of ${tokens} tokens x ${H} units: ${(index.bytes / 2 ** 20).toFixed(1)} MB`);
for (const length of [1, 2, 5]) {
  const times = [];
  const busy = [];
  let units = 0;
  for (let n = 0; n < 11; n++) {
    const start = dice.below(tokens - length);
    const began = performance.now();
    const before = process.cpuUsage();
    const rows = index.onOver(start, start + length);
    index.similar({ rows, length, most: 50, except: { start, end: start + length } });
    times.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1000);
    units += rows.length / 11;
  }
  for (const list of [times, busy]) list.sort((one, other) => one - other);
  console.log(
    `spans of ${length}, ${units.toFixed(0)} units on: median ${times[5].toFixed(0)} ms, longest ${times[10].toFixed(0)} ms (of the processor: ${busy[5].toFixed(0)} ms)`,
  );
}
