// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataTable } from '../../../webview/figure/dataTable';
import { csvOf, jsonOf, tsvOf } from '../../../webview/figure/dataTable';
import type { Drawing } from '../../../webview/vector/drawing';
import { svgFile } from '../../../webview/vector/svgFile';
import { hostileWords } from '../hostileWords';

/** RFC 4180, read back by another hand than the one that writes. */
function readCsv(text: string): { cell: string; quoted: boolean }[][] {
  const rows: { cell: string; quoted: boolean }[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"';
    let cell = '';
    if (quoted) {
      at++;
      for (; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else for (; !/[,\r]/.test(text[at]); at++) cell += text[at];
    rows.at(-1)?.push({ cell, quoted });
    if (text.startsWith('\r\n', at)) {
      at += 2;
      if (at < text.length) rows.push([]);
    } else at++;
  }
  return rows;
}

const tableOf = (words: readonly string[]): DataTable => ({
  title: 'Words',
  columns: ['Token', 'Word', 'Value'],
  rows: words.map((word, at) => [at, word, -0.25]),
});

/** What Excel, LibreOffice and Google Sheets would run (OWASP, CSV injection), white space skipped. */
const runs = (cell: string): boolean =>
  /^[=+\-@|%\t\r\n＝＋－＠]/.test(cell) || /^[=+\-@]/.test(cell.trim());

describe('Two hundred hostile words', () => {
  it('are at least two hundred', () => {
    expect(new Set(hostileWords).size).toBeGreaterThanOrEqual(200);
  });

  it('stay words in CSV: every row has its three cells and none is a formula', () => {
    const rows = readCsv(csvOf(tableOf(hostileWords)));
    expect(rows).toHaveLength(hostileWords.length + 1);
    for (const [at, word] of hostileWords.entries()) {
      const [token, cell, value] = rows[at + 1];
      expect(rows[at + 1]).toHaveLength(3);
      expect([token.cell, value.cell]).toEqual([String(at), '-0.25']);
      expect(cell.quoted).toBe(true);
      expect(runs(cell.cell), JSON.stringify(word)).toBe(false);
      expect([word, `'${word}`]).toContain(cell.cell);
    }
  });

  it('stay words on the clipboard: as many cells as there were', () => {
    const rows = tsvOf(tableOf(hostileWords)).split('\n');
    expect(rows).toHaveLength(hostileWords.length + 1);
    for (const row of rows) {
      const cells = row.split('\t');
      expect(cells).toHaveLength(3);
      expect(runs(cells[1])).toBe(false);
    }
  });

  it('come back from JSON as they went in', () => {
    const { rows } = JSON.parse(jsonOf(tableOf(hostileWords)));
    expect(rows.map(([, word]: [number, string]) => word)).toEqual(hostileWords);
  });

  it('are text in an SVG file: no element, no link, no script comes of them', () => {
    const drawing: Drawing = {
      width: 100,
      height: 100,
      title: hostileWords.join(' '),
      background: [0, 0, 0],
      fontFamily: '"Segoe UI", <b>',
      shapes: hostileWords.map((text) => ({
        kind: 'label',
        ...{ x: 0, y: 0, size: 12, anchor: 'start', fill: [255, 255, 255], text },
      })),
    };
    const file = svgFile(drawing);
    const page = new DOMParser().parseFromString(file, 'image/svg+xml');
    expect(page.querySelector('parsererror')).toBeNull();
    const elements = [...page.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase());
    expect(new Set(elements)).toEqual(new Set(['svg', 'title', 'rect', 'text']));
    expect(elements.filter((name) => name === 'text')).toHaveLength(hostileWords.length);
    const attributes = [...page.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ name }) => name),
    );
    expect(attributes.filter((name) => /^on|href|style/i.test(name))).toEqual([]);
    // XML knows no way to write most control characters; not even escaped.

    expect(file).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(file.isWellFormed()).toBe(true);
  });
});

describe('Words and layers', () => {
  const table: DataTable = {
    title: 'x',
    columns: ['Token', 'Layer', 'Value'],
    counted: ['Token', 'Layer'],
    rows: [[0, 1, 0.5]],
  };

  it('are counted from 0 in whatever leaves the page, and the heads say so', () => {
    expect(csvOf(table)).toBe('"Token (from 0)","Layer (from 0)","Value"\r\n0,1,0.5\r\n');
    expect(tsvOf(table)).toBe('Token (from 0)\tLayer (from 0)\tValue\n0\t1\t0.5');
    const { columns, rows } = JSON.parse(jsonOf(table));
    expect([columns, rows]).toEqual([['Token (from 0)', 'Layer (from 0)', 'Value'], [[0, 1, 0.5]]]);
  });
});

describe('The numbers of a table', () => {
  it('go out in full', () => {
    const value = Math.fround(0.1);
    const table = { title: 'x', columns: ['v'], rows: [[value]] };
    expect(csvOf(table)).toBe(`"v"\r\n${value}\r\n`);
    expect(JSON.parse(jsonOf(table)).rows[0][0]).toBe(value);
  });

  it('leave a cell empty where there is none', () => {
    const table = { title: 'x', columns: ['v'], rows: [[Number.NaN]] };
    expect(csvOf(table)).toBe('"v"\r\n\r\n');
    expect(JSON.parse(jsonOf(table)).rows).toEqual([[null]]);
  });

  it('are never mixed up with any words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        const rows = readCsv(csvOf(tableOf(words)));
        expect(rows).toHaveLength(words.length + 1);
        for (const [at] of words.entries()) expect(runs(rows[at + 1][1].cell)).toBe(false);
      }),
    );
  });
});
