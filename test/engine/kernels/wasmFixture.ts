/**
 * What the tests of the fast kernels stand on: the modules, which vitest's set-up has compiled, and real
 * helper threads. Their file is named by the hash of what it came from, so that test files running
 * side by side cannot disturb each other.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { Arithmetic } from '../../../src/engine/kernels/arithmetic';
import type { HelperSeat } from '../../../src/engine/kernels/helper';
import {
  createWasmKernels,
  type WasmKernels,
  type WasmOptions,
} from '../../../src/engine/kernels/wasm';

const root = path.resolve(import.meta.dirname, '../../..');
const kernels = path.join(root, 'src/engine/kernels');
const compiled = path.join(root, 'out/test/kernels');

function sourceHash(folder: string, extension: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((file) => file.endsWith(extension))) {
    hash.update(name).update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Writes `name` by `write(temporary)` unless it exists. @returns its path */
function once(name: string, write: (temporary: string) => void): string {
  const file = path.join(compiled, name);
  if (existsSync(file)) return file;
  mkdirSync(compiled, { recursive: true });
  const temporary = path.join(compiled, `${process.pid}-${name}`);
  write(temporary);
  renameSync(temporary, file);
  return file;
}

const loaded = new Map<Arithmetic, WebAssembly.Module>();

/** One for all kernels of this process: what an engine makes of it serves the next. */
export function loadModule(arithmetic: Arithmetic = 'separate'): WebAssembly.Module {
  const known = loaded.get(arithmetic);
  if (known) return known;
  const file = arithmetic === 'fused' ? 'kernels.fused.wasm' : 'kernels.wasm';
  const module = new WebAssembly.Module(readFileSync(path.join(kernels, 'assembly', file)));
  loaded.set(arithmetic, module);
  return module;
}

let helper: string | undefined;

/** A thread that serves a seat; it dies when told to, and says so when it dies by itself. */
export function helperFile(): string {
  return (helper ??= bundledHelper());
}

function bundledHelper(): string {
  return once(`helper-${sourceHash(kernels, '.ts')}.mjs`, (temporary) => {
    buildSync({
      stdin: {
        contents: `
          import { workerData } from 'node:worker_threads';
          import { abandonSeat, serveHelper } from './helper';
          if (workerData.announceDeath) process.on('exit', () => abandonSeat(workerData.seat));
          serveHelper(workerData.seat);`,
        resolveDir: kernels,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: temporary,
    });
  });
}

export interface Threads {
  readonly workers: Worker[];
  start(seat: HelperSeat): { dispose(): void };
}

export function threads(announceDeath = false): Threads {
  const workers: Worker[] = [];
  return {
    workers,
    start(seat) {
      const worker = new Worker(helperFile(), { workerData: { seat, announceDeath } });
      workers.push(worker);
      return { dispose: () => void worker.terminate() };
    },
  };
}

export function createKernels(options: Partial<WasmOptions> = {}): WasmKernels {
  return createWasmKernels({
    module: loadModule(),
    threads: 1,
    budgetBytes: 512 * 1024 * 1024,
    interrupted: () => false,
    ...options,
  });
}

/** Kernels on `count` threads, all of which have arrived. */
export async function createTeam(
  count: number,
  options: Partial<WasmOptions> = {},
): Promise<WasmKernels> {
  const team = createKernels({ threads: count, startHelper: threads().start, ...options });
  await arrival(team, count);
  return team;
}

export async function arrival(team: WasmKernels, count: number): Promise<void> {
  while (team.helpers < count - 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Uniform in [-1, 1), the same for the same seed (xorshift32). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

export function roundUp(size: number): number {
  return Math.ceil(size / 8) * 8;
}
