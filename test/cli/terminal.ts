/**
 * The CLI as a person runs it, bundled as the build does, with `worker.js` beside it. Most calls take place
 * in this process, which has the program loaded once; `spawn` starts a process for each.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import type * as cli from '../../src/cli/cli';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = `${root}out/terminal/${process.pid}`;

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type Call = (...args: string[]) => Promise<Ended>;

export interface Terminal {
  /** The command, in this process. */
  readonly run: Call;
  /** `node dist/cli.js`: streams, arguments and exit code are those of a process of its own. */
  readonly spawn: Call;
  /** In a folder that goes when the tests are done. @returns its path */
  file(name: string, content: string | Uint8Array): Promise<string>;
  path(name: string): string;
}

/** Opened before the tests of a file, closed after them. */
export function openTerminal(): Terminal {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatescope-terminal-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    run: runHere,
    spawn: runApart,
    async file(name, content) {
      await writeFile(path(name), content);
      return path(name);
    },
  };
}

const made = new Map<string, Promise<string>>();

/** Once for all test files of this process. @returns its path */
function bundled(entry: string): Promise<string> {
  const making = made.get(entry) ?? bundleBeside(entry);
  made.set(entry, making);
  return making;
}

async function bundleBeside(entry: string): Promise<string> {
  const outdir = `${bundle}/${entry}`;
  await build({
    ...({ platform: 'node', format: 'cjs', logLevel: 'error' } as const),
    ...{ absWorkingDir: root, bundle: true, target: 'node20', outdir, entryNames: '[name]' },
    loader: { '.wasm': 'binary', '.cell': 'text', '.py': 'text' },
    entryPoints: [`src/cli/${entry}.ts`, 'src/worker/worker.ts'],
  });
  return join(outdir, `${entry}.js`);
}

async function runHere(...args: string[]): Promise<Ended> {
  const { main } = createRequire(import.meta.url)(await bundled('cli')) as typeof cli;
  let [out, err] = ['', ''];
  const code = await main(args, {
    print: (text) => void (out += `${text}\n`),
    log: (line) => void (err += `${line}\n`),
  });
  return { code, out, err };
}

async function runApart(...args: string[]): Promise<Ended> {
  const call = [await bundled('start'), ...args];
  return new Promise((resolve) => {
    const options = { maxBuffer: 1 << 28 };
    const child = execFile(process.execPath, call, options, (error, out, err) => {
      resolve({ code: error ? (child.exitCode ?? -1) : 0, out, err });
    });
  });
}
