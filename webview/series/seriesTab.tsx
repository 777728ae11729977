/**
 * The view of a model of a series: its result beside the opponents', values and predictions over time with
 * the gates below them, a roll-out from the row of the cursor, and errors by horizon.
 */
import type { JSX } from 'preact';
import { useAnswer } from '../answers/useAnswer';
import { Following } from './following';
import { Horizons } from './forecasts/horizons';
import { OverTime } from './overTime/overTime';
import type { SeriesPartProperties, SeriesProperties } from './properties';
import { Result } from './result';
import { RollOut } from './forecasts/rollOut';
import { useResult } from './useResult';

const noQuestion = {};

export function SeriesTab(properties: SeriesProperties): JSX.Element {
  const { page, host, judging } = properties;
  const active = page.tab === 'series';
  const subject = `${page.panel?.documentKey} series`;
  const overview = useAnswer(
    (asked: object) => host.call('seriesOverview', asked),
    active ? noQuestion : undefined,
    judging,
    subject,
  );
  const place = useAnswer(
    (asked: { readonly offset: number }) => host.call('seriesPlace', asked),
    active ? { offset: page.offset } : undefined,
    judging,
    subject,
  );
  const answer = overview.trouble === undefined ? overview.held?.answer : undefined;
  if (!answer) {
    return (
      <p class={overview.trouble === undefined ? 'quiet' : 'notice'} role="status">
        {overview.trouble ?? 'The text is being read.'}
      </p>
    );
  }
  const goTo = async (row: number): Promise<void> => {
    const found = await host.call('seriesPlace', { row });
    if (!found.ok) return;
    const { span, documentVersion } = found.value;
    host.tell('reveal', { ...span, documentVersion });
  };
  const parts: SeriesPartProperties = {
    ...{ ...properties, overview: answer, active, subject, place: place.held?.answer },
    version: `${judging.documentVersion} ${judging.modelVersion}`,
    goTo: (row) => void goTo(row),
  };
  return <Parts {...parts} />;
}

function Parts(properties: SeriesPartProperties): JSX.Element {
  const result = useResult(properties);
  return (
    <>
      <Result {...properties} result={result} />
      <OverTime {...properties} />
      <RollOut {...properties} report={result.report} />
      <Horizons {...properties} report={result.report} />
      <Following {...properties} />
    </>
  );
}
