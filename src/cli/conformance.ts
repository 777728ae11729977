/**
 * `conformance`: the engine against fixtures that PyTorch wrote. F64 fixtures run the twin in
 * double precision; F32 ones the engine asked for.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  parseSafetensors,
  readFloats,
  readIntegers,
} from '../engine/files/safetensors/safetensors';
import { describeFileFailure, type StoredTensor } from '../engine/files/safetensors/safetensors';
import { createTwin } from '../engine/twin/twin';
import type { Kernels } from '../engine/kernels/kernels';
import { conform, type Errors } from '../engine/training/conformance';
import { fixtureProblem, type Fixture } from '../engine/training/conformanceFixture';
import { platformEngine } from '../worker/platform/wasm';
import { choiceOption, wholeOption, readInput, UsageError, type Command } from './command';

export const conformance: Command = {
  usage: 'conformance FIXTURE… [--engine wasm|twin] [--threads N] [--json]',
  help: `Compares the engine with recorded runs of PyTorch.

  --engine E         wasm (default) or twin, the same in double precision
  --threads N        1 to 16 (1)
  --json             one array instead of a line for each fixture`,
  failsWhere: 'a run differs',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        engine: { type: 'string' },
        threads: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (positionals.length === 0) throw new UsageError('At least one fixture is needed.');
    const engine = choiceOption('engine', values.engine, ['wasm', 'twin'], 'wasm');
    const threads = wholeOption('threads', values.threads, { from: 1, to: 16, otherwise: 1 });
    const reports: Report[] = [];
    for (const path of positionals) {
      reports.push(await report(path, engine, threads));
    }
    if (values.json === true) terminal.print(JSON.stringify(reports));
    else for (const line of reports) terminal.print(JSON.stringify(line));
    return reports.every(({ pass }) => pass) ? 0 : 1;
  },
};

interface Head {
  readonly fixture: string;
  readonly engine: 'wasm' | 'twin';
  readonly pass: boolean;
}

type Report = Head & (Errors | { readonly unsupported: true });

async function report(path: string, engine: 'wasm' | 'twin', threads: number): Promise<Report> {
  const { fixture, exact } = await readFixture(path);
  const used = exact ? 'twin' : engine;
  const result = conform(fixture, () => kernelsFor(used, threads), exact);
  const head = { fixture: basename(path), engine: used };
  return result.supported
    ? { ...head, ...result.errors, pass: result.pass }
    : { ...head, unsupported: true, pass: false };
}

function kernelsFor(engine: 'wasm' | 'twin', threads: number): Kernels {
  const interrupted = (): boolean => false;
  return engine === 'twin'
    ? createTwin({ interrupted })
    : platformEngine().createKernels({
        threads,
        budgetBytes: 1 << 28,
        interrupted,
      });
}

async function readFixture(path: string): Promise<{ fixture: Fixture; exact: boolean }> {
  const parsed = parseSafetensors(await readInput(path));
  if (!parsed.ok) throw new UsageError(`${path}: ${describeFileFailure(parsed.failure)}`);
  const { metadata, tensors } = parsed.file;
  const numbers = new Map([...tensors].map(([name, stored]) => [name, numbersOf(stored)]));
  const exact = tensors.get('in.h0')?.dtype === 'F64';
  const fixture = { metadata, tensors: numbers };
  const problem = fixtureProblem(fixture);
  if (problem !== undefined) {
    throw new UsageError(
      `${path} is not a recorded PyTorch training: ${problem}. Choose files such as test/fixtures/lstm_tiny_f32.safetensors.`,
    );
  }
  return { fixture, exact };
}

function numbersOf(stored: StoredTensor): Float64Array | Int32Array {
  return stored.dtype === 'I32' ? readIntegers(stored) : readFloats(stored, 'f64');
}
