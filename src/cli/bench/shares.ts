/**
 * What a training step consists of: its operations timed one by one, on one thread, by processor time.
 * Where the softmax takes it, too: its three products are measured alone, in the same rounds.
 */
import type { Kernels } from '../../engine/kernels/kernels';
import type { WasmKernels } from '../../engine/kernels/wasm';
import { createNetwork } from '../../engine/network/network';
import { trainingOf } from './models';
import { sizes, type BenchSize, type SizeName } from './sizes';
import { summarise } from './turns';

/** A part of a step. */
export interface Share {
  readonly size: SizeName;
  readonly softmax: 'full' | 'sampled';
  readonly part: string;
  /** Median over the rounds, in percent of the step, and its quartiles. */
  readonly percent: number;
  readonly spread: readonly [low: number, high: number];
  /** Median, in a step. */
  readonly microseconds: number;
}

const between = 'between the operations';
const products = '  its three products, measured alone';

/** Seconds of a round, about. */
const roundSeconds = 0.2;

export function sharesOf(name: SizeName, kernels: WasmKernels, rounds: number): Share[] {
  const size = sizes[name];
  const full = stepsOf(name, kernels, rounds, 0);
  return [...full, ...stepsOf(name, kernels, rounds, size.samples)];
}

function stepsOf(name: SizeName, kernels: WasmKernels, rounds: number, samples: number): Share[] {
  const size = sizes[name];
  const meter = createMeter();
  const network = createNetwork(timed(kernels, meter.timing), {
    ...{ cell: 'lstm', tokens: 'words', tied: false },
    ...{ V: size.V, E: size.E, H: size.H, L: size.L },
  });
  const step = trainingOf(network, size, samples);
  const multiply = samples === 0 ? softmaxProducts(kernels, size) : undefined;
  const seconds = warmUp(step);
  multiply?.();
  const repeats = Math.max(1, Math.round(roundSeconds / seconds));
  const found: Record<string, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    const parts = meter.during(step, repeats);
    const alone = multiply ? { [products]: meter.timeOf(multiply) } : {};
    found.push({ ...parts, ...alone });
  }
  return tabled(found).map((share) => ({
    ...{ size: name, softmax: samples === 0 ? 'full' : 'sampled' },
    ...share,
  }));
}

/** Until the optimising compiler is done. @returns seconds of a step, at best */
function warmUp(step: () => void): number {
  const end = performance.now() + 300;
  let fastest = Infinity;
  do {
    const began = performance.now();
    step();
    fastest = Math.min(fastest, (performance.now() - began) / 1000);
  } while (performance.now() < end);
  return fastest;
}

/** @param rounds microseconds of each part */
function tabled(rounds: readonly Record<string, number>[]): Omit<Share, 'size' | 'softmax'>[] {
  const whole = rounds.map((parts) =>
    Object.entries(parts)
      .filter(([part]) => part !== products)
      .reduce((sum, [, time]) => sum + time, 0),
  );
  const names = Object.keys(rounds[0] ?? {});
  return names.map((part) => {
    const times = rounds.map((parts) => parts[part] ?? 0);
    const { median, spread } = summarise(times.map((time, n) => (100 * time) / (whole[n] ?? NaN)));
    return { part, percent: median, spread, microseconds: summarise(times).median };
  });
}

type Timing = <G extends unknown[], R>(
  part: string,
  operation: (...given: G) => R,
) => (...given: G) => R;

interface Meter {
  readonly timing: Timing;
  /** Microseconds of processor time. */
  timeOf(work: () => void): number;
  /** Of each part of a piece of work, and of what is between them. */
  during(work: () => void, repeats: number): Record<string, number>;
}

function createMeter(): Meter {
  const sums = new Map<string, number>();
  const now = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  const timeOf = (work: () => void): number => {
    const began = now();
    work();
    return now() - began;
  };
  return {
    timing: (part, operation) => {
      sums.set(part, 0);
      return (...given) => {
        const began = now();
        const result = operation(...given);
        sums.set(part, (sums.get(part) ?? 0) + now() - began);
        return result;
      };
    },
    timeOf,
    during(work, repeats) {
      for (const part of sums.keys()) sums.set(part, 0);
      const all = timeOf(() => {
        for (let n = 0; n < repeats; n++) work();
      });
      const timed = [...sums].filter(([, sum]) => sum > 0);
      const rest = all - timed.reduce((sum, [, time]) => sum + time, 0);
      return Object.fromEntries(
        [...timed, [between, rest] as const].map(([part, time]) => [part, time / repeats]),
      );
    },
  };
}

/** The same kernels, each operation of a step timed. */
function timed(kernels: Kernels, timing: Timing): Kernels {
  return {
    ...kernels,
    softmax: timing('softmax', kernels.softmax),
    sampledSoftmax: timing('softmax', kernels.sampledSoftmax),
    cellForward: timing('cells, forward', kernels.cellForward),
    cellBackward: timing('cells, backward', kernels.cellBackward),
    gather: timing('embeddings, gathered', kernels.gather),
    scatterAdd: timing('embeddings, gradients', kernels.scatterAdd),
    fill: timing('gradients set to zero', kernels.fill),
    squaredNorm: timing('norm of the gradient', kernels.squaredNorm),
    adam: timing('Adam', kernels.adam),
  };
}

/** Logits, the gradient of the hidden states and that of the weights. */
function softmaxProducts(kernels: WasmKernels, { V, H, B, T }: BenchSize): () => void {
  const N = B * T;
  const [h, w, logits] = [kernels.floats(N * H), kernels.floats(V * H), kernels.floats(N * V)];
  const plain = { aTransposed: false, bTransposed: false, start: 'zero' } as const;
  return () => {
    kernels.product({ ...plain, M: N, N: V, K: H, a: h, b: w, bTransposed: true, c: logits });
    kernels.product({ ...plain, M: N, N: H, K: V, a: logits, b: w, c: h });
    kernels.product({ ...plain, M: V, N: H, K: N, a: logits, aTransposed: true, b: h, c: w });
  };
}

export function shareTable(shares: readonly Share[]): string {
  const headed = new Set<string>();
  return shares
    .flatMap(({ size, softmax, part, percent, spread, microseconds }) => {
      const head = `${size}, ${softmax} softmax`;
      const isNew = !headed.has(head);
      headed.add(head);
      const bounds = spread.map((bound) => bound.toFixed(1)).join(' – ');
      const line = `  ${part.padEnd(38)} ${percent.toFixed(1).padStart(5)} % (${bounds})`;
      return [
        ...(isNew ? [head] : []),
        `${line.padEnd(66)} ${microseconds.toFixed(0).padStart(8)} µs`,
      ];
    })
    .join('\n');
}
