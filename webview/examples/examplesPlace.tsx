/** Where the view of classes or labels comes: its script is loaded when a model judges, not before. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { EmptyState } from '../page/emptyState';
import type { ExamplesProperties } from './properties';

type View = (properties: ExamplesProperties) => JSX.Element;

export function ExamplesPlace(properties: ExamplesProperties): JSX.Element {
  const { page, host, judging } = properties;
  const [loaded, setLoaded] = useState<{ readonly view: View }>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    import('./examplesTab').then(
      ({ ExamplesTab }) => setLoaded({ view: ExamplesTab }),
      (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  if (page.panel?.notice !== undefined) {
    const promise =
      judging.task.task === 'classes'
        ? 'Here you will see how each text is judged, word by word, and what is taken for what.'
        : 'Here you will see the label of each word, and what is taken for what.';
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
