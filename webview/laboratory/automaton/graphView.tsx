/** An automaton as a picture; a state that is clicked is chosen. The table beside it has a button for each. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Theme } from '../../colours/theme';
import { SvgView } from '../../vector/svgView';
import { discRadius, graphDrawing, type ShownGraph } from './graphDrawing';

export function GraphView(properties: {
  readonly shown: ShownGraph;
  readonly theme: Theme;
  readonly onChoose: (state: number | undefined) => void;
}): JSX.Element {
  const { shown, theme, onChoose } = properties;
  const drawing = useMemo(() => graphDrawing(shown, theme), [shown, theme]);
  const { layout, chosen, title } = shown;
  const pick = (event: MouseEvent & { readonly currentTarget: HTMLElement }): void => {
    const svg = event.currentTarget.querySelector('svg');
    if (!svg) return;
    const { left, top, width } = svg.getBoundingClientRect();
    const scale = layout.width / width;
    const [x, y] = [(event.clientX - left) * scale, (event.clientY - top) * scale];
    const hit = layout.places.findIndex(
      (place) => Math.hypot(place.x - x, place.y - y) <= discRadius + 4,
    );
    if (hit >= 0) onChoose(hit === chosen ? undefined : hit);
  };
  return (
    <div class="vector-scroller automaton-graph" tabIndex={0} role="region" aria-label={title}>
      <div
        style={{ width: `clamp(${0.75 * layout.width}px, 100%, ${1.3 * layout.width}px)` }}
        onClick={pick}
      >
        <SvgView drawing={drawing} />
      </div>
    </div>
  );
}
