import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hostTimer } from '../../../src/host/threads/workerPort';
import type { Patience, SupervisedThread } from '../../../src/host/threads/supervisor';
import { ThreadLost, startThread } from '../../../src/host/threads/supervisor';
import { ControlCommand } from '../../../src/shared/wire/threads';
import type { ActorContract, ActorNews } from '../../worker/actors/actor';
import { bundledThread } from '../../worker/bundle';

let script = '';
beforeAll(async () => {
  script = await bundledThread('test/worker/actors/actor.ts');
});

const running: SupervisedThread<ActorContract>[] = [];
afterEach(async () => {
  for (const thread of running.splice(0)) await thread.dispose();
});

/** A busy machine keeps a thread silent for seconds: only who waits for a hung one is impatient. */
const quick: Patience = { hungAfter: 30_000, pauses: [20, 20] };

function actor(patience: Patience = quick, path = script) {
  const lines: string[] = [];
  const said: string[] = [];
  const thread = startThread<ActorContract, ActorNews>({
    role: 'reader',
    script: path,
    news: { said: ({ line }) => void said.push(line) },
    timer: hostTimer,
    log: (line) => lines.push(line),
    patience,
  });
  running.push(thread);
  return { thread, lines, said };
}

describe('a supervised thread', () => {
  it('starts with the first call, and not before', async () => {
    const { thread, lines, said } = actor();
    expect(lines).toEqual([]);
    await expect(thread.call('incarnation', {})).resolves.toBe(0);
    expect(said).toEqual(['seated 0']);
  });

  it('rejects what is pending when the thread exits, and puts another in its place', async () => {
    const { thread, said } = actor();
    // What a thread said and nobody has read yet may be lost with it: an answer comes after it.
    await thread.call('incarnation', {});
    const pending = thread.call('wait', {});
    const exit = thread.call('exit', { code: 7 });
    await expect(pending).rejects.toMatchObject({ kind: 'closed' });
    await expect(exit).rejects.toMatchObject({ kind: 'closed' });
    await expect(thread.call('incarnation', {})).resolves.toBe(1);
    expect(said).toEqual(['seated 0', 'seated 1']);
  });

  it('replaces a thread that an error ended, and logs the error', async () => {
    const { thread, lines } = actor();
    const pending = expect(thread.call('wait', {})).rejects.toMatchObject({ kind: 'closed' });
    // Its answer may be lost with it, where nobody has read it yet.
    await thread.call('fail', {}).catch(() => undefined);
    await pending;
    await expect(thread.call('incarnation', {})).resolves.toBe(1);
    expect(lines.join('\n')).toMatch(/RangeError: out of words/);
  });

  it('ends a thread without a heartbeat and replaces it', async () => {
    const { thread, lines } = actor({ hungAfter: 1500, pauses: [20, 20] });
    await thread.call('incarnation', {});
    await expect(thread.call('hang', {})).rejects.toMatchObject({ kind: 'closed' });
    await expect(thread.call('incarnation', {})).resolves.toBe(1);
    expect(lines.join('\n')).toMatch(/no sign of life for 1.5 s/);
  });

  it('lets listeners bring the state back before calls that waited go on', async () => {
    const { thread } = actor();
    const reasons: string[] = [];
    thread.onRestart((reason) => {
      reasons.push(reason);
      thread.tell('remember', { word: 'again' });
    });
    thread.tell('remember', { word: 'first' });
    await expect(thread.call('recall', {})).resolves.toEqual(['first']);
    await thread.call('exit', { code: 3 }).catch(() => undefined);
    thread.tell('remember', { word: 'lost' });
    await expect(thread.call('recall', {})).resolves.toEqual(['again']);
    expect(reasons).toEqual(['exit code 3']);
  });

  it('sends what was held back before anything else', async () => {
    const { thread } = actor();
    let held = ['held'];
    thread.beforeSending(() => {
      for (const word of held.splice(0)) thread.tell('remember', { word });
    });
    await expect(thread.call('recall', {})).resolves.toEqual(['held']);
    held = ['later'];
    thread.tell('remember', { word: 'told' });
    await expect(thread.call('recall', {})).resolves.toEqual(['held', 'later', 'told']);
  });

  it('keeps nobody with a deadline waiting while there is no thread', async () => {
    const { thread } = actor({ hungAfter: 30_000, pauses: [60_000] });
    await thread.call('exit', { code: 1 }).catch(() => undefined);
    const answer = thread.call('recall', {}, { deadline: 50 });
    await expect(answer).rejects.toMatchObject({ kind: 'closed' });
  });

  it('gives up after too many deaths and says so to everyone', async () => {
    const { thread } = actor();
    const lost: string[] = [];
    thread.onLost((failure) => lost.push(failure.reason));
    for (let death = 0; death < 3; death++) {
      await thread.call('exit', { code: 40 + death }).catch(() => undefined);
    }
    await expect(thread.call('recall', {})).rejects.toBeInstanceOf(ThreadLost);
    await expect(thread.call('recall', {})).rejects.toMatchObject({
      failure: { kind: 'threadLost', thread: 'reader', reason: 'exit code 42' },
    });
    expect(lost).toEqual(['exit code 42']);
  });

  it('gives up on a script that does not exist', async () => {
    const { thread } = actor(quick, `${script}.missing`);
    await expect(thread.call('recall', {})).rejects.toMatchObject({ kind: 'closed' });
    await expect(thread.call('recall', {})).rejects.toMatchObject({ kind: 'closed' });
    await expect(thread.call('recall', {})).rejects.toMatchObject({ kind: 'closed' });
    await expect(thread.call('recall', {})).rejects.toBeInstanceOf(ThreadLost);
  });

  it('shows the thread a command in shared memory, also the thread that comes after', async () => {
    const { thread } = actor();
    thread.command('pause');
    await expect(thread.call('command', {})).resolves.toBe(ControlCommand.pause);
    await thread.call('exit', { code: 1 }).catch(() => undefined);
    await expect(thread.call('command', {})).resolves.toBe(ControlCommand.pause);
  });

  it('rejects waiting calls when it is disposed, and calls after', async () => {
    const { thread } = actor({ hungAfter: 30_000, pauses: [60_000] });
    await thread.call('exit', { code: 1 }).catch(() => undefined);
    const waiting = thread.call('recall', {});
    await Promise.all([
      thread.dispose(),
      expect(waiting).rejects.toMatchObject({ kind: 'closed' }),
    ]);
    await expect(thread.call('recall', {})).rejects.toMatchObject({ kind: 'closed' });
  });

  it('does not restart what was disposed', async () => {
    const { thread, lines } = actor();
    await thread.call('incarnation', {});
    await thread.dispose();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lines.filter((line) => line.includes('started'))).toHaveLength(1);
  });

  it('does not keep a process from exiting', async () => {
    const entry = `${script}.host.ts`;
    await writeFile(
      entry,
      `import { startThread } from '../../../src/host/threads/supervisor';
       import { hostTimer } from '../../../src/host/threads/workerPort';
       const thread = startThread({ role: 'reader', script: ${JSON.stringify(script)},
         news: { said: () => undefined }, timer: hostTimer, log: () => undefined });
       thread.tell('remember', { word: 'x' });
       setTimeout(() => process.stdout.write('end'), 300);`,
    );
    const outfile = `${script}.host.js`;
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs' });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { timeout: 50_000 });
    expect(stdout).toBe('end');
  });
});

it('counts glances, not time: a host that was busy for long finds its thread alive', async () => {
  const { thread, lines } = actor({ hungAfter: 1000, pauses: [20] });
  await thread.call('incarnation', {});
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(nothing, 0, 0, 2500);
  await vi.waitFor(() => thread.call('incarnation', {}));
  await expect(thread.call('incarnation', {})).resolves.toBe(0);
  expect(lines.filter((line) => line.includes('ended'))).toEqual([]);
});
