import { describe, expect, it } from 'vitest';
import { leftOutText } from '../../../src/host/training/leftOutFiles';

describe('files that are left out', () => {
  it('are named, the first three of them', () => {
    expect(leftOutText(['a.png'])).toBe('a.png is not text and was left out.');
    expect(leftOutText(['a', 'b', 'c'])).toBe('a, b and c are not text and were left out.');
    expect(leftOutText(['a', 'b', 'c', 'd', 'e'])).toMatch(/^a, b, c and 2 more are not text/);
  });
});
