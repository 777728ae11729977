/** Lines of gradients over the words before, on an axis of powers of ten, with their table. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { XyChartView } from '../charts/xyChartView';
import { xyPicture } from '../charts/xyPicture';
import { cssColour } from '../colours/colour';
import { PictureWithTable } from '../figure/pictureWithTable';
import type { ViewPartProperties } from '../page/viewProperties';
import { contentOf, seriesOf, tableOf, type FlowPicture } from './flowLines';

export function FlowView(
  properties: Pick<ViewPartProperties, 'host' | 'exporting' | 'theme' | 'active'> & {
    readonly view: string;
    readonly title: string;
    readonly picture: FlowPicture;
    /** Words back. */
    readonly onPick: (back: number) => void;
  },
): JSX.Element {
  const { host, exporting, theme, active, view, title, picture, onPick } = properties;
  const content = useMemo(() => contentOf(picture, theme), [picture, theme]);
  const series = useMemo(() => seriesOf(picture, theme), [picture, theme]);
  const names = series.map(({ name }) => name);
  return (
    <PictureWithTable
      {...{ host, exporting, view, active, title }}
      drawing={() => xyPicture(content, title, names, theme)}
      table={() => tableOf(picture, title)}
    >
      <ul class="flow-legend">
        {series.map(({ name, colour, dash = [] }) => (
          <li key={name}>
            <svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true">
              <path
                d="M0 4H28"
                stroke={cssColour(colour)}
                stroke-width="2"
                stroke-dasharray={dash.join(' ')}
              />
            </svg>{' '}
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      <XyChartView
        label={`${title}; the table has the numbers`}
        content={content}
        theme={theme}
        onPick={(place) => {
          const back = series[0]?.back[place];
          if (back !== undefined) onPick(back);
        }}
      />
    </PictureWithTable>
  );
}
