import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bracketSpans } from '../../../src/engine/search/labelledText';
import { readLabelTable } from '../../../src/engine/search/labelTable';

const cut = (text: string, spans: readonly { start: number; end: number }[]): string[] =>
  spans.map(({ start, end }) => text.slice(start, end));

describe('Brackets', () => {
  const inside = (text: string): string[] => cut(text, bracketSpans(text));

  it('are open from the first bracket to before the last', () => {
    expect(inside('a (b [c] d) e {f}')).toEqual(['(b [c] d', '{f']);
  });

  it('that are never closed or never opened are none', () => {
    expect(inside('1) one (two} 2) :-( three')).toEqual(['(two} 2']);
    expect(inside(':-) a ((b')).toEqual([]);
    expect(inside('(a [b) c] d')).toEqual(['(a [b']);
  });

  it('are those of a depth that never falls below zero, in texts of whole pairs', () => {
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'bc', ''),
        tie('node').map((inner) => `(${inner})`),
        fc.tuple(tie('node'), tie('node')).map(([one, other]) => `${one}x[${other}]`),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (text) => {
        const open = new Array<boolean>(text.length).fill(false);
        let depth = 0;
        for (const [n, letter] of [...text].entries()) {
          if ('(['.includes(letter)) depth++;
          if (')]'.includes(letter)) depth--;
          open[n] = depth > 0;
        }
        const found = new Array<boolean>(text.length).fill(false);
        for (const { start, end } of bracketSpans(text)) found.fill(true, start, end);
        expect(found).toEqual(open);
      }),
    );
  });

  it('can be restricted to one kind, regardless of the others', () => {
    const text = 'a (b [c) d] {e (f)} g';
    expect(cut(text, bracketSpans(text, '('))).toEqual(['(b [c', '(f']);
    expect(cut(text, bracketSpans(text, '['))).toEqual(['[c) d']);
    expect(cut(text, bracketSpans(text, '{'))).toEqual(['{e (f)']);
  });

  it('are found in a text of nothing but brackets without taking long', () => {
    const text = '('.repeat(200_000) + ']'.repeat(200_000);
    expect(bracketSpans(text)).toEqual([]);
  });
});

describe('A table of labels', () => {
  it('has offsets in two columns, and may have more, a heading and remarks', () => {
    const table = '\ufeffstart\tend\tname\n# remark\n0\t4\tfirst\n\n5\t9\r\n';
    expect(readLabelTable(table, 20)).toEqual({
      ok: true,
      spans: [
        { start: 0, end: 4 },
        { start: 5, end: 9 },
      ],
    });
  });

  it('is refused with the line that is wrong', () => {
    expect(readLabelTable('0\t4\n5 9', 20)).toMatchObject({ ok: false, line: 2 });
    expect(readLabelTable('7\t7', 20)).toMatchObject({ ok: false, line: 1 });
    expect(readLabelTable('\n1\t21', 20)).toMatchObject({ ok: false, line: 2 });
    expect(readLabelTable('-1\t3', 20)).toMatchObject({ ok: false, line: 1 });
  });
});
