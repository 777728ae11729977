import { describe, expect, it } from 'vitest';
import {
  readSeries,
  type SeriesWishes,
} from '../../../../../src/engine/tasks/series/reading/readSeries';
import { sentenceOfExamples } from '../../../../../src/shared/examples';

const small: SeriesWishes = { fewest: 2 };

function found(text: string, wishes = small) {
  const read = readSeries(text, wishes);
  if (!read.ok) throw new Error(sentenceOfExamples('prices.csv', read.flaw));
  return read.value;
}

function flaw(text: string, wishes = small): string {
  const read = readSeries(text, wishes);
  return read.ok ? 'no flaw' : sentenceOfExamples('prices.csv', read.flaw);
}

const columnsOf = (text: string, wishes = small) =>
  found(text, wishes).columns.map(({ name, values }) => [name, ...values]);

describe('a table of numbers in time', () => {
  it.each([
    ['commas and a heading', 'date,close\n2024-01-30,1.5\n2024-01-31,2\n', [['close', 1.5, 2]]],
    [
      'semicolons and decimal commas',
      'Datum;Kurs\n30.1.2024;1,5\n31.1.2024;-2\n',
      [['Kurs', 1.5, -2]],
    ],
    ['tabs', 'year\tdegrees\n1998\t14.3\n1999\t1e1\n', [['degrees', 14.3, 10]]],
    ['one number to a line', '3\n4\n5.5\n', [['column 1', 3, 4, 5.5]]],
    ['a heading above one number to a line', 'value\n3\n4\n', [['value', 3, 4]]],
    ['remarks and quotes', '# made up\n"t","v"\n"1","3"\n"2","4"\n', [['v', 3, 4]]],
    ['a first column that counts', 'x,y\n1,30\n2,20\n3,10\n', [['y', 30, 20, 10]]],
    ['text beside it', 'day,town,rain\n2024-01-01,Bern,3\n2024-01-02,Rome,4\n', [['rain', 3, 4]]],
  ])('is read: %s', (_, text, columns) => {
    expect(columnsOf(text)).toEqual(columns);
  });

  const several = 'date,open,close\n2024-01-01,1,2\n2024-01-02,3,4\n';

  it('gives the first column of numbers, and says which there are', () => {
    expect(found(several)).toMatchObject({ numeric: ['open', 'close'], skips: 0 });
    expect(columnsOf(several)).toEqual([['open', 1, 3]]);
  });

  it('gives the columns that are asked for, by name or number', () => {
    expect(columnsOf(several, { ...small, columns: ['CLOSE', '2'] })).toEqual([
      ['close', 2, 4],
      ['open', 1, 3],
    ]);
  });

  it('counts where dates are further apart than usual', () => {
    const days = ['01', '02', '03', '06', '07', '08', '20'];
    const text = days.map((day, n) => `2024-03-${day},${n}`).join('\n');
    expect(found(text)).toMatchObject({ skips: 2, dates: expect.arrayContaining(['2024-03-20']) });
  });

  it('takes months first where only that is ascending', () => {
    expect(found('01/31/2024,1\n02/01/2024,2\n03/01/2024,5\n').skips).toBe(0);
    expect(found('01/02/2024,1\n02/02/2024,2\n03/02/2024,5\n').skips).toBe(0);
  });
});

describe('what cannot be learnt as a series', () => {
  const dates = 'date,close\n2024-01-01,1\n';

  it.each([
    [
      'a value that is no number',
      `${dates}2024-01-02,high\n`,
      /^Line 3 of prices.csv has “high” in “close”/,
    ],
    ['a missing value', `${dates}2024-01-02,\n`, /^Line 3 of prices.csv has no value in “close”/],
    ['NaN', `${dates}2024-01-02,NaN\n`, /^Line 3 of prices.csv has no value/],
    [
      'dates out of order',
      `${dates}2023-12-31,2\n`,
      /^The date in line 3 .* is before the one above/,
    ],
    ['a date twice', `${dates}2024-01-01,2\n`, /^The date in line 3 .* is the one above it again/],
    [
      'what is no date',
      `${dates}2024-01-02,2\n2024-02-31,3\n`,
      /^Line 4 .* “2024-02-31”, which is no date/,
    ],
    ['one value for all', `${dates}2024-01-02,1\n`, /^Every value of “close” .* is the same/],
    ['words alone', 'a,b\nc,d\n', /^No column of prices.csv holds numbers/],
    ['nothing', '\n\n', /^prices.csv has no values/],
    [
      'rows of different lengths',
      `${dates}2024-01-02,1,5\n`,
      /^Line 3 of prices.csv has 3 columns/,
    ],
  ])('is refused with its line: %s', (_, text, expected) => {
    expect(flaw(text)).toMatch(expected);
  });

  it('is a thousand columns of which none is named', () => {
    const row = (of: (n: number) => string) => Array.from({ length: 1000 }, (_, n) => of(n)).join();
    const text = [row((n) => `c${n}`), row(String), row((n) => String(n * n))].join('\n');
    expect(flaw(text)).toMatch(/has 1,000 columns of numbers, .* --column/);
    expect(columnsOf(text, { ...small, columns: ['c7'] })).toEqual([['c7', 7, 49]]);
  });

  it('is a column that the file does not have', () => {
    expect(flaw(dates, { columns: ['volume'] })).toMatch(/has no column “volume”/);
  });

  it('is a series too short to be tested', () => {
    expect(flaw('1\n2\n3\n', {})).toMatch(/has 3 rows, and at least 40 are needed/);
  });
});
