/**
 * Handles *Find Units for Selection*: labels of a document become labelled tokens, every unit is tried
 * on them, the same is done with an untrained network, and what beats both chance and that one is
 * found. Takes seconds, in slices, alongside other questions.
 */
import type { Run } from '../../engine/search/labels';
import { countTokens, runsOf } from '../../engine/search/labels';
import { createSpanMatcher } from '../../engine/search/spanMatch';
import type { Areas, UnitSearch } from '../../engine/search/unitSearch';
import {
  chosenBy,
  createUnitSearch,
  fewestRuns,
  fewestTokens,
  heldOut,
  shiftCount,
} from '../../engine/search/unitSearch';
import { createPredictor } from '../../engine/network/predictor';
import { random } from '../../engine/random';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import type {
  MatchedUnit,
  RankedUnit,
  UnitPlace,
  UnitSearchAnswer,
  UnitSearchContract,
} from '../../shared/questions/editor/unitSearch';
import { mostAsMany } from '../../shared/questions/editor/unitSearch';
import type { Look, Looking } from '../documents/look';
import type { ModelsOptions } from '../models/models';
import { stretchAround, surveyed } from '../documents/tokenRanges';
import type { LabelTools } from './tokenLabels';
import { labelTokens } from './tokenLabels';
import { countSeries, createActivations } from './unitActivations';
import { createUntrainedNetwork } from '../models/untrainedNetwork';

export interface FindUnitsOptions extends LabelTools {
  /** For long questions. */
  readonly looking: Looking;
  readonly createKernels: ModelsOptions['createKernels'];
}

/** Chosen on the first half, and listed at most. */
const mostFound = 50;
const shiftSeed = 1;

export function createFindUnits(options: FindUnitsOptions): Handlers<UnitSearchContract> {
  const { looking } = options;
  const progress = new Map<string, number>();
  return {
    findUnits(request, job) {
      const { documentKey, labels, offset } = request;
      return looking(request, job, async (look) => {
        const { view } = look;
        const { from, count } = stretchAround(view, view.text.indexAt(offset), surveyed(view));
        const labelled = await labelTokens(look, labels, { from, count }, options);
        if (!labelled.ok) return labelled;
        const runs = runsOf(labelled.value.labels);
        if (runs.length === 0) return failed({ kind: 'noLabels', by: labels.by });
        const report = (share: number): void => void progress.set(documentKey, share);
        const search = { look, from, count, report, createKernels: options.createKernels };
        const outcome = await searched(search, runs).finally(() => progress.delete(documentKey));
        if (!outcome.ok) return outcome;
        return success({
          ...view.versions,
          ...{ from, count, tokens: view.ids.length, widened: labelled.value.widened },
          ...{ labelled: countTokens(runs), spans: runs.length },
          considered: countSeries(view.model.network.shape),
          ...outcome.value,
        });
      });
    },

    searchProgress: ({ documentKey }) => progress.get(documentKey) ?? 0,
  };
}

interface Search {
  readonly look: Look;
  readonly from: number;
  readonly count: number;
  readonly createKernels: ModelsOptions['createKernels'];
  readonly report: (share: number) => void;
}

type Searched = Pick<UnitSearchAnswer, 'outcome' | 'approximate'>;

async function searched(search: Search, runs: readonly Run[]): Promise<Result<Searched, Failure>> {
  const { count } = search;
  if (countTokens(runs) === count) return failed({ kind: 'allLabelled', tokens: count });
  if (runs.length === 1) return success(await matchSpan(search, runs[0]));
  if (runs.length < fewestRuns) {
    return failed({ kind: 'tooFewLabels', spans: runs.length, needed: fewestRuns });
  }
  const tester = createUnitSearch(runs, count, random(shiftSeed));
  const tokens = Math.min(...tester.halves.map(({ length }) => length));
  if (tokens < fewestTokens) {
    return failed({ kind: 'labelsTooClose', tokens, needed: fewestTokens });
  }
  return success(await rank(search, tester));
}

async function rank(search: Search, tester: UnitSearch): Promise<Searched> {
  const ranked: Scored[] = [];
  let shifted = 0;
  let untrained = 0;
  const approximate = await eachUnit(
    search,
    (values, place) => {
      ranked.push({ place, areas: tester.areas(values) });
      shifted = Math.max(shifted, tester.bestShifted());
    },
    (values) => {
      untrained = Math.max(untrained, heldOut(tester.areas(values)));
    },
  );
  const choice = ranked
    .sort((one, other) => chosenBy(other.areas) - chosenBy(one.areas))
    .slice(0, mostFound)
    .map(rankedUnit);
  const toBeat = Math.max(shifted, untrained);
  const found = choice
    .filter((unit) => unit.heldOut > toBeat)
    .sort((one, other) => other.heldOut - one.heldOut);
  const figures = { shifted, shifts: shiftCount, untrained };
  return { outcome: { kind: 'ranked', found, first: choice[0], ...figures }, approximate };
}

interface Scored {
  readonly place: UnitPlace;
  readonly areas: Areas;
}

const rankedUnit = ({ place, areas }: Scored): RankedUnit => ({
  ...place,
  side: areas.first >= 0.5 ? 'high' : 'low',
  heldOut: heldOut(areas),
});

async function matchSpan(search: Search, span: Run): Promise<Searched> {
  const { count } = search;
  const matcher = createSpanMatcher(span, count);
  const fresh = createSpanMatcher(span, count);
  const matches: MatchedUnit[] = [];
  let untrained = 0;
  const approximate = await eachUnit(
    search,
    (values, place) => {
      const match = matcher.note(values);
      if (match) matches.push({ ...place, ...match });
    },
    (values) => {
      if (fresh.note(values)) untrained++;
    },
  );
  const { spans, asMany } = matcher.compared();
  const matching = matches.length;
  const isFound = matching > untrained && asMany <= mostAsMany * spans;
  const found = matches.sort((one, other) => one.elsewhere - other.elsewhere).slice(0, mostFound);
  const figures = { matching, untrained, length: span.end - span.start, spans, asMany };
  return { outcome: { kind: 'matched', found: isFound ? found : [], ...figures }, approximate };
}

type Use = (values: Float32Array, place: UnitPlace) => void;

/** Every unit of the model, then every unit of an untrained one. @returns whether it began short */
async function eachUnit(search: Search, trained: Use, untrained: Use): Promise<boolean> {
  const { look, from, count, createKernels, report } = search;
  const { model, predictor, ids } = look.view;
  const activations = createActivations(model.network.shape, count);
  const done = counted(2 * activations.rounds * count, report);
  let approximate = false;
  const read = async (note: (token: number) => void): Promise<void> => {
    approximate = await look.read(from, count, (token) => {
      note(token - from);
      done();
    });
  };
  await activations.each({ layers: predictor.layers, read, use: trained, until: look.until });
  const fresh = createUntrainedNetwork(model, { createKernels });
  try {
    const other = createPredictor(fresh);
    const readFresh = async (note: (token: number) => void): Promise<void> => {
      const state = other.start();
      let token = 0;
      await look.until(() => {
        other.read(ids.id(from + token), state);
        note(token);
        done();
        return ++token === count;
      });
    };
    await activations.each({
      ...{ layers: other.layers, read: readFresh },
      ...{ use: untrained, until: look.until },
    });
  } finally {
    fresh.kernels.dispose();
  }
  return approximate;
}

/** Reports the share of `all` that is done. */
function counted(all: number, report: (share: number) => void): () => void {
  let done = 0;
  return () => {
    done++;
    if (done % 64 === 0) report(done / all);
  };
}
