import { describe, expect, it } from 'vitest';
import { createPaintedSpans } from '../../../src/host/colours/paintedSpans';

const span = (start: number, end: number) => ({ start, end });
const insert = (offset: number, text: string) => ({ offset, length: 0, text });

/** Words at 0–3 and 10–14 of the kind a, at 5–8 of the kind b. */
const first = () =>
  new Map([
    ['a', [span(0, 3), span(10, 14)]],
    ['b', [span(5, 8)]],
  ]);
function stage() {
  const painted = createPaintedSpans<string>();
  painted.paint(first());
  return painted;
}

describe('What is painted', () => {
  it('is painted once', () => {
    const painted = createPaintedSpans<string>();
    expect([...painted.paint(first()).keys()]).toEqual(['a', 'b']);
    expect(painted.paint(first()).size).toBe(0);
  });

  it('moves with what is typed before it, and is not painted again', () => {
    const painted = stage();
    painted.edited([insert(9, 'xy')]);
    const moved = first().set('a', [span(0, 3), span(12, 16)]);
    expect(painted.paint(moved).size).toBe(0);
    painted.edited([{ offset: 9, length: 2, text: '' }]);
    expect(painted.paint(first()).size).toBe(0);
  });

  it('is painted anew where it was typed into, or at its edge', () => {
    for (const offset of [10, 12, 14]) {
      const painted = stage();
      painted.edited([insert(offset, 'x')]);
      const grown = first().set('a', [span(0, 3), span(10, 15)]);
      expect([...painted.paint(grown)]).toEqual([['a', grown.get('a')]]);
    }
  });

  it('is painted anew where it came to be another, and taken away where it is gone', () => {
    const painted = stage();
    const now = new Map([
      ['a', [span(0, 3)]],
      ['c', [span(5, 8)]],
    ]);
    expect([...painted.paint(now)].sort()).toEqual([
      ['a', [span(0, 3)]],
      ['b', []],
      ['c', [span(5, 8)]],
    ]);
    expect(painted.paint(now).size).toBe(0);
  });

  it('is not trusted after the text was read anew, and nothing is left after it was cleared', () => {
    const painted = stage();
    painted.edited(undefined);
    expect([...painted.paint(first()).keys()]).toEqual(['a', 'b']);
    expect(painted.clear()).toEqual(['a', 'b']);
    expect(painted.clear()).toEqual([]);
    expect([...painted.paint(first()).keys()]).toEqual(['a', 'b']);
  });
});
