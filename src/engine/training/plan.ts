/**
 * A training as a value: made once, stored with the model, and from then on no clock is read. Same
 * text, same plan: same bytes, on every machine that has its arithmetic.
 */
import * as v from 'valibot';
import { arithmetics, type Arithmetic } from '../kernels/arithmetic';
import { cos } from '../math';
import type { CutVersion, TokenKind } from '../text/tokens/cut';
import type { ChosenShape } from '../network/cellChoice';
import { layOut, paddedWidth, type LayerLayout, type ModelShape } from '../network/shape';

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const planSchema = v.object({
  steps: positive,
  /** What the training was planned to be before, in order: `steps` in all, up to step `until`. */
  earlier: v.exactOptional(
    v.array(
      v.object({
        until: positive,
        steps: positive,
        /** Where it was another one up to then. */
        arithmetic: v.exactOptional(v.picklist(arithmetics)),
      }),
    ),
  ),
  /** How the kernels round; `separate` in plans from before there were two. */
  arithmetic: v.exactOptional(v.picklist(arithmetics)),
  /** Parallel streams of text. */
  B: positive,
  /** Tokens that one step goes back. */
  T: positive,
  /** The highest learning rate, after warm-up. */
  learningRate: v.pipe(v.number(), v.minValue(0)),
  warmUp: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  clip: v.pipe(v.number(), v.minValue(0)),
  weightDecay: v.pipe(v.number(), v.minValue(0)),
  /** Words sampled for the softmax; 0 takes all. */
  samples: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  validateEvery: positive,
  /** Validations without a better one after which the training ends. */
  patience: positive,
  seed: v.pipe(v.number(), v.safeInteger()),
  /** Words that the first weights should remember; absent: what the cells' texts say. */
  memory: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(1))),
});

export type Plan = v.InferOutput<typeof planSchema>;

/** The learning rate of a step, 0-based: linear warm-up, then half a cosine down to a hundredth. */
export function learningRateAt(plan: Plan, step: number): number {
  if (step < plan.warmUp) return (plan.learningRate * (step + 1)) / plan.warmUp;
  const done = shareDone(plan, step, plan.warmUp);
  const share = 0.5 + 0.5 * cos(Math.PI * Math.min(1, done));
  return plan.learningRate * (0.01 + 0.99 * share);
}

/**
 * How much of the training is done at a step, 0..1. Where the number of steps was changed on the way,
 * what was left of it then is walked in the steps that were left: no jump, whatever changed.
 *
 * @param start the step at which the way begins
 */
export function shareDone({ steps, earlier = [] }: Plan, step: number, start = 0): number {
  let done = 0;
  let from = start;
  for (const stretch of earlier) {
    const to = Math.max(from, Math.min(step, stretch.until));
    done += ((1 - done) * (to - from)) / Math.max(1, stretch.steps - from);
    if (step < stretch.until) return done;
    from = to;
  }
  return done + ((1 - done) * (step - from)) / Math.max(1, steps - from);
}

/** The same training, from now on to be done in another number of steps. */
export const stretched = (plan: Plan, stepsDone: number, steps: number): Plan => ({
  ...plan,
  steps,
  earlier: [...(plan.earlier ?? []), { until: stepsDone, steps: plan.steps }],
});

export const arithmeticOf = ({ arithmetic = 'separate' }: Pick<Plan, 'arithmetic'>): Arithmetic =>
  arithmetic;

/** Why a plan cannot be followed to the letter: what it needs is not here, or it changes on the way. */
export type OtherArithmetic = 'missing' | 'mixed';

export interface Followed {
  readonly plan: Plan;
  readonly otherArithmetic?: OtherArithmetic;
}

/**
 * The plan as it is carried out from a step on, where a machine has this arithmetic and `separate`: it
 * says what will have been done.
 */
export function followed(plan: Plan, from: number, here: Arithmetic): Followed {
  const own = arithmeticOf(plan);
  const { earlier: planned = [], ...rest } = plan;
  const isHere = own === 'separate' || here === own;
  const earlier = planned.map((stretch) => ({ arithmetic: own, ...stretch }));
  const isMixed = earlier.some(({ until, arithmetic }) => until > from && arithmetic !== own);
  if (isHere && !isMixed) return { plan };
  const stretches = [
    ...earlier.filter(({ until }) => until <= from),
    ...(from > 0 ? [{ until: from, steps: plan.steps, arithmetic: own }] : []),
    ...planned.filter(({ until }) => until > from).map(({ until, steps }) => ({ until, steps })),
  ];
  const arithmetic = isHere ? own : 'separate';
  return {
    plan: { ...rest, arithmetic, ...(stretches.length > 0 ? { earlier: stretches } : {}) },
    otherArithmetic: isHere ? 'mixed' : 'missing',
  };
}

