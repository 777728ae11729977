/**
 * The door to the hot loops. Two implementations stand behind it: the *twin* (`twin.ts`), plain
 * TypeScript in double precision, the oracle of every test; and *wasm* (`wasm.ts`), WebAssembly
 * SIMD in single precision on several threads. Everything above this door is written once.
 *
 * Invariants
 * - All arrays given to an operation come from `floats` and `integers` of the same kernels: the
 *   WebAssembly side passes their `byteOffset` as an address.
 * - All matrices are row-major in PyTorch's layout ([outputs][inputs]); gate order i, f, g, o.
 * - H, E and V are padded to multiples of `alignment` with zeros (the decoder's bias with -1e30);
 *   every operation keeps padding at zero.
 * - Nothing here depends on the number of threads: sums are grouped by fixed blocks.
 * - When `interrupted` turns true, the running operation returns early and its outputs are
 *   undefined. Whoever commits a result asks `interrupted()` first.
 */
export type Floats = Float32Array | Float64Array;

export interface Kernels {
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

  /** T steps of a layer over B streams: reads `x`, c and h of block 0; writes gates, c and h. */
  lstmForward(weights: LstmWeights, record: LstmRecord): void;
  /** Back through time over a record that `lstmForward` wrote; adds to `gradients`. */
  lstmBackward(
    weights: LstmWeights,
    record: LstmRecord,
    flow: LstmFlow,
    gradients: LstmWeights,
  ): void;

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
  /** Binds the arrays of a network that is read one token at a time; their shapes are checked here, once. */
  bindTokenReader(arrays: TokenReaderArrays): TokenReader;

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

/** One LSTM layer of H units over K inputs. The same shape holds weights and their gradients. */
export interface LstmWeights {
  readonly K: number;
  readonly H: number;
  /** [4H][K] */
  readonly wx: Floats;
  /** [4H][H] */
  readonly wh: Floats;
  /** Two biases [4H], as in PyTorch; only their sum matters. */
  readonly bx: Floats;
  readonly bh: Floats;
}

/** Everything a layer did over T steps of B streams. */
export interface LstmRecord {
  readonly T: number;
  readonly B: number;
  /** [T][B][K]; with `rows`, [U][K]: the distinct inputs. */
  readonly x: Floats;
  /**
   * [T][B]: the row of `x` that a stream reads at a step. A text repeats its words, so that the
   * products with wx, forward and backward, are then done for U rows instead of T B. The twin reads
   * it too; without it every step has a row of its own.
   */
  readonly rows?: Int32Array;
  /** [T][B][4H], after their activations: i, f, g, o. */
  readonly gates: Floats;
  /** [T + 1][B][H]; block 0 is the state before the first step. */
  readonly c: Floats;
  readonly h: Floats;
}

/** Gradients on their way through a layer. */
export interface LstmFlow {
  /** In: of the loss with respect to h from above, [T][B][H]. Overwritten. */
  readonly dh: Floats;
  /** Out: with respect to the gates before their activations, [T][B][4H]. */
  readonly dz: Floats;
  /** Out: with respect to x, [T][B][K]; with `rows`, [U][K]. */
  readonly dx: Floats;
}

/** The projection to words: logits = w h + b. */
export interface Decoder {
  readonly V: number;
  readonly H: number;
  /** [V][H]; the embedding itself where the two are tied. */
  readonly w: Floats;
  /** [V] */
  readonly b: Floats;
}

/** A network that is read one token at a time. */
export interface TokenReaderArrays {
  /** [V][K of the first layer] */
  readonly table: Floats;
  readonly layers: readonly LstmWeights[];
  /** Of one step and stream (T = B = 1), one a layer. A layer's `x` is the `h` of the one below. */
  readonly records: readonly LstmRecord[];
  readonly decoder: Decoder;
  /** [V] */
  readonly probabilities: Floats;
}

/** Allocates nothing; not interrupted: it takes milliseconds. */
export interface TokenReader {
  /** From block 0 of the records' c and h to block 1, gates included. */
  read(id: number): void;
  /** Of the words after a top layer's hidden state [H]. */
  probabilities(h: Floats): void;
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
