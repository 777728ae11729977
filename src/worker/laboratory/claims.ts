/** Runs *The textbook on trial*: one claim, part by part and seed by seed. */
import {
  conditionsOf,
  holdsAt,
  measurePart,
  summaryOf,
  verdictOf,
  type Claim,
  type MeasuredPart,
} from '../../engine/claims/claim';
import { claims } from '../../engine/claims/claims';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { ClaimNews, ClaimOutcome } from '../../shared/laboratory/claims';
import type { Order } from '../../shared/laboratory/sections';
import { gatherNews, trialKernels, type Called, type LaboratoryTools } from './running';

export async function runClaim(
  { run, choice }: Order<'claims'>,
  called: Called,
  { engine, clock, stepping, tell }: LaboratoryTools,
): Promise<Result<ClaimOutcome, Failure>> {
  const claim = claims.find(({ id }) => id === choice.claim);
  // A page that was kept by another version may name one that is gone.
  if (!claim) return failed({ kind: 'stale' });
  const news = gatherNews<ClaimNews>(clock, (gathered) =>
    tell({ section: 'claims', run, news: gathered }),
  );
  const measuring = measured(claim, choice.seeds, trialKernels(engine), news.add);
  for (let next = measuring.next(); ; next = measuring.next()) {
    if (next.done) {
      news.flush();
      return success(outcomeOf(claim, next.value));
    }
    stepping();
    await clock.nextTurn();
    if (called.cancelled) {
      measuring.return([]);
      return failed({ kind: 'stale' });
    }
  }
}

function* measured(
  claim: Claim,
  seeds: number,
  createKernels: ReturnType<typeof trialKernels>,
  add: (news: ClaimNews) => void,
): Generator<undefined, readonly MeasuredPart[]> {
  const parts: MeasuredPart[] = [];
  for (const [part, one] of claim.parts.entries()) {
    let seed = 0;
    const measuring = measurePart(one, seeds, createKernels);
    let isOver = false;
    try {
      while (!isOver) {
        const next = measuring.next();
        if (next.done) {
          isOver = true;
          parts.push(next.value);
        } else if (next.value !== undefined) {
          const held = holdsAt(one, next.value);
          const value = Number.isFinite(next.value) ? next.value : Number.MAX_VALUE;
          add({ kind: 'value', part, seed: ++seed, value, held });
        }
        yield;
      }
    } finally {
      if (!isOver) measuring.return({ values: [], held: 0 });
    }
  }
  return parts;
}

function outcomeOf(claim: Claim, parts: readonly MeasuredPart[]): ClaimOutcome {
  return {
    verdict: verdictOf(claim, parts),
    conditions: conditionsOf(claim, parts),
    parts: parts.map(summaryOf),
  };
}
