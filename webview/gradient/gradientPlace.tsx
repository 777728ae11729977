/** Where the view of gradients comes: its script is loaded when the tab is first shown, not before. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { settledVersion } from '../answers/useLongAnswer';
import { EmptyState } from '../page/emptyState';
import type { ViewPartProperties, ViewProperties } from '../page/viewProperties';

type View = (properties: ViewPartProperties) => JSX.Element;

export function GradientPlace(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  const isShown = page.tab === 'gradient';
  const isWanted = isShown && overview !== undefined;
  const [loaded, setLoaded] = useState<{ readonly view: View }>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    if (!isWanted || loaded) return;
    import('./gradientTab').then(
      ({ GradientTab }) => setLoaded({ view: GradientTab }),
      (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
    );
  }, [isWanted]);
  if (!page.panel) return <p>…</p>;
  if (!overview || overview.tokens < 2) {
    const promise =
      'Here you will see how far back the surprise at a word reaches: how strongly each earlier state of the network could still change it.';
    return <EmptyState page={page} host={host} promise={promise} />;
  }
  if (trouble !== undefined) {
    return (
      <p class="notice" role="alert">
        This view could not be loaded: {trouble}. Close the panel and open it again.
      </p>
    );
  }
  if (!loaded) return <p role="status">…</p>;
  const version = settledVersion(page);
  return (
    <loaded.view
      {...properties}
      overview={overview}
      active={isShown && version !== undefined}
      version={version ?? ''}
      subject={page.panel.documentKey}
    />
  );
}
