/**
 * `evaluate`'s rows of the network and of the mixture: trained and tuned within the budget on the
 * training and validation part, as design section 6 says. The mixture's parts are the network, the
 * neural cache over its states, and the two best counting rows.
 */
import { askedOnce, type Expert, type StatefulExpert } from '../engine/counts/expert';
import { createMixture, mixtureExpert } from '../engine/counts/mixture';
import {
  createNeuralCache,
  neuralCacheExpert,
  probabilityByTheta,
  remember,
} from '../engine/counts/neuralCache';
import { chooseVariant } from '../engine/counts/tuning';
import type { EvaluationText } from '../engine/evaluation/evaluationText';
import { createNetwork, type Network } from '../engine/model/network';
import { networkExpert } from '../engine/model/networkExpert';
import { chooseShape, makePlan, type Plan } from '../engine/model/plan';
import { createPredictor } from '../engine/model/predictor';
import { countParameters } from '../engine/model/shape';
import { createTrainer, type Trainer } from '../engine/model/trainer';
import type { Range } from '../engine/text/corpus';
import { systemClock as clock } from '../worker/platform/clock';
import { platformEngine } from '../worker/platform/wasm';
import { fixPlan } from '../worker/training/fixPlan';
import { createStopwatch, type Stopwatch } from '../worker/training/stopwatch';
import type { RowProvider } from './evaluate';
import type { EvaluateOptions } from './evaluateOptions';

/** Recent words whose states the cache holds, and how sharply it may prefer like states. */
const cacheSize = 2_000;
const thetas = [0.1, 0.2, 0.3, 0.5, 0.8];
/** Kept for tuning the mixture, as a share of the budget. */
const tuningShare = 0.1;
/** Tokens read before the validation part, so that state and cache are warm. */
const warmUp = 2_000;

/** Tokens of the validation part, its last ones, that the mixture is tuned on. */
const tunedTokens = 4_000;

export const networkRows: RowProvider = async (text, options, earlier) => {
  const stopwatch = createStopwatch(clock, 0);
  const { network, trainer } = await trainNetwork(text, options, stopwatch);
  const trained = stopwatch.seconds();
  const predictor = createPredictor(network);
  const lstm = (): StatefulExpert =>
    askedOnce(networkExpert('lstm', predictor, text.ids), text.words.length);
  const counted = earlier.filter(({ name }) => name === 'ngram5' || name === 'ngram3Cache');
  const tuned = tune(text, lstm(), counted);
  const row = lstm();
  const { plan, stepsDone, epochs } = trainer;
  return {
    experts: [row, mixtureOf(text, row, counted, tuned)],
    sections: {
      training: {
        seconds: stopwatch.seconds(),
        tokensPerSecond: Math.round((stepsDone * plan.B * plan.T) / trained),
        epochs,
        steps: stepsDone,
        parameters: countParameters(network.shape),
      },
    },
  };
};

async function trainNetwork(
  { ids, words, split }: EvaluationText,
  { threads, seconds, seed, tokens: kind }: EvaluateOptions,
  stopwatch: Stopwatch,
): Promise<{ network: Network; trainer: Trainer }> {
  const kernels = platformEngine().createKernels({
    threads,
    budgetBytes: 2 ** 31 - 2 ** 16,
    interrupted: () => false,
  });
  const shape = chooseShape({
    tokens: kind,
    tokenCount: ids.length,
    vocabulary: words.length,
    ...{ layers: 1, hiddenSize: 0, embeddingSize: 0 },
  });
  const network = createNetwork(kernels, shape);
  const tokens = split.train.to - split.train.from;
  const planOf = (steps: number): Plan => makePlan({ shape, tokens, steps, seed });
  const trainer = createTrainer({
    network,
    text: {
      ids,
      trainRanges: [split.train],
      validRanges: blocksOf(split.valid),
      counts: countClasses(ids, split.train, words.length),
    },
    plan: planOf(1000),
    start: 'new',
  });
  const mayGoOn = async (): Promise<boolean> => {
    await clock.nextTurn();
    return true;
  };
  const spent = (): number => stopwatch.seconds();
  const budget = (1 - tuningShare) * seconds;
  await fixPlan({ trainer, budget, spent, planOf, mayGoOn, stepped: () => undefined });
  while (!trainer.finished && (await mayGoOn())) trainer.step();
  if (trainer.best) network.parameters.values.set(trainer.best.values);
  return { network, trainer };
}

/** Blocks side by side are measured faster than one after the other. */
const validationBlocks = 16;

function blocksOf({ from, to }: Range): Range[] {
  const length = Math.max(1, Math.floor((to - from) / validationBlocks));
  const blocks = Math.max(1, Math.min(validationBlocks, to - from));
  return Array.from({ length: blocks }, (_, b) => ({
    from: from + b * length,
    to: from + (b + 1) * length,
  }));
}

function countClasses(ids: Int32Array, { from, to }: Range, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const id of ids.subarray(from, to)) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

interface Tuned {
  readonly theta: number;
  /** Of the counting rows, the network, and the cache. */
  readonly weights: Float64Array;
}

/** Chooses the cache's theta and the weights by what each part gives the validation tokens. */
function tune(
  { ids, words, split }: EvaluationText,
  lstm: StatefulExpert,
  counted: readonly Expert[],
): Tuned {
  const { from: first, to } = split.valid;
  const from = Math.max(first, to - tunedTokens);
  const others = [...counted, lstm];
  const given = new Float64Array((to - from) * others.length);
  const variants = thetas.map(() => new Float64Array(to - from));
  const byTheta = new Float64Array(thetas.length);
  const out = new Float64Array(words.length);
  const cache = createNeuralCache(cacheSize, lstm.hidden().length);
  for (let position = Math.max(0, from - warmUp); position < to; position++) {
    const word = ids[position] ?? 0;
    const hidden = lstm.hidden();
    if (position >= from) {
      others.forEach((expert, k) => {
        expert.distribution(position, out);
        given[(position - from) * others.length + k] = out[word] ?? 0;
      });
      probabilityByTheta(cache, { hidden, before: position }, word, thetas, byTheta);
      variants.forEach((variant, k) => {
        variant[position - from] = byTheta[k] ?? 0;
      });
    }
    remember(cache, hidden, word, position);
    lstm.advance(position);
  }
  const { variant, weights } = chooseVariant(given, variants);
  return { theta: thetas[variant] ?? 0.3, weights };
}

function mixtureOf(
  { ids, words }: EvaluationText,
  lstm: StatefulExpert,
  counted: readonly Expert[],
  { theta, weights }: Tuned,
): Expert {
  const cache = createNeuralCache(cacheSize, lstm.hidden().length);
  const cached = neuralCacheExpert('cache', cache, lstm, theta, ids);
  const parts = [...counted, lstm, cached];
  return mixtureExpert('mixture', createMixture(weights), parts, ids, words.length);
}
