/** What a change costs inside the labels that units were searched by, and outside of them. */
import type { JSX } from 'preact';
import type { LabelledChange } from '../../src/shared/questions/whatIf';
import { signed, whole } from './numbers';

export function LabelledChangeText(properties: {
  readonly of: LabelledChange | undefined;
}): JSX.Element | null {
  const { of } = properties;
  if (!of) return null;
  const { inside, outside } = of;
  return (
    <p class="labelled-change">
      Inside the labels of your last search for units ({whole(inside.count)} words):{' '}
      <b class="number">{signed(inside.change, 4)} bits per word</b>; outside of them (
      {whole(outside.count)} words): <b class="number">{signed(outside.change, 4)} bits per word</b>
      .
    </p>
  );
}
