/**
 * Handles *Find Units for Selection*: labels of a document become labelled tokens, every unit is tried
 * on them, the same is done with an untrained network, and what beats both chance and that one is
 * found. Takes seconds, in slices, alongside other questions; the untrained network has a thread of
 * its own.
 */
import { countTokens, runsOf } from '../../engine/search/labels';
import { createFastRanker, type CreateKernels } from '../../engine/search/fastRanks';
import { createUnitSearch, fewestRuns, fewestTokens } from '../../engine/search/unitSearch';
import { random } from '../../engine/random';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import type { UnitSearchContract } from '../../shared/questions/editor/unitSearch';
import type { Looking } from '../documents/look';
import { stretchAround, surveyed } from '../documents/tokenRanges';
import type { Clock } from '../platform/clock';
import type { LabelTools } from './tokenLabels';
import { labelTokens } from './tokenLabels';
import { countSeries } from './unitActivations';
import { matchSpan, rankUnits, type Search, type Searched } from './unitOutcomes';

export interface FindUnitsOptions extends LabelTools {
  /** For long questions. */
  readonly looking: Looking;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly createKernels: CreateKernels;
}

const shiftSeed = 1;

export function createFindUnits(options: FindUnitsOptions): Handlers<UnitSearchContract> {
  const { looking, clock, createKernels } = options;
  const progress = new Map<string, () => number>();
  return {
    findUnits(request, job) {
      const { documentKey, labels, offset } = request;
      return looking(request, job, async (look) => {
        const { view } = look;
        const stretch = stretchAround(view, view.text.indexAt(offset), surveyed(view));
        const labelled = await labelTokens(look, labels, stretch, options);
        if (!labelled.ok) return labelled;
        const runs = runsOf(labelled.value.labels);
        if (runs.length === 0) {
          const isPart = stretch.count < view.ids.length;
          const searched = isPart ? { searched: stretch.count } : {};
          return failed({ kind: 'noLabels', by: labels.by, ...searched });
        }
        const report = (share: () => number): void => void progress.set(documentKey, share);
        const ranker = createFastRanker(createKernels, stretch.count);
        const outcome = await searched({ look, ...stretch, runs, report, ranker, clock }).finally(
          () => progress.delete(documentKey),
        );
        if (!outcome.ok) return outcome;
        return success({
          ...view.versions,
          ...{ ...stretch, tokens: view.ids.length, widened: labelled.value.widened },
          ...{ labelled: countTokens(runs), spans: runs.length },
          considered: countSeries(view.model.network.shape),
          ...outcome.value,
        });
      });
    },

    searchProgress: ({ documentKey }) => progress.get(documentKey)?.() ?? 0,
  };
}

async function searched(search: Search): Promise<Result<Searched, Failure>> {
  const { runs, count, ranker } = search;
  if (countTokens(runs) === count) return failed({ kind: 'allLabelled', tokens: count });
  if (runs.length === 1) return success(await matchSpan(search, runs[0]));
  if (runs.length < fewestRuns) {
    return failed({ kind: 'tooFewLabels', spans: runs.length, needed: fewestRuns });
  }
  const tester = createUnitSearch(runs, count, random(shiftSeed), ranker);
  const tokens = Math.min(...tester.halves.map(({ length }) => length));
  if (tokens < fewestTokens) {
    return failed({ kind: 'labelsTooClose', tokens, needed: fewestTokens });
  }
  return success(await rankUnits(search, tester));
}
