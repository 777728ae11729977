/** The slider of the gap: the text is made for it, and what is left across it is said. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelLesson } from '../../src/shared/pages/panelLesson';
import type { PanelHost } from '../page/hostPort';
import { figureText } from './claimTexts';

export function GapSlider(properties: {
  readonly of: PanelLesson;
  readonly host: PanelHost;
}): JSX.Element | null {
  const { of, host } = properties;
  const [moved, setMoved] = useState<number>();
  const { gaps } = of.lesson;
  const place = moved ?? of.gap ?? 0;
  const gap = gaps?.[place];
  if (!gaps || !gap) return null;
  const words = `${gap.words} ${gap.words === 1 ? 'word' : 'words'}`;
  return (
    <section>
      <h3 id="gap">The gap</h3>
      <input
        type="range"
        class="gap"
        aria-labelledby="gap"
        aria-valuetext={words}
        min={0}
        max={gaps.length - 1}
        value={place}
        onInput={({ currentTarget }) => setMoved(currentTarget.valueAsNumber)}
        onChange={({ currentTarget }) => {
          setMoved(undefined);
          host.tell('lesson', { do: 'gap', place: currentTarget.valueAsNumber });
        }}
      />
      <p>
        <b>{words}</b> between the word and what depends on it. In the network that came with the
        lesson, {figureText(gap.bits, 'bits')} of it are left there. The text is written for this
        gap.
      </p>
    </section>
  );
}
