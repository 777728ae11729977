import { describe, expect, it } from 'vitest';
import { movedSpans } from '../../../src/host/texts/movedSpans';

/** `[` and `]` around each span; after the change, so many of them as are left. */
function after(marked: string, at: string, length: number, typed: string): string {
  const starts: number[] = [];
  const ends: number[] = [];
  let plain = '';
  for (const letter of marked) {
    if (letter === '[') starts.push(plain.length);
    else if (letter === ']') ends.push(plain.length);
    else plain += letter;
  }
  const offset = plain.indexOf(at);
  const labels = movedSpans(
    { by: 'spans', starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) },
    [{ offset, length, text: typed }],
  );
  const now = plain.slice(0, offset) + typed + plain.slice(offset + length);
  return [...labels.starts.keys()]
    .map((n) => now.slice(labels.starts[n], labels.ends[n]))
    .join('|');
}

describe('Spans that were searched for', () => {
  it('move with what is typed before them', () => {
    expect(after('a [cat] sat on a [mat]', 'a cat', 0, 'there was ')).toBe('cat|mat');
    expect(after('a [cat] sat', 'cat', 0, 'fat ')).toBe('cat');
    expect(after('a [cat] sat', ' sat', 0, ' never')).toBe('cat');
  });

  it('grow and shrink with what is typed and deleted within them', () => {
    expect(after('[a cat] sat', 'cat', 0, 'fat ')).toBe('a fat cat');
    expect(after('[a fat cat] sat', 'fat ', 4, '')).toBe('a cat');
    expect(after('the [cat sat] down', 'the ca', 6, '')).toBe('t sat');
    expect(after('the [cat sat] down', 'sat down', 8, 'x')).toBe('cat ');
  });

  it('are gone when they are deleted', () => {
    expect(after('a [cat] sat on a [mat]', 'a cat', 6, '')).toBe('mat');
    expect(after('a [cat] sat', 'cat', 3, '')).toBe('');
  });
});
