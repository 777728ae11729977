/** What a model file says about completion, read through a schema. */
import * as v from 'valibot';
import { usualFacts, type CompletionFacts } from '../../engine/ghostText/completionTuning';
import { experts } from '../../engine/experts/expertVotes';
import { mostLetters } from '../../engine/ghostText/calibration';
import { savedColumns } from '../../engine/ghostText/thresholds';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** One for all that a word may save, in files written before that counted; or one for each. */
const column = v.union([
  v.pipe(v.array(share), v.length(savedColumns)),
  v.pipe(
    share,
    v.transform((least) => Array.from({ length: savedColumns }, () => least)),
  ),
]);

export const completionFactsSchema = v.pipe(
  v.object({
    weights: v.pipe(v.array(share), v.length(experts)),
    theta: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    thresholds: v.object({
      precisions: v.pipe(v.array(share), v.minLength(1)),
      least: v.array(v.pipe(v.array(column), v.length(mostLetters + 1))),
    }),
  }),
  v.check(({ weights }) => weights.some((weight) => weight > 0), 'no expert has a weight'),
  v.check(
    ({ thresholds }) => thresholds.least.length === thresholds.precisions.length,
    'thresholds and precisions differ in number',
  ),
);

/** Those of another program, or missing: the defaults are used. */
export function readCompletionFacts(json: unknown): CompletionFacts {
  const parsed = v.safeParse(completionFactsSchema, json);
  return parsed.success ? parsed.output : usualFacts;
}

/** How the weights of experts other than the network are shared while nothing is tuned. */
const cacheOfNetwork = 0.2;
const leastNetwork = 0.02;

/** While a network is in training: the trust that its validation justifies so far. */
export function factsWhileTraining(networkShare: number): CompletionFacts {
  const network = Math.max(leastNetwork, Math.min(1 - leastNetwork, networkShare));
  const cache = cacheOfNetwork * network;
  return { ...usualFacts, weights: [1 - network, network - cache, cache] };
}
