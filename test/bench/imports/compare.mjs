/**
 * Imports every model that `models.py` made, and compares the losses: `node test/bench/imports/compare.mjs
 * FOLDER [PART OF A NAME]`, after `npm run build`. Fails where one that should be read is not, where losses differ
 * by more than 1e-5 nats at a token, or where a refusal does not name what is wrong.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, only = ''] = process.argv.slice(2);
const cli = process.env.GATESCOPE_CLI ?? join(import.meta.dirname, '../../../dist/cli.js');
const most = 1e-5;
const models = JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8'));

function judge({ name, file, options, read, said }) {
  const parity = read ? ['--parity', join(folder, `${name}.parity.json`)] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    ...[cli, 'import', join(folder, file), '--vocabulary', join(folder, 'words.json')],
    ...['--out', join(folder, 'out', `${name}.safetensors`), '--json', ...parity, ...options],
  ]);
  const told = String(stderr).trim().replaceAll('\n', ' ');
  if (!read) return { good: status === 2 && told.includes(said), told };
  if (status !== 0) return { good: false, told };
  const { leftOut, parity: compared } = JSON.parse(String(stdout));
  const largest = compared.largestDifference;
  const good = largest <= most && leftOut.length === 0;
  return { good, told: `${largest.toExponential(1)} nats${told ? ` (${told.slice(-160)})` : ''}` };
}

const count = { good: 0, read: 0, wrong: 0 };
for (const model of models.filter(({ name }) => name.includes(only))) {
  const { good, told } = judge(model);
  if (!good) count.wrong++;
  else if (model.read) count.read++;
  else count.good++;
  process.stdout.write(`${good ? 'ok  ' : 'BAD '} ${model.name.padEnd(20)} ${told}\n`);
}
process.stdout.write(
  `${count.read} read, ${count.good} refused by name, ${count.wrong} otherwise\n`,
);
process.exitCode = count.wrong > 0 ? 1 : 0;
