/** The groups of a scatter with their marks; one that is chosen makes the others step back. */
import type { JSX } from 'preact';
import { cssColour } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import type { Mark } from '../marks';
import { markOfGroup, type ScatterContent } from './scatterContent';

export function ScatterLegend(properties: {
  readonly label: string;
  readonly content: ScatterContent;
  readonly theme: Theme;
  readonly onChoose: (group: number | undefined) => void;
}): JSX.Element {
  const { label, content, theme, onChoose } = properties;
  const counts = content.groups.map(() => 0);
  for (let n = 0; n < content.of.length; n++) {
    const group = content.of[n] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return (
    <ul class="scatter-legend" aria-label={label}>
      {content.groups.map((title, group) =>
        counts[group] === 0 ? null : (
          <li key={group}>
            <button
              type="button"
              aria-pressed={content.chosen === group}
              onClick={() => onChoose(content.chosen === group ? undefined : group)}
            >
              <GroupSwatch mark={markOfGroup(group, theme, content)} />
              <bdi>{title}</bdi>
              <span class="quiet number">{counts[group]}</span>
            </button>
          </li>
        ),
      )}
    </ul>
  );
}

const drawn: Readonly<Record<Mark['shape'], string>> = {
  circle: 'M2 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  triangle: 'M6 2l4.4 7.6h-8.8z',
  rect: 'M2.5 2.5h7v7h-7z',
  rectRot: 'M6 1.4l4.6 4.6l-4.6 4.6l-4.6 -4.6z',
  crossRot: 'M2.5 2.5l7 7m0 -7l-7 7',
};

function GroupSwatch({ mark: { colour, shape } }: { readonly mark: Mark }): JSX.Element {
  const stroke = cssColour(colour);
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={drawn[shape]}
        {...{ stroke, 'stroke-width': 1.6 }}
        fill={shape === 'crossRot' ? 'none' : stroke}
      />
    </svg>
  );
}