export interface PlanInput {
  readonly shape: ModelShape;
  /** Tokens to train on. */
  readonly tokens: number;
  readonly steps: number;
  readonly seed: number;
  readonly arithmetic: Arithmetic;
  /** Words that it should remember; 0 or absent: the usual bias. */
  readonly memory?: number | undefined;
}

export function makePlan({ shape, tokens, steps, seed, arithmetic, memory = 0 }: PlanInput): Plan {
  const { B, T } = windowFor(tokens);
  return {
    steps,
    B,
    T,
    learningRate: 4e-3,
    warmUp: Math.min(100, Math.ceil(steps / 20)),
    clip: 1,
    weightDecay: 0.2,
    samples: samplesFor(shape.V),
    validateEvery: Math.max(5, Math.ceil(steps / 30)),
    patience: 10,
    seed,
    arithmetic,
    ...(memory > 0 && { memory }),
  };
}

/**
 * Steps after which a text was read so often that no more is learnt from it (the best weights of short
 * texts came after 5 to 65 times): a budget in seconds is not used beyond them.
 * @param tokens to train on
 */
export const mostSteps = ({ B, T }: Pick<Plan, 'B' | 'T'>, tokens: number): number =>
  Math.ceil((mostEpochs * tokens) / (B * T));

const mostEpochs = 200;

/** Enough streams to keep the kernels busy, few enough that each has several windows of text. */
function windowFor(tokens: number): { B: number; T: number } {
  const T = tokens < 2_000 ? 16 : 32;
  const B = Math.max(1, Math.min(16, Math.floor(tokens / (4 * T))));
  return { B, T: Math.max(1, Math.min(T, Math.floor((tokens - 1) / B) - 1)) };
}

/** The full softmax up to 1,000 words; beyond that a fifth of them, at least 512. */
function samplesFor(V: number): number {
  return V <= 1_000 ? 0 : Math.min(1_024, Math.max(512, Math.ceil(V / 5)));
}

export interface SizeInput {
  readonly tokens: TokenKind;
  /** Not stated: the first. */
  readonly cut?: CutVersion;
  readonly tokenCount: number;
  readonly vocabulary: number;
  /** 0: chosen here. */
  readonly layers: number;
  readonly hiddenSize: number;
  readonly embeddingSize: number;
  /** What its layers are made of, and how many there are; without it, of LSTMs. */
  readonly chosen?: ChosenShape | undefined;
}

/** Sizes for a text; small texts get small nets, because they over-fit within seconds. */
export function chooseShape(input: SizeInput): ModelShape {
  const H = input.hiddenSize || (input.tokenCount < 20_000 ? 64 : 128);
  return {
    cell: 'lstm',
    tokens: input.tokens,
    ...(input.cut === undefined || input.cut === 1 ? {} : { cut: input.cut }),
    V: input.vocabulary,
    E: input.embeddingSize || H,
    H,
    L: Math.max(1, input.layers),
    ...input.chosen,
    tied: false,
  };
}

/**
 * Memory that a training takes, in bytes: weights, gradients, two moments, best weights, two
 * published copies, records and flows of a window. Packing buffers of the products and scratch add about a tenth.
 *
 * @param size of one number: 4 in single, 8 in double precision
 */
export function trainingBytes(
  shape: ModelShape,
  plan: Plan,
  alignment: number,
  size: 4 | 8,
): number {
  const { length, padded, layers, shown } = layOut(shape, alignment);
  const rows = plan.T * plan.B;
  const { H, outputs } = padded;
  const perRow = layers.map(({ cell: { compiled }, input }) => {
    const { columns, states, slots } = compiled;
    // Its record, the gradients at what it shows and at its sums, and its input's products made ahead.
    return H * (columns + states.length + 1 + 2 * slots.length) + 2 * paddedWidth(input);
  });
  const windowNumbers =
    rows * (sum(perRow) + paddedWidth(shown) + outputs) + sum(layers.map(packedNumbers(H)));
  const published = 2 * 4 * length;
  return Math.ceil(1.1 * (size * (5 * length + windowNumbers) + published));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Recurrent matrices in the order in which the kernels read them, forwards and back. */
const packedNumbers =
  (H: number) =>
  ({ cell }: LayerLayout): number =>
    2 *
    H *
    H *
    sum(cell.compiled.tensors.map((it) => (it.kind === 'recurrent' ? it.blocks.length : 0)));
