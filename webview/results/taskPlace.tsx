/** Where the view of a task comes: its script is loaded when a model of the task is shown, not before. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PanelJudging } from '../../src/shared/pages/panel';
import { EmptyState } from '../page/emptyState';
import type { ViewProperties } from '../page/viewProperties';

export interface TaskProperties extends ViewProperties {
  readonly judging: PanelJudging;
}

export type TaskView = (properties: TaskProperties) => JSX.Element;

export interface LoadedView {
  /** What will be seen there. */
  readonly promise: string;
  readonly load: () => Promise<TaskView>;
}

export function TaskPlace({
  of: { promise, load },
  ...properties
}: TaskProperties & { readonly of: LoadedView }): JSX.Element {
  const { page, host } = properties;
  const [loaded, setLoaded] = useState<{ readonly view: TaskView }>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    setLoaded(undefined);
    load().then(
      (view) => setLoaded({ view }),
      (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
    );
  }, [load]);
  if (page.panel?.notice !== undefined) {
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
