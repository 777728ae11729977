/** Where the map of states comes: its script is loaded when its tab is first opened, not before. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { EmptyState } from '../page/emptyState';
import type { ViewProperties } from '../page/viewProperties';

type View = (properties: ViewProperties) => JSX.Element;

const promise =
  'Here you will see what the network holds after each sentence as a point, so that you find those it takes for alike.';

export function StateMapPlace(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const isOpen = page.tab === 'stateMap';
  const [loaded, setLoaded] = useState<{ readonly view: View }>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    if (!isOpen || loaded) return;
    import('./stateMapTab').then(
      ({ StateMapTab }) => setLoaded({ view: StateMapTab }),
      (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
    );
  }, [isOpen]);
  const { panel } = page;
  if (!panel) return <p>…</p>;
  const isEmpty = panel.judging ? panel.notice !== undefined : (panel.overview?.tokens ?? 0) === 0;
  if (isEmpty) return <EmptyState page={page} host={host} promise={promise} />;
  if (trouble !== undefined) {
    return (
      <p class="notice" role="alert">
        This view could not be loaded: {trouble}. Close the panel and open it again.
      </p>
    );
  }
  return loaded ? <loaded.view {...properties} /> : <p role="status">…</p>;
}
