/**
 * What is under the pointer in a chart, in a box next to the point. Chart.js's own tooltip would be a
 * twentieth of the page's script. The same figures stand in the chart's table, for everybody.
 */
import type { ActiveElement } from 'chart.js';

export interface ChartTip {
  /** Called with what the pointer finds: the nearest points of the first series. */
  hover(found: readonly ActiveElement[], tell: (place: number) => string): void;
  dispose(): void;
}

export function createChartTip(canvas: HTMLCanvasElement): ChartTip {
  const box = document.createElement('div');
  box.className = 'chart-tip';
  box.hidden = true;
  box.ariaHidden = 'true';
  canvas.after(box);
  const hide = (): void => {
    box.hidden = true;
  };
  canvas.addEventListener('pointerleave', hide);
  return {
    hover(found, tell) {
      const hit = found.find(({ datasetIndex }) => datasetIndex === 0);
      if (!hit) return hide();
      const { x, y } = hit.element;
      box.textContent = tell(hit.index);
      box.hidden = false;
      // To the side where there is more room.
      const atRight = x > canvas.clientWidth / 2;
      box.style.left = atRight ? '' : `${x + 10}px`;
      box.style.right = atRight ? `${canvas.clientWidth - x + 10}px` : '';
      box.style.top = `${Math.max(0, y - 30)}px`;
    },
    dispose() {
      canvas.removeEventListener('pointerleave', hide);
      box.remove();
    },
  };
}
