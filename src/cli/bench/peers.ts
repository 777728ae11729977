/**
 * The same models elsewhere: programs of `test/bench` as child processes that answer a line with a
 * line, so that they take their turns among ours. A missing one is reported, not an error.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import type { BenchSize } from './sizes';
import type { Contestant } from './turns';

export type Task = 'train' | 'infer';

export interface PeerProgram {
  /** With its version. */
  readonly name: string;
  contestant(task: Task, shape: BenchSize, threads: number): Contestant;
  /** Lets go of all contestants. */
  forget(): Promise<void>;
  dispose(): void;
}

/** Where the programs are, or undefined when this bundle runs outside its repository. */
export function peerFolder(): string | undefined {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const found = join(folder, 'test/bench');
    if (existsSync(join(found, 'peer_tfjs.mjs'))) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

/** @returns why it is absent */
export async function startPeer(
  command: string,
  args: readonly string[],
  log: (line: string) => void,
): Promise<PeerProgram | { readonly absent: string }> {
  const connection = connect(command, args);
  const hello = await connection.receive().then(
    (answer) => v.parse(helloSchema, answer),
    (error: unknown) => ({ absent: error instanceof Error ? error.message : String(error) }),
  );
  if ('absent' in hello) {
    connection.dispose();
    return hello;
  }
  log(`${hello.name}: ${hello.setting}`);
  return peerOver(connection, hello.name);
}

const helloSchema = v.union([
  v.object({ name: v.string(), setting: v.string() }),
  v.object({ absent: v.string() }),
]);
const readySchema = v.object({ ready: v.literal(true) });
const positive = v.pipe(v.number(), v.gtValue(0));
const turnSchema = v.object({
  repeats: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  wall: positive,
  processor: positive,
});

function peerOver(connection: Connection, name: string): PeerProgram {
  let prepared = 0;
  return {
    name,
    contestant(task, shape, threads) {
      const id = String(prepared++);
      return {
        async warmUp(seconds) {
          const request = { do: 'prepare', id, task, shape, threads, seconds };
          v.parse(readySchema, await connection.ask(request));
        },
        turn: async (seconds) =>
          v.parse(turnSchema, await connection.ask({ do: 'turn', id, seconds })),
      };
    },
    async forget() {
      v.parse(readySchema, await connection.ask({ do: 'forget' }));
    },
    dispose: connection.dispose,
  };
}

interface Connection {
  /** The next line. @throws Error where the program ends instead */
  receive(): Promise<unknown>;
  ask(request: object): Promise<unknown>;
  dispose(): void;
}

/**
 * OpenMP's threads spin while they wait: on a machine with other work to do, two of them then run a
 * hundred times slower than one. Whoever sets it otherwise, has it so.
 */
const peerEnvironment = { OMP_WAIT_POLICY: 'PASSIVE', ...process.env };

/** One question at a time; the program ends with its stdin. */
function connect(command: string, args: readonly string[]): Connection {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: peerEnvironment });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-2_000);
  });
  // Writing to a program that has ended; that it has shows in what is received.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<never>((_, reject) => {
    child.on('error', (error) =>
      reject(new Error(`${command} cannot be started: ${error.message}`)),
    );
    child.on('close', (code) => {
      const last = complaints.trim().split('\n').at(-1) ?? '';
      reject(new Error(`${command} ended with ${code ?? 'a signal'}${last && `: ${last}`}`));
    });
  });
  ended.catch(() => undefined);
  const receive = async (): Promise<unknown> => {
    const line = await Promise.race([lines.next(), ended]);
    return line.done === true ? ended : (JSON.parse(line.value) as unknown);
  };
  return {
    receive,
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return receive();
    },
    dispose: () => void child.stdin.end(),
  };
}
