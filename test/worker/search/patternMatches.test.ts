import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, eachMatch } from '../../../src/worker/search/patternMatches';

async function matches(raw: string, source: string, flags = ''): Promise<string[]> {
  const pattern = compilePattern(source, flags);
  if (!pattern.ok) throw new Error(pattern.failure.kind);
  const found: string[] = [];
  const ended = await eachMatch(
    raw,
    pattern.value,
    (start, end) => void found.push(raw.slice(start, end)),
    {
      clock: { now: () => 0 },
      withinTime: (step) => {
        step();
        return true;
      },
      until: (step) => {
        while (!step());
        return Promise.resolve();
      },
    },
  );
  expect(ended).toBe(true);
  return found;
}

const emoji = (lines: number): string =>
  Array.from({ length: lines }, (_, n) => `A cat ${n} sees 😀 the house ${7 * n}.\n`).join('');

describe('A pattern', () => {
  it.each(['\\d*', '\\d{0,9}', '(?:\\d+)?', '\\d*?(?!\\d)'])(
    'that can match nothing, as %s, finds what it finds beside that',
    async (source) => {
      const found = await matches(emoji(60), source);
      expect(found).toHaveLength(120);
      expect(found).toEqual(await matches(emoji(60), '\\d+'));
    },
  );

  it('that can match nothing goes on behind what is two units long, with any flags', async () => {
    for (const flags of ['', 'u', 'v', 'i', 's']) {
      expect(await matches('😀1👩🏽‍❤️‍💋‍👨🏿22\ud83d3', '\\d*', flags)).toEqual(['1', '22', '3']);
    }
  });

  it.each([
    ['road\\.\\nthe', 40],
    ['^the .*\\.$', 40],
    ['\\.\\s+A', 40],
    ['house\\.\\n', 40],
    ['\\n\\w', 119],
  ])('over line ends, %s, finds as much where they are CRLF', async (source, count) => {
    const unix = 'The cat sees the road.\nthe dog finds a house.\nA king loses the road.\n'.repeat(
      40,
    );
    const windows = await matches(unix.replaceAll('\n', '\r\n'), source);
    expect(windows).toHaveLength(count);
    expect(windows.map((one) => one.replaceAll('\r\n', '\n'))).toEqual(await matches(unix, source));
  });

  it('that names the carriage return sees it', async () => {
    expect(await matches('a\r\nb\r\nc', 'a\\r\\nb')).toEqual(['a\r\nb']);
    expect(await matches('a\r\nb\r\nc', '\\r?\\n')).toEqual(['\r\n', '\r\n']);
  });

  it('has the same matches in any mixture of line ends', async () => {
    const line = fc.constantFrom('a', 'ab', '', '😀b', 'a b');
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom('b\\n+a', 'a$', '^b?', '\\n', '.\\n.'),
        async (lines, source) => {
          const raw = lines.flat().join('');
          const unix = raw.replaceAll('\r\n', '\n');
          const found = (await matches(raw, source)).map((one) => one.replaceAll('\r\n', '\n'));
          expect(found).toEqual(await matches(unix, source));
        },
      ),
      { numRuns: 200 },
    );
  });
});
