/**
 * A chart whose script is loaded when a chart is first shown: it is as large as all the rest of the page.
 * Where the browser cannot draw on a canvas it is never loaded; every chart has a table, too.
 */
import { useEffect, useState } from 'preact/hooks';

export function useLateChart<Chart extends { dispose(): void }>(
  canvas: { readonly current: HTMLCanvasElement | null },
  load: (canvas: HTMLCanvasElement) => Promise<Chart | undefined>,
  kind: unknown,
): Chart | undefined {
  const [chart, setChart] = useState<{ readonly drawn: Chart }>();
  useEffect(() => {
    const { current } = canvas;
    if (!current?.getContext('2d')) return;
    let gone = false;
    let made: Chart | undefined;
    const take = (loaded: Chart | undefined): void => {
      if (gone) return loaded?.dispose();
      made = loaded;
      if (loaded) setChart({ drawn: loaded });
    };
    // What cannot be loaded leaves the table.
    load(current).then(take, () => undefined);
    return () => {
      gone = true;
      made?.dispose();
      setChart(undefined);
    };
  }, [kind]);
  return chart?.drawn;
}
