/**
 * The door to the hot loops. Two implementations stand behind it: the *twin* (`twin.ts`), plain
 * TypeScript in double precision, the oracle of every test; and *wasm* (`wasm.ts`), WebAssembly
 * SIMD in single precision on several threads. Everything above this door is written once.
 *
 * Invariants
 * - All arrays given to an operation come from `floats` and `integers` of the same kernels: the
 *   WebAssembly side passes their `byteOffset` as an address.
 * - All matrices are row-major in PyTorch's layout ([outputs][inputs]).
 * - H, E and V are padded to multiples of `alignment` with zeros (the decoder's bias with -1e30);
 *   every operation keeps padding at zero.
 * - Nothing here depends on the number of threads: sums are grouped by fixed blocks.
 * - When `interrupted` turns true, the running operation returns early and its outputs are
 *   undefined. Whoever commits a result asks `interrupted()` first.
 */
import type { Decoder, Floats } from './arrays';
import type { CellKernels } from './compiledCell';

export type { Decoder, Floats, TokenReader } from './arrays';

export interface Kernels extends CellKernels {
  readonly engine: 'twin' | 'wasm';
  readonly alignment: number;
  readonly threads: number;

  /** Zeroed memory that lives as long as the kernels. */
  floats(length: number): Floats;
  integers(length: number): Int32Array;

  /** Reads the flag given at creation; also called within long operations, once a time step or row block. */
  interrupted(): boolean;

  /** out[n] = table[ids[n]]; table [rows][width], out [ids.length][width]. */
  gather(table: Floats, width: number, ids: Int32Array, out: Floats): void;
  /** table[ids[n]] += rows[n], in the order of n. */
  scatterAdd(rows: Floats, width: number, ids: Int32Array, table: Floats): void;

  /**
   * Softmax with cross-entropy over all V words, forward and backward.
   * @returns the sum over the N rows of the loss, in nats; adds to `gradients`, overwrites
   *   `dh` [N][H]; all gradients are of `scale` times that sum.
   */
  softmax(
    decoder: Decoder,
    h: Floats,
    targets: Int32Array,
    scale: number,
    dh: Floats,
    gradients: Decoder,
  ): number;

  /**
   * The same with an estimate of the partition function from a sample of the words:
   *   Z = exp(z_y) + sum over s in the sample, s != y, of exp(z_s - logQ_s),
   * unbiased where exp(logQ_s) is the probability that s is in the sample (Horvitz & Thompson
   * 1952; for language models Bengio & Senécal 2003). The target's own logit has no correction.
   * @param samples distinct word ids, [S]; a sample that equals the row's target is left out of that row
   * @param logQ by place in the sample, [S]
   */
  sampledSoftmax(
    decoder: Decoder,
    h: Floats,
    targets: Int32Array,
    samples: Int32Array,
    logQ: Floats,
    scale: number,
    dh: Floats,
    gradients: Decoder,
  ): number;

  /**
   * The loss of each row in nats, no gradients: losses [N].
   * @param ranks where asked for, [N]: 1 = the target is the most probable; ties count as before it
   */
  losses(
    decoder: Decoder,
    h: Floats,
    targets: Int32Array,
    losses: Floats,
    ranks?: Int32Array,
  ): void;
  /** logits [V] of one hidden state [H]. */
  logits(decoder: Decoder, h: Floats, logits: Floats): void;
  /** In place: logits [V] become probabilities. */
  normalise(logits: Floats): void;

  fill(values: Floats, value: number): void;
  /** Sum of squares, in double precision, grouped by fixed blocks. */
  squaredNorm(values: Floats): number;
  /** One step of Adam (Kingma & Ba 2015, PyTorch's form) on gradient * `gradientScale`. */
  adam(weights: Floats, gradient: Floats, moments: AdamMoments, step: AdamStep): void;

  /** Ends helper threads, if there are any. */
  dispose(): void;
}

export interface AdamMoments {
  readonly m: Floats;
  readonly v: Floats;
}

export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** 1 - beta1^t and 1 - beta2^t, products kept by the caller: no powers here. */
  readonly correction1: number;
  readonly correction2: number;
  readonly gradientScale: number;
  /** Decoupled weight decay (Loshchilov & Hutter 2019), 0 for none. */
  readonly weightDecay: number;
}
