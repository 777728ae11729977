/**
 * How good and how quick completion is while a text of 1 MB is being learnt: one second after the
 * command, and the time from request to answer (bounds while it trains: p50 4 ms, p99 25 ms). Prints figures; fails at none. The text is
 * shared/data/tinyshakespeare.txt where it is there, else the sample, repeated.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { api, show, sleep, until, writeText, type Api } from '../gatescope';

const size = 1_115_394;
const asked = 200;

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((one, other) => one - other)[Math.floor(share * (times.length - 1))] ?? NaN;

function textOfAMegabyte(): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  // .host/workspaces/inHost-newest stands in the repository.
  const shared = path.join(folder, '../../../../shared/data/tinyshakespeare.txt');
  if (existsSync(shared)) return readFileSync(shared, 'utf8');
  const sample = readFileSync(path.join(folder, 'shakespeare.txt'), 'utf8');
  return sample.repeat(Math.ceil(size / sample.length)).slice(0, size);
}

/** Starts of words of letters, spread over the text by a fixed rule. */
function placesIn(text: string): { offset: number; word: string }[] {
  const words = [...text.matchAll(/(?<=\s)\p{L}+(?=\s)/gu)];
  return Array.from({ length: asked }, (_, n) => {
    const match = words[Math.floor(((n * 0.618_033_988_7) % 1) * words.length)];
    return { offset: match?.index ?? 0, word: match?.[0] ?? '' };
  });
}

async function ask(gatescope: Api, document: vscode.TextDocument, text: string) {
  const times: number[] = [];
  let right = 0;
  for (const { offset, word } of placesIn(text)) {
    const start = performance.now();
    const [best] = await gatescope.complete(document.uri, document.positionAt(offset), 1);
    times.push(performance.now() - start);
    if (best?.word === word) right++;
  }
  return { right: (100 * right) / asked, times };
}

/**
 * From VS Code's question to all entries, its own way there and back included; at most 50 ms. And the CPU
 * time of the host's process, threads included, which a busy machine does not change much.
 */
async function list(document: vscode.TextDocument, text: string) {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const { offset, word } of placesIn(text)) {
    if (word.length < 5) continue;
    const start = performance.now();
    await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      ...[document.uri, document.positionAt(offset + 3)],
    );
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, cpu: (user + system) / 1000 / times.length };
}

const answered = (times: readonly number[]): string =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;

const tellList = ({ times, cpu }: Awaited<ReturnType<typeof list>>): void =>
  console.log(
    `the word list after three letters  ${times.length} times   ${answered(times)}, ${cpu.toFixed(1)} ms of CPU each`,
  );

function tell(when: string, { right, times }: Awaited<ReturnType<typeof ask>>): void {
  const share = right.toFixed(1).padStart(5);
  console.log(`${when.padEnd(34)} right ${share} % of words   ${answered(times)}`);
}

suite('what users wait for while they write', () => {
  test('answers one second after the command, and quickly while it trains', async function () {
    this.timeout(180_000);
    const gatescope = await api();
    const text = textOfAMegabyte();
    const uri = writeText(text);
    const { document } = await show(uri);
    await sleep(500);
    const training = gatescope.train(uri, { seconds: 20 });
    await sleep(1000);
    tell('one second after the command', await ask(gatescope, document, text));
    await until('it trains', () => (gatescope.status(uri).progress ?? 0) > 0.3, 60_000);
    tell('while it trains', await ask(gatescope, document, text));
    await training;
    await until('it is ready', () => gatescope.status(uri).state === 'ready', 60_000);
    await sleep(2000);
    tell('when it is ready', await ask(gatescope, document, text));
    tellList(await list(document, text));
  });
});
