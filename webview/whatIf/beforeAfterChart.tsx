/** A number for each word, before and after, as two lines; a click finds what was expected there. */
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { XyChartView } from '../charts/xyChartView';
import { xyPicture } from '../charts/xyPicture';
import { whole } from '../parts/numbers';
import { PictureWithTable } from '../figure/pictureWithTable';
import type { ViewPartProperties } from '../page/viewProperties';
import type { BeforeAfterPairs } from './beforeAfterPairs';
import { pairsChart, pairsTable } from './beforeAfterPairs';

export function BeforeAfterChart(
  properties: ViewPartProperties & {
    readonly view: string;
    readonly pairs: BeforeAfterPairs;
    /** The token that is looked into. */
    readonly at: number;
    readonly onPick: (token: number) => void;
    readonly controls?: ComponentChildren;
  },
): JSX.Element {
  const { pairs, at, theme, onPick } = properties;
  const { title, from, before, after } = pairs;
  const content = useMemo(() => pairsChart(pairs, at, theme), [before, after, title, at, theme]);
  const label = `${title}, before and after, words ${whole(from + 1)} to ${whole(from + before.length)}`;
  return (
    <PictureWithTable
      {...properties}
      title={title}
      drawing={() => xyPicture(content, label, ['before', 'after'], theme)}
      table={() => pairsTable(pairs)}
      current={at - from}
    >
      <p class="keys quiet">
        <span class="key">before</span> <span class="key key-after">after</span>
      </p>
      <XyChartView {...{ label, content, theme }} onPick={(place) => onPick(from + place)} />
    </PictureWithTable>
  );
}
