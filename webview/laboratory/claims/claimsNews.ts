/** What is told of a claim that is measured again, and what a person begins with. */
import type { ClaimChoice, ClaimNews } from '../../../src/shared/laboratory/claims';
import { claimsTable } from '../../../src/shared/laboratory/claimsTable';

const usual: ClaimChoice = { claim: 'C2', seeds: 5 };

const isKnown = (claim: string): boolean => claimsTable.some(({ id }) => id === claim);

export const firstClaimChoice = (_: unknown, before: ClaimChoice | undefined): ClaimChoice =>
  before && isKnown(before.claim) ? before : usual;

export const gatherClaimNews = (
  news: readonly ClaimNews[],
  more: readonly ClaimNews[],
): readonly ClaimNews[] => [...news, ...more];
