/** The map as an element: a scroller with one canvas, which says what it is and can be walked. */
import type { JSX } from 'preact';
import type { MutableRef } from 'preact/hooks';
import { useEffect, useRef } from 'preact/hooks';
import { contentHeight } from './geometry';
import type { MapSurface } from './mapSurface';
import { createMapSurface } from './mapSurface';
import type { MapContent, MapListeners } from './surfaceState';

export interface HeatMapProperties {
  /** Of the canvas; starts with “Gate heat map”. */
  readonly label: string;
  /** Holds the surface as long as it is there. */
  readonly surface: MutableRef<MapSurface | undefined>;
  readonly describedBy: string;
  readonly busy: boolean;
  /** The token to begin with at the left, where the map is shown again; else the cursor decides. */
  readonly start: number | undefined;
  readonly content: MapContent;
  readonly listeners: MapListeners;
}

export function HeatMap(properties: HeatMapProperties): JSX.Element {
  const { label, surface, describedBy, busy, start, content, listeners } = properties;
  const scroller = useRef<HTMLDivElement>(null);
  const inside = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const current = useRef(listeners);
  current.current = listeners;

  useEffect(() => {
    if (!scroller.current || !inside.current || !canvas.current) return;
    const elements = {
      scroller: scroller.current,
      content: inside.current,
      canvas: canvas.current,
    };
    const created = createMapSurface(elements, {
      inView: (range) => current.current.inView(range),
      read: (cell, spoken) => current.current.read(cell, spoken),
      choose: (cell) => current.current.choose(cell),
      chooseRow: (row) => current.current.chooseRow(row),
    });
    surface.current = created;
    if (start !== undefined) created.scrollTo(start, 'left');
    return () => {
      created.dispose();
      surface.current = undefined;
    };
  }, []);
  useEffect(() => surface.current?.show(content));
  const followed = useRef(start === undefined ? -1 : content.cursor);
  useEffect(() => {
    const { cursor } = content;
    if (cursor >= 0 && cursor !== followed.current) surface.current?.scrollTo(cursor, 'inView');
    followed.current = cursor;
  }, [content.cursor]);

  const tallest = contentHeight({ rows: Math.max(1, content.rows), rowHeight: 20 }) + 14;
  return (
    <div class="map look" ref={scroller} style={{ maxHeight: `${tallest}px` }}>
      <div class="map-content" ref={inside}>
        <canvas
          ref={canvas}
          class="map-canvas"
          tabIndex={0}
          role="application"
          aria-roledescription="heat map"
          aria-label={label}
          aria-describedby={describedBy}
          aria-busy={busy}
        />
      </div>
    </div>
  );
}
