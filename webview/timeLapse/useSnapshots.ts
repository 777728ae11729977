/** The earlier weights of the document's model, and how one of them is chosen for the whole panel. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot, WeightsAt } from '../../src/shared/model/weights';
import type { ViewProperties } from '../page/viewProperties';
import type { PanelHost } from '../page/hostPort';

const again = 1000;

/** Asked again for every model; those of another model are dropped at once. */
export function useSnapshots({
  page,
  host,
}: Pick<ViewProperties, 'page' | 'host'>): readonly Snapshot[] {
  const { state, modelVersion } = page.status;
  const settled = page.panel?.overview && state !== 'training' && state !== 'paused';
  const of = settled
    ? `${page.panel.documentKey} ${modelVersion} ${page.panel.lesson?.shown}`
    : undefined;
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

interface ChosenWeights {
  readonly choose: (weights: WeightsAt) => void;
  /** Why the last request could not be met. */
  readonly trouble: string;
}

/** One request at a time; of those that arrive meanwhile only the newest is kept. */
export function useChosenWeights(host: PanelHost): ChosenWeights {
  const [trouble, setTrouble] = useState('');
  const next = useRef<WeightsAt>();
  const busy = useRef(false);
  const grant = async (): Promise<void> => {
    busy.current = true;
    for (let weights = next.current; weights; weights = next.current) {
      next.current = undefined;
      const chosen = await host.call('chooseWeights', { weights });
      setTrouble(chosen.ok ? '' : chosen.failure.sentence);
    }
  };
  const free = (): void => {
    busy.current = false;
  };
  return {
    trouble,
    choose(wish) {
      next.current = wish;
      if (busy.current) return;
      grant().then(free, free);
    },
  };
}
