/** The CLI as a person runs it: bundled as the build does, with `worker.js` beside it, as a process. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = `${root}out/terminal/${process.pid}`;

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Terminal {
  run(...args: string[]): Promise<Ended>;
  /** In a folder that goes when the tests are done. @returns its path */
  file(name: string, content: string | Uint8Array): Promise<string>;
  path(name: string): string;
}

/** Opened before the tests of a file, closed after them. */
export function openTerminal(): Terminal {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatescope-terminal-'));
    await bundleCli();
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await rm(bundle, { recursive: true });
  });
  const path = (name: string): string => join(folder, name);
  return {
    path,
    run: runCli,
    async file(name, content) {
      await writeFile(path(name), content);
      return path(name);
    },
  };
}

async function bundleCli(): Promise<void> {
  const common = {
    ...({ platform: 'node', format: 'cjs', logLevel: 'error' } as const),
    ...{
      absWorkingDir: root,
      bundle: true,
      target: 'node20',
      loader: { '.wasm': 'binary', '.cell': 'text', '.py': 'text' } as const,
    },
  };
  const doors = ['src/cli/cli.ts', 'src/worker/worker.ts'];
  await build({
    ...common,
    entryPoints: doors,
    outdir: bundle,
    outbase: `${root}src`,
    entryNames: '[name]',
  });
}

function runCli(...args: string[]): Promise<Ended> {
  const options = { maxBuffer: 1 << 28 };
  return new Promise((resolve) => {
    const call = [join(bundle, 'cli.js'), ...args];
    const child = execFile(process.execPath, call, options, (error, out, err) => {
      resolve({ code: error ? (child.exitCode ?? -1) : 0, out, err });
    });
  });
}
