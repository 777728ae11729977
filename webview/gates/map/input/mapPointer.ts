/** The pointer on the map: reads the cell under it, drags the map along, chooses what is clicked. */
import { cellAt, unitRowAt } from '../geometry';
import type { SurfaceState } from '../surfaceState';
import { geometryOf, readCell } from '../surfaceState';

/** CSS pixels; a click moves a little, too. */
const dragFrom = 4;

export function followPointer(surface: SurfaceState, options: AddEventListenerOptions): void {
  const { canvas } = surface;
  canvas.addEventListener('pointermove', (event) => pointerMoved(surface, event), options);
  canvas.addEventListener('pointerdown', (event) => pointerPressed(surface, event), options);
  canvas.addEventListener('click', (event) => clicked(surface, event), options);
  canvas.addEventListener('pointerleave', () => pointerLeft(surface), options);
}

function pointerMoved(surface: SurfaceState, event: PointerEvent): void {
  const { shown, pointed } = surface;
  if (!shown) return;
  if (event.buttons === 1 && surface.drag) return dragged(surface, event);
  const cell = cellAt(geometryOf(surface, shown), ...placeOf(surface, event));
  if (cell?.token === pointed?.token && cell?.row === pointed?.row) return;
  surface.pointed = cell;
  readCell(surface, cell ?? surface.walked, false);
}

function dragged({ drag, scroller }: SurfaceState, event: PointerEvent): void {
  if (!drag) return;
  const across = event.clientX - drag.x;
  const down = event.clientY - drag.y;
  drag.moved ||= Math.hypot(across, down) > dragFrom;
  if (!drag.moved) return;
  scroller.scrollLeft = drag.left - across;
  scroller.scrollTop = drag.top - down;
}

function pointerPressed(surface: SurfaceState, event: PointerEvent): void {
  // Fingers scroll natively.
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const { scrollLeft: left, scrollTop: top } = surface.scroller;
  surface.drag = { x: event.clientX, y: event.clientY, left, top, moved: false };
  surface.canvas.setPointerCapture(event.pointerId);
}

function clicked(surface: SurfaceState, event: MouseEvent): void {
  const { shown, listeners, drag } = surface;
  surface.drag = undefined;
  if (!shown || drag?.moved) return;
  const g = geometryOf(surface, shown);
  const place = placeOf(surface, event);
  const row = unitRowAt(g, ...place);
  if (row !== undefined) return listeners.chooseRow(row);
  const cell = cellAt(g, ...place);
  if (!cell) return;
  if (cell.row >= 0) surface.walked = cell;
  listeners.choose(cell);
  surface.redraw();
}

function pointerLeft(surface: SurfaceState): void {
  surface.pointed = undefined;
  readCell(surface, surface.walked, false);
}

function placeOf({ canvas }: SurfaceState, event: MouseEvent): readonly [number, number] {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
