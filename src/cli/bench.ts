/**
 * `bench`: how fast the kernels, training and inference are, and how that stands to the machine's
 * ceiling, to one thread, to PyTorch and to tfjs. Absolute figures depend on the machine and its
 * other work; the ratios, taken within interleaved rounds, hardly do.
 */
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isWasm, type WasmKernels } from '../engine/kernels/wasm';
import { platformEngine } from '../worker/platform/wasm';
import { modelRows, type Peers } from './bench/modelRows';
import { peerFolder, startPeer } from './bench/peers';
import { productRows } from './bench/products';
import { table, type Row } from './bench/rows';
import { shareTable, sharesOf, type Share } from './bench/shares';
import { isSizeName, sizes, type SizeName } from './bench/sizes';
import { UsageError, wholeOption, type Command, type Console } from './command';

interface Report {
  readonly machine: string;
  readonly node: string;
  readonly rows: readonly Row[];
}

export const bench: Command = {
  usage: 'bench [--shares] [--python PATH] [--rounds 7] [--sizes S,M,L] [--json]',
  help: `Measures kernels, training and inference, and compares them with PyTorch and tfjs.

  --shares           what a training step consists of, instead
  --python PATH      a python3 with torch 2 or later, to compare with it
  --rounds N         interleaved rounds (7)
  --sizes LIST       some of S, M, L (all)
  --json             one value`,
  async run(args, terminal) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        shares: { type: 'boolean', default: false },
        python: { type: 'string' },
        rounds: { type: 'string' },
        sizes: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const rounds = wholeOption('rounds', values.rounds, { from: 1, to: 1_000, otherwise: 7 });
    const names = sizeNames(values.sizes ?? 'S,M,L');
    if (values.shares) {
      const report = await measureShares(names, rounds, terminal);
      terminal.print(values.json ? JSON.stringify(report) : toldShares(report));
      return 0;
    }
    const peers = await startPeers(values.python, terminal);
    try {
      const report = await measure(names, rounds, peers, terminal);
      terminal.print(values.json ? JSON.stringify(report) : told(report));
    } finally {
      peers.pytorch?.dispose();
      peers.tfjs?.dispose();
    }
    return 0;
  },
};

function sizeNames(list: string): SizeName[] {
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isSizeName(name));
  if (unknown === undefined) return names.filter(isSizeName);
  const known = Object.keys(sizes).join(', ');
  throw new UsageError(`--sizes takes some of ${known}, separated by commas, not “${unknown}”.`);
}

async function startPeers(python: string | undefined, { log }: Console): Promise<Peers> {
  const folder = peerFolder();
  if (folder === undefined) {
    log('PyTorch and tfjs are left out: their programs are in test/bench of the repository.');
    return {};
  }
  const start = async (name: string, command: string, file: string) => {
    const peer = await startPeer(command, [join(folder, file)], log);
    if (!('absent' in peer)) return peer;
    log(`${name} is left out: ${peer.absent}`);
    return undefined;
  };
  if (python === undefined) log('PyTorch is left out: --python names a python3 with torch >= 2.');
  const pytorch =
    python === undefined ? undefined : await start('PyTorch', python, 'peer_pytorch.py');
  const tfjs = await start('tfjs', process.execPath, 'peer_tfjs.mjs');
  return { ...(pytorch && { pytorch }), ...(tfjs && { tfjs }) };
}

async function measure(
  names: readonly SizeName[],
  rounds: number,
  peers: Peers,
  { log }: Console,
): Promise<Report> {
  log('matrix products …');
  const alone = await kernelsFor(1);
  const rows = await productRows(alone, rounds);
  alone.dispose();
  for (const name of names) {
    log(`size ${name} …`);
    const teams = [
      { threads: 1, kernels: await kernelsFor(1) },
      { threads: 2, kernels: await kernelsFor(2) },
    ];
    rows.push(...(await modelRows(name, teams, rounds, peers)));
    for (const { kernels } of teams) kernels.dispose();
  }
  return { machine: machine(), node: process.version, rows };
}

interface SharesReport extends Omit<Report, 'rows'> {
  readonly shares: readonly Share[];
}

async function measureShares(
  names: readonly SizeName[],
  rounds: number,
  { log }: Console,
): Promise<SharesReport> {
  const shares: Share[] = [];
  for (const name of names) {
    log(`size ${name} …`);
    const kernels = await kernelsFor(1);
    shares.push(...sharesOf(name, kernels, rounds));
    kernels.dispose();
  }
  return { machine: machine(), node: process.version, shares };
}

/** Most that WebAssembly's memory has room for. */
const budgetBytes = 2 ** 31 - 2 ** 16;

/** @returns with all its helpers arrived */
async function kernelsFor(threads: number): Promise<WasmKernels> {
  const kernels = platformEngine().createKernels({
    ...{ threads, budgetBytes },
    interrupted: () => false,
  });
  if (!isWasm(kernels)) throw new Error('The kernels measured are those of WebAssembly');
  while (kernels.helpers < threads - 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return kernels;
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`;
}

const clocks =
  'By processor time on one thread, by the wall clock on two: those need a quiet machine.';

function head({ machine, node }: Pick<Report, 'machine' | 'node'>): string {
  const { arithmetic } = platformEngine();
  return `${machine}; Node ${node}, V8 ${process.versions.v8}; ${arithmetic} multiply-add`;
}

const toldShares = (report: SharesReport): string =>
  [head(report), 'Shares of a training step, by processor time.', shareTable(report.shares)].join(
    '\n',
  );

function told({ rows, ...report }: Report): string {
  return [head(report), 'A ratio above 1: ours is faster.', clocks, table(rows)].join('\n');
}
