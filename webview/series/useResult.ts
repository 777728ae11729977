/** How well the network predicts what it did not learn from, asked once for all that shows it. */
import type { SeriesReport } from '../../src/shared/questions/series';
import { useLongAnswer } from '../answers/useLongAnswer';
import { isSettled, type SeriesPartProperties } from './properties';

/** Rows ahead of which errors are measured. */
const horizon = 48;

export interface ShownResult {
  readonly report?: SeriesReport;
  /** It was measured, and there are no rows to measure on. */
  readonly isNone: boolean;
  readonly busy: boolean;
  readonly trouble?: string;
}

export function useResult(properties: SeriesPartProperties): ShownResult {
  const { host, page, active, subject, version } = properties;
  const { held, busy, trouble } = useLongAnswer(
    (asked: { readonly horizon: number }, cancel) => host.call('seriesResult', asked, { cancel }),
    active && isSettled(page) ? { horizon } : undefined,
    `${subject} result`,
    version,
  );
  const report = held?.answer.report;
  return {
    ...(report && { report }),
    ...{ isNone: held !== undefined && !report, busy },
    ...(trouble !== undefined && { trouble }),
  };
}
