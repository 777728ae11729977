/**
 * Dates as tables write them: `2024-01-31`, with or without a time, `2024/1/31`, `2024-01`, `31.1.2024` and
 * `1/31/2024`. What comes out only says which is earlier and how far apart two are, in days.
 */

import { mapped, pauses, type Steps } from '../../../steps';

/** In which order a date with two small numbers names them. */
export type DayOrder = 'dayFirst' | 'monthFirst';

const time =
  '(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*(?:Z|UTC|[+-]\\d{2}:?\\d{2})?)?';
const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?${time}$`, 'i');
const yearLast = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})${time}$`, 'i');

/** @returns days, or undefined where it is no date */
export function dayOf(text: string, order: DayOrder): number | undefined {
  const first = yearFirst.exec(text);
  if (first) {
    const [, year, month, day = '1', ...clock] = first;
    return daysOf(Number(year), Number(month), Number(day), clock);
  }
  const last = yearLast.exec(text);
  if (!last) return undefined;
  const [, one, two, year, ...clock] = last;
  const [day, month] = order === 'dayFirst' ? [one, two] : [two, one];
  return daysOf(Number(year), Number(month), Number(day), clock);
}

function daysOf(
  year: number,
  month: number,
  day: number,
  clock: readonly (string | undefined)[],
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const [hours, minutes, seconds] = clock.map((part) => Number(part ?? 0));
  if (hours > 24 || minutes > 59 || seconds > 60) return undefined;
  return civilDay(year, month, day) + (hours + (minutes + seconds / 60) / 60) / 24;
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days of the Gregorian calendar: a year begins in March, so that a leap day is its last. */
function civilDay(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1;
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    365 * from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + inYear
  );
}

/** How all of them are to be read; undefined where one is no date in any order. */
export function* dayOrderOf(texts: readonly string[]): Steps<DayOrder | undefined> {
  let fitting: DayOrder | undefined;
  for (const order of ['dayFirst', 'monthFirst'] as const) {
    if (!(yield* areDates(texts, order))) continue;
    if (yield* isAscending(texts, order)) return order;
    fitting ??= order;
  }
  return fitting;
}

function* areDates(texts: readonly string[], order: DayOrder): Steps<boolean> {
  const isDue = pauses();
  for (const text of texts) {
    if (dayOf(text, order) === undefined) return false;
    if (isDue()) yield;
  }
  return true;
}

function* isAscending(texts: readonly string[], order: DayOrder): Steps<boolean> {
  const days = yield* mapped(texts, (text) => dayOf(text, order) ?? 0);
  return days.every((day, n) => n === 0 || day > days[n - 1]);
}
