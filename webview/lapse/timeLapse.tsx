/**
 * The slider that takes the whole panel back to the untrained network and forward again, and the
 * sentence that says so for as long as it is not at its end. Where no earlier weights are known, and
 * while new ones are learnt, there is none. The lesson's own tab has another slider.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot, WeightsAt } from '../../src/shared/weights';
import { trainedWeights } from '../../src/shared/weights';
import { Button } from '../controls';
import { perplexityText } from '../numbers';
import type { ViewProperties } from '../view';
import { lapseText, noticeFor } from './lapseText';
import './lapse.css';

type Properties = Pick<ViewProperties, 'page' | 'host'>;

export function TimeLapse(properties: Properties): JSX.Element | null {
  const { page, host } = properties;
  const snapshots = useSnapshots(properties);
  const choose = useNewest((weights: WeightsAt) => host.call('chooseWeights', { weights }));
  const [moved, setMoved] = useState<number>();
  const { weights } = page.panel ?? {};
  useEffect(() => setMoved(undefined), [page.panel]);
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
  const { validationPerplexity } = page.status;
  const trained =
    validationPerplexity === undefined
      ? 'trained'
      : `trained · perplexity ${perplexityText(validationPerplexity)}`;
  const text = snapshot ? lapseText(snapshot) : trained;
  return (
    <div class="lapse">
      {page.tab !== 'lesson' && (
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
          <span class="number">{text}</span>
        </label>
      )}
      {shown < last && (
        <div class="notice" role="status">
          <p>{noticeFor(snapshots.find(({ index }) => index === shown))}</p>
          <Button onClick={() => go(last)}>Back to the trained weights</Button>
        </div>
      )}
    </div>
  );
}

const again = 1000;

/** Asked anew for every model; those of another model are dropped at once. */
function useSnapshots({ page, host }: Properties): readonly Snapshot[] {
  const { state, modelVersion } = page.status;
  const settled = page.panel?.overview && state !== 'training' && state !== 'paused';
  const of = settled ? `${page.panel.documentKey} ${modelVersion}` : undefined;
  const [held, setHeld] = useState<{ of: string; snapshots: readonly Snapshot[] }>();
  useEffect(() => {
    if (of === undefined) return;
    let waiting: ReturnType<typeof setTimeout>;
    let gone = false;
    const ask = async (): Promise<void> => {
      const answer = await host.call('snapshots', {});
      if (gone) return;
      if (answer.ok) setHeld({ of, snapshots: answer.value.snapshots });
      else if (answer.failure.kind === 'stale') waiting = setTimeout(() => void ask(), again);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(waiting);
    };
  }, [of]);
  return held !== undefined && held.of === of ? held.snapshots : [];
}

/** One at a time; of those that come meanwhile only the newest. */
function useNewest<T>(act: (value: T) => Promise<unknown>): (value: T) => void {
  const next = useRef<{ value: T }>();
  const busy = useRef(false);
  return (value) => {
    next.current = { value };
    if (busy.current) return;
    busy.current = true;
    void (async () => {
      for (let one = next.current; one; one = next.current) {
        next.current = undefined;
        await act(one.value).catch(() => undefined);
      }
      busy.current = false;
    })();
  };
}
