import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/shared/questions/memory';
import { largestLeft } from '../../../webview/memory/ledgerRows';

describe('The ledger’s rows', () => {
  it('begin with what is most of it left, whatever its sign; of equals the nearer word', () => {
    const left = Float32Array.of(0.1, -0.9, 0, 0.4, -0.4);
    expect(largestLeft({ left } as Ledger, 4)).toEqual([1, 4, 3, 0]);
  });
});
