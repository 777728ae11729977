/**
 * What a search for units comes to: every unit of the model is tried on the labels, while a thread of
 * its own tries those of an untrained network. Knows no labels but as runs of tokens.
 */
import type { Run } from '../../engine/search/labels';
import type { Ranker } from '../../engine/search/ranks';
import { createSpanMatcher } from '../../engine/search/spanMatch';
import type { Areas, UnitSearch } from '../../engine/search/unitSearch';
import { chosenBy, heldOut, shiftCount } from '../../engine/search/unitSearch';
import type {
  MatchedUnit,
  RankedUnit,
  UnitPlace,
  UnitSearchAnswer,
} from '../../shared/questions/editor/unitSearch';
import { mostAsMany } from '../../shared/questions/editor/unitSearch';
import type { Look } from '../documents/look';
import type { Clock } from '../platform/clock';
import type { JobThread } from '../platform/threads/jobThread';
import type { Piece, Survey } from './unitActivations';
import { countSeries, createActivations } from './unitActivations';
import { startUntrainedSearch } from './untrainedSearch';

export interface Search {
  readonly look: Look;
  readonly from: number;
  readonly count: number;
  readonly runs: readonly Run[];
  readonly ranker: Ranker;
  readonly clock: Pick<Clock, 'after'>;
  /** Is given how to learn the share that is done. */
  readonly report: (share: () => number) => void;
}

export type Searched = Pick<UnitSearchAnswer, 'outcome' | 'approximate'>;

/** Chosen on the first half, and listed at most. */
const mostFound = 50;

export async function rankUnits(search: Search, tester: UnitSearch): Promise<Searched> {
  const series = countSeries(search.look.view.model.network.shape);
  const first = new Float64Array(series);
  const sides = new Uint8Array(series * shiftCount);
  const ranked: Scored[] = [];
  let shifted = 0;
  const { approximate, untrained } = await eachUnit(search, tester.halves, (values, of) => {
    const own = sides.subarray(of.series * shiftCount, (of.series + 1) * shiftCount);
    if (of.piece === 0) {
      first[of.series] = tester.area(0, values);
      tester.noteSides(own);
      return;
    }
    const areas = { first: first[of.series], second: tester.area(1, values) };
    ranked.push({ place: of.place, areas });
    shifted = Math.max(shifted, tester.bestShiftedOn(own));
  });
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

export async function matchSpan(search: Search, span: Run): Promise<Searched> {
  const { count, ranker } = search;
  const matcher = createSpanMatcher(span, count, ranker);
  const matches: MatchedUnit[] = [];
  const pieces = [{ length: count }];
  const { approximate, untrained } = await eachUnit(search, pieces, (values, { place }) => {
    const match = matcher.note(values);
    if (match) matches.push({ ...place, ...match });
  });
  const { spans, asMany } = matcher.compared();
  const matching = matches.length;
  const isFound = matching > untrained && asMany <= mostAsMany * spans;
  const found = matches.sort((one, other) => one.elsewhere - other.elsewhere).slice(0, mostFound);
  const figures = { matching, untrained, length: span.end - span.start, spans, asMany };
  return { outcome: { kind: 'matched', found: isFound ? found : [], ...figures }, approximate };
}

interface Surveyed {
  /** The reading of the model began short. */
  readonly approximate: boolean;
  /** What the untrained network reaches. */
  readonly untrained: number;
}

async function eachUnit(
  search: Search,
  pieces: readonly Piece[],
  use: Survey['use'],
): Promise<Surveyed> {
  const { look, from, count, runs } = search;
  const { network, plan } = look.view.model;
  const done = new Int32Array(new SharedArrayBuffer(4));
  const untrained = startUntrainedSearch({
    ...{ shape: network.shape, plan, runs, done },
    ids: Int32Array.from({ length: count }, (_, token) => look.view.ids.id(from + token)),
  });
  try {
    const approximate = await eachTrained(search, pieces, use, done);
    return { approximate, untrained: await answerOf(untrained, search) };
  } finally {
    untrained.end();
  }
}

/** @param other tokens that the untrained network has read */
async function eachTrained(
  { look, from, count, report }: Search,
  pieces: readonly Piece[],
  use: Survey['use'],
  other: Int32Array,
): Promise<boolean> {
  const { model, predictor, ids } = look.view;
  const activations = createActivations(model.network.shape, pieces);
  let own = 0;
  const all = 2 * activations.rounds * count;
  report(() => Math.min(1, (own + Atomics.load(other, 0)) / all));
  let before = { state: predictor.start(), approximate: false };
  const read = predictor.beginReading();
  await activations.each({
    ...{ layers: predictor.layers, use, until: look.until },
    async restart() {
      before = await look.stateBefore(from);
    },
    read(token) {
      read(ids.id(from + token), before.state);
      own++;
    },
  });
  return before.approximate;
}

/** Milliseconds after which it looks again whether anybody still waits. */
const lookAgain = 20;

/** @throws Stale as a question does */
async function answerOf<T>({ answer }: JobThread<T>, { look, clock }: Search): Promise<T> {
  const heard = answer.then((value) => ({ value }));
  for (;;) {
    const pause = new Promise<undefined>((resolve) => {
      clock.after(lookAgain, () => resolve(undefined));
    });
    const found = await Promise.race([heard, pause]);
    await look.until(() => true);
    if (found) return found.value;
  }
}
