/**
 * What a network that has learnt nothing reaches on the labels of *Find Units*, in a thread of its own:
 * it takes as long as the search in the model itself, and the two need nothing from one another.
 */
import type { ModelShape } from '../../engine/network/shape';
import { createPredictor } from '../../engine/network/predictor';
import { random } from '../../engine/random';
import type { Run } from '../../engine/search/labels';
import { createFastRanker } from '../../engine/search/fastRanks';
import type { Ranker } from '../../engine/search/ranks';
import { createSpanMatcher } from '../../engine/search/spanMatch';
import { createUnitSearch, heldOut } from '../../engine/search/unitSearch';
import type { ModelsOptions } from '../models/models';
import { createUntrainedNetwork, type UntrainedModel } from '../models/untrainedNetwork';
import { startJobThread, type JobThread } from '../platform/threads/jobThread';
import { createActivations, countSeries, type SeriesPlace } from './unitActivations';

/** Sent to the thread. */
export interface UntrainedSearch extends UntrainedModel {
  /** Of the words of the stretch. */
  readonly ids: Int32Array;
  readonly runs: readonly Run[];
  /** One number: how many tokens it has read, over all readings. */
  readonly done: Int32Array<SharedArrayBuffer>;
}

/** `workerData` of the thread. */
export interface UntrainedSearchStart {
  readonly role: 'untrainedSearch';
  readonly job: UntrainedSearch;
}

/** Of several runs of labels the best held-out area of any unit; of one, how many units match it. */
export function startUntrainedSearch(job: UntrainedSearch): JobThread<number> {
  const start: UntrainedSearchStart = { role: 'untrainedSearch', job };
  return startJobThread<number>(start);
}

/** The thread's side: nobody else waits for it, so it does all in one go. */
export async function searchUntrained(
  { runs, ids, done, ...model }: UntrainedSearch,
  options: Pick<ModelsOptions, 'createKernels'>,
): Promise<number> {
  const ranker = createFastRanker(options.createKernels, ids.length);
  const { pieces, use, result } =
    runs.length === 1
      ? matchOf(runs[0], ids.length, ranker)
      : rankingOf(runs, ids.length, model.shape, ranker);
  const { layers, start, beginReading } = createPredictor(createUntrainedNetwork(model, options));
  const read = beginReading();
  let state = start();
  await createActivations(model.shape, pieces).each({
    ...{ layers, use },
    restart() {
      state = start();
      return Promise.resolve();
    },
    read(token) {
      read(ids[token], state);
      if (token % tokensTold === 0) Atomics.add(done, 0, tokensTold);
    },
    until(step) {
      while (!step());
      return Promise.resolve();
    },
  });
  return result();
}

const tokensTold = 64;

interface Use {
  readonly pieces: readonly { readonly length: number }[];
  use(values: Float32Array, of: SeriesPlace): void;
  result(): number;
}

function matchOf(run: Run, tokens: number, ranker: Ranker): Use {
  const matcher = createSpanMatcher(run, tokens, ranker);
  let matching = 0;
  return {
    pieces: [{ length: tokens }],
    use(values) {
      if (matcher.note(values)) matching++;
    },
    result: () => matching,
  };
}

function rankingOf(runs: readonly Run[], tokens: number, shape: ModelShape, ranker: Ranker): Use {
  // Its labels are never shifted.
  const tester = createUnitSearch(runs, tokens, random(1), ranker);
  const first = new Float64Array(countSeries(shape));
  let best = 0;
  return {
    pieces: tester.halves,
    use(values, { series, piece }) {
      if (piece === 0) first[series] = tester.area(0, values);
      else best = Math.max(best, heldOut({ first: first[series], second: tester.area(1, values) }));
    },
    result: () => best,
  };
}
