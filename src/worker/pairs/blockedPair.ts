/** What a model writes when a place of the source is kept from it: of the look back alone, or altogether. */
import { exp } from '../../engine/math';
import type { Looking, Written } from '../../engine/tasks/pairs/pairModel';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { BlockedPair, BlockEffect } from '../../shared/questions/attention/pairs';
import type { SeenPairs } from './seenPairs';
import { writtenPair } from './writtenPair';

export function blockedPair(
  { model, versions }: SeenPairs,
  { source, position }: { readonly source: string; readonly position: number },
): Result<BlockedPair, Failure> {
  const [before] = model.model.write([source]);
  if (position >= before.sourceTokens.length) return failed({ kind: 'noToken' });
  const place = new Set([position]);

  function effectOf(looking: Looking): BlockEffect {
    const [now] = model.model.write([source], looking);
    const [kept] = model.model.write([source], { ...looking, given: [before.targetTokens] });
    return {
      written: writtenPair(model, now),
      isSame: sameTokens(now, before),
      kept: Float32Array.from([...kept.logProbabilities, sumOf(kept.logProbabilities)], exp),
    };
  }
  return success({
    ...{ ...versions, position, before: writtenPair(model, before) },
    ...(model.model.attention !== 'none' && { unseen: effectOf({ unseen: place }) }),
    ...{ unread: effectOf({ unread: place }), approximate: false },
  });
}

const sameTokens = ({ targetTokens: one }: Written, { targetTokens: other }: Written): boolean =>
  one.length === other.length && one.every((token, n) => token === other[n]);

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
