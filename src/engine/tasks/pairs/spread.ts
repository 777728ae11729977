/** How thin attention is spread over what it may look at. */
import { log } from '../../math';

/**
 * The entropy of a row's shares against that of an even row over as many positions: 0, all on one; 1, the
 * same on each. Where there is one position only there is nothing to spread: 0.
 */
export function spreadOf(shares: ArrayLike<number>): number {
  if (shares.length < 2) return 0;
  let entropy = 0;
  for (let n = 0; n < shares.length; n++) {
    if (shares[n] > 0) entropy -= shares[n] * log(shares[n]);
  }
  return Math.min(1, Math.max(0, entropy / log(shares.length)));
}
