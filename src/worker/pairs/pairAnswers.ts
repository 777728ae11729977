/** The answers to what is asked about pairs: an entry here for each in `shared/questions/attention/pairs.ts`. */
import { success, type Failure, type Result } from '../../shared/failures';
import type { Subject } from '../../shared/model/weights';
import type { AskedOfThread } from '../../shared/questions/question';
import type { pairStateQuestions } from '../../shared/questions/stateMap';
import type { PairQuestions, PairsOverview } from '../../shared/questions/attention/pairs';
import type { Handlers, Job } from '../../shared/wire/rpc';
import { blockedPair } from './blockedPair';
import { pairAt, typedPair } from './pairAt';
import { pairResults, wrongPairs } from './pairResults';
import { pairStates } from './pairStates';
import { createPairsShare, type ShareNeeds } from './pairsShare';
import {
  createLookingAtPairs,
  type LookingAtPairs,
  type SeenPairs,
  type SeenPairsNeeds,
} from './seenPairs';
import { mannerOf } from './writtenPair';

export type PairAnswersNeeds = SeenPairsNeeds & ShareNeeds;

export function createPairAnswers(
  needs: PairAnswersNeeds,
): Handlers<AskedOfThread<PairQuestions & typeof pairStateQuestions>> {
  const { short, long } = createLookingAtPairs(needs);
  return {
    pairsOverview: served(short, pairsOverview),
    pairAt: served(short, pairAt),
    typedPair: served(short, typedPair),
    blockedPair: served(short, blockedPair),
    sourceStates: served(long, pairStates),
    pairResults: served(long, pairResults),
    wrongPairs: served(long, wrongPairs),
    pairsShare: served(long, createPairsShare(needs)),
  };
}

type Answer<R, A> = (
  seen: SeenPairs,
  request: R,
) => Result<A, Failure> | Promise<Result<A, Failure>>;

const served =
  <R, A>(looking: LookingAtPairs, answer: Answer<R, A>) =>
  (request: R & Subject, job: Job): Promise<Result<A, Failure>> =>
    looking(request, job, async (seen) => answer(seen, request));

function pairsOverview({
  model,
  text,
  versions,
  isLearnt,
}: SeenPairs): Result<PairsOverview, Failure> {
  return success({
    ...{ ...versions, ...mannerOf(model), isLearnt },
    ...{ pairs: text.pairs.length, whole: text.whole.length },
    ...(text.flaw && { flaw: text.flaw }),
    approximate: false,
  });
}
