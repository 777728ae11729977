/** A drawing on a canvas, for PNG. */
import { cssColour } from '../colours/colour';
import type { Drawing, Shape } from './drawing';
import { dash, defaultLineWidth } from './drawing';

export function paintDrawing(context: CanvasRenderingContext2D, drawing: Drawing): void {
  context.fillStyle = cssColour(drawing.background);
  context.fillRect(0, 0, drawing.width, drawing.height);
  for (const shape of drawing.shapes) paintShape(context, shape, drawing.fontFamily);
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape, fontFamily: string): void {
  if (shape.kind === 'label') {
    const style = `${shape.italic ? 'italic ' : ''}${shape.bold ? 'bold ' : ''}`;
    context.font = `${style}${shape.size}px ${fontFamily}`;
    context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
    context.textBaseline = 'middle';
    context.fillStyle = cssColour(shape.fill);
    context.fillText(shape.text, shape.x, shape.y);
    return;
  }
  const outline = outlineOf(shape);
  if (shape.fill) {
    context.fillStyle = cssColour(shape.fill);
    context.fill(outline);
  }
  if (!shape.stroke) return;
  context.strokeStyle = cssColour(shape.stroke);
  context.lineWidth = shape.lineWidth ?? defaultLineWidth;
  context.setLineDash(shape.dashed ? [...dash] : []);
  context.stroke(outline);
}

function outlineOf(shape: Exclude<Shape, { kind: 'label' }>): Path2D {
  if (shape.kind === 'path') return new Path2D(shape.d);
  const outline = new Path2D();
  if (shape.kind === 'disc') outline.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
  else outline.roundRect(shape.x, shape.y, shape.width, shape.height, shape.round);
  return outline;
}
