/** All claims, in the order of their numbers. */
import { cellClaims } from './cellClaims';
import type { Claim } from './claim';
import { memoryClaims } from './memoryClaims';

const numberOf = ({ id }: Claim): number => Number(id.slice(1));

export const claims: readonly Claim[] = [...memoryClaims, ...cellClaims].sort(
  (one, other) => numberOf(one) - numberOf(other),
);

export const claimOf = (id: string): Claim | undefined => claims.find((claim) => claim.id === id);
