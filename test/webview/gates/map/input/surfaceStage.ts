/** A surface of 10 words and 5 units in a DOM without layout, and what its listeners hear. */
import { vi } from 'vitest';
import type { MapContent, SurfaceState } from '../../../../../webview/gates/map/surfaceState';

/** Columns of 16 pixels behind a gutter of 40, rows of 20 below a strip of 74. */
export const pointAt = (token: number, row: number) => ({
  clientX: 40 + 16 * token + 8,
  clientY: 74 + 20 * row + 10,
});

const content: MapContent = {
  ...{ tokens: 10, rows: 5, zoom: 7, cursor: -1, chosenRow: -1 },
  ...{ units: [11, 12, 13, 14, 15], tiles: [], overviews: [] },
  theme: {} as MapContent['theme'],
};

export function surfaceStage(change: Partial<MapContent> = {}) {
  const scroller = document.createElement('div');
  const canvas = document.createElement('canvas');
  canvas.setPointerCapture = () => undefined;
  vi.spyOn(scroller, 'clientWidth', 'get').mockReturnValue(300);
  vi.spyOn(scroller, 'clientHeight', 'get').mockReturnValue(200);
  const heard: unknown[][] = [];
  const redraw = vi.fn();
  const surface: SurfaceState = {
    ...{ scroller, canvas, content: document.createElement('div'), redraw },
    listeners: {
      inView: (range) => void heard.push(['inView', range]),
      read: (cell, spoken) => void heard.push(['read', cell, spoken]),
      choose: (cell) => void heard.push(['choose', cell]),
      chooseRow: (row) => void heard.push(['chooseRow', row]),
    },
    shown: { ...content, ...change },
    ...{ pointed: undefined, walked: undefined, drag: undefined },
    ...{ rowAwaited: false, awaited: undefined },
  };
  return { surface, canvas, scroller, heard, redraw };
}
