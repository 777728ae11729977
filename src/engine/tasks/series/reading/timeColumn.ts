/**
 * Which column of a table says when: dates, or numbers under a heading such as _year_, or a first column
 * that counts rows. Its order is checked: what comes later stands below.
 */
import { mapped, type Steps } from '../../../steps';
import type { Row } from '../../formats/delimited';
import { flawed, type Flawed } from '../../formats/flaws';
import { dayOf, dayOrderOf } from './dates';
import { isMissing } from './numbers';

export interface TimeColumn {
  readonly index: number;
  /** As they are written. */
  readonly dates: readonly string[];
  /** Places where two are further apart than usual. */
  readonly skips: number;
}

export type FoundTime =
  | { readonly column?: TimeColumn; readonly flaw?: undefined }
  | { readonly flaw: Flawed; readonly column?: undefined };

const headings = new Set([
  ...['date', 'time', 'datetime', 'timestamp', 'day', 'week', 'month', 'quarter', 'year', 'period'],
  ...['t', 'step', 'index', 'id', 'no', 'nr', 'row', 'number', 'hour', 'minute', 'second'],
]);

export function* timeColumn(rows: readonly Row[], names: readonly string[]): Steps<FoundTime> {
  for (const [index, name] of names.entries()) {
    const texts = yield* mapped(rows, ({ fields }) => fields[index].text);
    const isCalled = headings.has(name.toLowerCase());
    let dated = 0;
    yield* mapped(texts, (text) => {
      if (dayOf(text, 'dayFirst') ?? dayOf(text, 'monthFirst')) dated++;
    });
    if (dated > texts.length / 2) return yield* fromDates(rows, index, texts);
    if (texts.every(isCount) && names.length > 1 && (isCalled || (index === 0 && counts(texts)))) {
      return checked(rows, index, texts, yield* mapped(texts, Number));
    }
  }
  return {};
}

const isCount = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

const counts = (texts: readonly string[]): boolean =>
  texts.length > 1 &&
  texts.every((text, n) => n === 0 || Number(text) === Number(texts[n - 1]) + 1);

function* fromDates(
  rows: readonly Row[],
  index: number,
  texts: readonly string[],
): Steps<FoundTime> {
  const order = yield* dayOrderOf(texts);
  if (order === undefined) {
    const usual = yield* dayOrderOf(texts.filter((text) => dayOf(text, 'dayFirst') !== undefined));
    const bad = texts.findIndex((text) => dayOf(text, usual ?? 'dayFirst') === undefined);
    const text = texts[bad] ?? '';
    const line = rows[bad]?.line ?? 0;
    return { flaw: flawed({ kind: 'badDate', line, text: isMissing(text) ? '' : text }) };
  }
  const days = yield* mapped(texts, (text) => dayOf(text, order) ?? 0);
  return checked(rows, index, texts, days);
}

function checked(
  rows: readonly Row[],
  index: number,
  dates: readonly string[],
  times: readonly number[],
): FoundTime {
  for (let n = 1; n < times.length; n++) {
    if (times[n] > times[n - 1]) continue;
    const kind = times[n] === times[n - 1] ? 'sameDate' : 'datesOutOfOrder';
    return { flaw: flawed({ kind, line: rows[n].line, text: dates[n] }) };
  }
  return { column: { index, dates, skips: skipsIn(times) } };
}

/** Months differ by a tenth; half as much again is a skip. */
function skipsIn(times: readonly number[]): number {
  const apart = Float64Array.from(times.slice(1), (time, n) => time - times[n]);
  const usual = apart.toSorted()[apart.length >> 1] ?? 0;
  return apart.filter((distance) => distance > 1.5 * usual).length;
}
