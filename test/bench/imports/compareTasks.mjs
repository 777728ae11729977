/**
 * Imports every classifier and tagger that `tasks.py` made, and compares the losses: `node
 * test/bench/imports/compareTasks.mjs FOLDER [PART OF A NAME]`, after `npm run build`. Fails where one that should
 * be read is not, or where losses differ by more than 1e-5 nats at an answer.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, only = ''] = process.argv.slice(2);
const cli = process.env.GATESCOPE_CLI ?? join(import.meta.dirname, '../../../dist/cli.js');
const most = 1e-5;
const models = JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8'));

function judge(name, { task, classes, refused = false }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    ...[cli, 'import', join(folder, `${name}.pt`), '--vocabulary', join(folder, 'words.json')],
    ...['--task', task, '--classes', classes.join(), '--json'],
    ...[
      '--parity',
      join(folder, `${name}.parity.json`),
      '--out',
      join(folder, 'out', `${name}.safetensors`),
    ],
  ]);
  const told = String(stderr).trim().replaceAll('\n', ' ').slice(-160);
  if (refused || status !== 0) return { good: refused && status === 2, told };
  const { parity, leftOut } = JSON.parse(String(stdout));
  const largest = parity.largestDifference;
  return {
    good: largest <= most && leftOut.length === 0,
    told: `${largest.toExponential(1)} nats`,
  };
}

let wrong = 0;
for (const [name, said] of Object.entries(models).filter(([one]) => one.includes(only))) {
  const { good, told } = judge(name, said);
  if (!good) wrong++;
  process.stdout.write(`${good ? 'ok  ' : 'BAD '} ${name.padEnd(24)} ${told}\n`);
}
process.stdout.write(`${Object.keys(models).length} models, ${wrong} otherwise\n`);
process.exitCode = wrong > 0 ? 1 : 0;
