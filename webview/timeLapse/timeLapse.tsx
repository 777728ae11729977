/**
 * The slider that takes the whole panel back to the untrained network and forward again, and the
 * sentence that says so for as long as it is not at its end. Where no earlier weights are known, and
 * while new ones are learnt, there is none.
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { trainedWeights } from '../../src/shared/model/weights';
import { Button } from '../parts/controls';
import { CutText } from '../parts/small/cutText';
import { metricText } from '../page/metric';
import type { ViewProperties } from '../page/viewProperties';
import { snapshotText, snapshotNotice } from './snapshotText';
import { useChosenWeights, useSnapshots } from './useSnapshots';
import './timeLapse.css';

type Properties = Pick<ViewProperties, 'page' | 'host'>;

export function TimeLapse(properties: Properties): JSX.Element | null {
  const { page, host } = properties;
  const snapshots = useSnapshots(properties);
  const { choose, trouble } = useChosenWeights(host);
  const [moved, setMoved] = useState<number>();
  const { weights } = page.panel ?? {};
  useEffect(() => setMoved(undefined), [page.panel, trouble]);
  const [first] = snapshots;
  if (!first) return null;
  const last = (snapshots.at(-1) ?? first).index + 1;
  const shown = weights?.kind === 'snapshot' ? weights.index : last;
  const at = moved ?? shown;
  const snapshot = snapshots.find(({ index }) => index === at);
  const go = (index: number): void => {
    setMoved(index);
    choose(index < last ? { kind: 'snapshot', index } : trainedWeights);
  };
  const { metric } = page.status;
  const trained = metric ? `trained · ${metricText(metric)}` : 'trained';
  const text = snapshot ? snapshotText(snapshot) : trained;
  return (
    <div class="lapse">
      <label class="group">
        <span>Time-lapse</span>
        <input
          type="range"
          min={first.index}
          max={last}
          value={at}
          aria-valuetext={text}
          onInput={({ currentTarget }) => go(Number(currentTarget.value))}
        />
        <span class="number lapse-text" title={text}>
          {text}
        </span>
      </label>
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      {shown < last && (
        <div class="notice" role="status">
          <CutText>
            {snapshotNotice(
              snapshots.find(({ index }) => index === shown),
              page.panel?.overview?.cells,
            )}
          </CutText>
          <Button onClick={() => go(last)}>
            <span class="tool-name">Back to the </span>trained weights
          </Button>
        </div>
      )}
    </div>
  );
}
