import { describe, expect, it } from 'vitest';
import { fileStem } from '../../../src/host/exports/savedParts';

describe('The name that a saved file begins with', () => {
  it('is the document’s, without its ending', () => {
    expect(fileStem('tinyshakespeare.txt')).toBe('tinyshakespeare');
    expect(fileStem('Kapitel 3 – Übung.md')).toBe('Kapitel-3-Übung');
  });

  it('is a file name on every system, whatever the document is called', () => {
    for (const name of [
      '../../etc/passwd',
      'C:\\a\\b.txt',
      'a\0b',
      '...',
      '',
      '-',
      'x'.repeat(300),
    ]) {
      expect(fileStem(name)).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}_-]{0,59}$/u);
    }
  });
});
