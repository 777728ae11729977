/** Where the view of the cache comes: its script is loaded when it is first looked at. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { EmptyState } from '../page/emptyState';
import type { ViewProperties } from '../page/viewProperties';

type View = (properties: ViewProperties) => JSX.Element;

export function AttentionPlace(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const [loaded, setLoaded] = useState<{ readonly view: View }>();
  const [trouble, setTrouble] = useState<string>();
  const isWanted = page.tab === 'attention';
  useEffect(() => {
    if (!isWanted || loaded) return;
    import('./cacheView').then(
      ({ CacheView }) => setLoaded({ view: CacheView }),
      (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
    );
  }, [isWanted]);
  if (!page.panel?.overview) {
    const promise =
      'Here you will see which earlier words the cache looks at when it predicts a word.';
    return <EmptyState page={page} host={host} promise={promise} />;
  }
  if (trouble !== undefined) {
    return (
      <p class="notice" role="alert">
        This view could not be loaded: {trouble}. Close the panel and open it again.
      </p>
    );
  }
  return loaded ? <loaded.view {...properties} /> : <p role="status">…</p>;
}
