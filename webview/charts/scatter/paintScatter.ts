/** Draws the points of a scatter on a canvas: several thousand in some milliseconds. */
import { cssColour } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import { linearTicks } from '../axisTicks';
import type { Mark } from '../marks';
import { margins, type Frame, type Scales } from './places';
import { markOfGroup, type ScatterContent } from './scatterContent';

const radius = 3.2;
const font = 11;

export interface Painted extends Frame {
  readonly content: ScatterContent;
  readonly scales: Scales;
  readonly places: Float64Array;
  /** The point under the pointer or the keys; −1: none. */
  readonly pointed: number;
  readonly theme: Theme;
}

export function paintScatter(context: CanvasRenderingContext2D, painted: Painted): void {
  const { width, height, content, places, pointed, theme } = painted;
  context.clearRect(0, 0, width, height);
  paintAxes(context, painted);
  const { of, chosen } = content;
  const count = places.length / 2;
  const marks = content.groups.map((_, group) => markOfGroup(group, theme, content));
  const draw = (isMeant: (group: number) => boolean, alpha: number): void => {
    context.globalAlpha = alpha;
    for (let n = 0; n < count; n++) {
      const group = of[n] ?? 0;
      const mark = marks[group];
      if (mark && isMeant(group)) paintPoint(context, places, n, mark, radius);
    }
  };
  if (chosen === undefined) draw(() => true, 0.75);
  else {
    draw((group) => group !== chosen, 0.12);
    draw((group) => group === chosen, 0.9);
  }
  context.globalAlpha = 1;
  if (pointed >= 0) paintPointed(context, painted);
}

/** Larger than the others, with a ring around it. */
function paintPointed(
  context: CanvasRenderingContext2D,
  { content, places, pointed, theme }: Painted,
): void {
  const mark = markOfGroup(content.of[pointed] ?? 0, theme, content);
  paintPoint(context, places, pointed, mark, radius + 1);
  context.beginPath();
  context.arc(places[2 * pointed] ?? 0, places[2 * pointed + 1] ?? 0, radius + 4, 0, 2 * Math.PI);
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1.5;
  context.stroke();
}

function paintPoint(
  context: CanvasRenderingContext2D,
  places: Float64Array,
  n: number,
  { colour, shape }: Mark,
  r: number,
): void {
  const x = places[2 * n] ?? 0;
  const y = places[2 * n + 1] ?? 0;
  context.fillStyle = cssColour(colour);
  context.strokeStyle = cssColour(colour);
  context.lineWidth = 1.6;
  context.beginPath();
  switch (shape) {
    case 'circle':
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'rect':
      context.rect(x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r);
      break;
    case 'triangle':
      polygon(context, [[x, y - 1.2 * r], [x + 1.1 * r, y + 0.8 * r], [x - 1.1 * r, y + 0.8 * r]]); // prettier-ignore
      break;
    case 'rectRot':
      polygon(context, [[x, y - 1.3 * r], [x + 1.3 * r, y], [x, y + 1.3 * r], [x - 1.3 * r, y]]); // prettier-ignore
      break;
    case 'crossRot':
      context.moveTo(x - r, y - r);
      context.lineTo(x + r, y + r);
      context.moveTo(x + r, y - r);
      context.lineTo(x - r, y + r);
      context.stroke();
      return;
  }
  context.fill();
}

function polygon(
  context: CanvasRenderingContext2D,
  corners: readonly (readonly [number, number])[],
): void {
  corners.forEach(([x, y], n) => (n === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
}

function paintAxes(
  context: CanvasRenderingContext2D,
  { width, height, content, scales: { x, y }, theme }: Painted,
): void {
  context.font = `${font}px ${theme.fontFamily}`;
  context.fillStyle = cssColour(theme.quiet);
  context.strokeStyle = cssColour(theme.foreground, 0.12);
  context.lineWidth = 1;
  const floor = height - margins.bottom;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of linearTicks(x.low, x.high)) {
    line(context, x.at(tick), margins.top, x.at(tick), floor);
    context.fillText(numberText(tick), x.at(tick), floor + 4);
  }
  context.fillText(content.axes[0], (margins.left + width - margins.right) / 2, floor + 18);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of linearTicks(y.low, y.high)) {
    line(context, margins.left, y.at(tick), width - margins.right, y.at(tick));
    context.fillText(numberText(tick), margins.left - 4, y.at(tick));
  }
  context.save();
  context.translate(8, (margins.top + floor) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(content.axes[1], 0, 0);
  context.restore();
}

function line(
  context: CanvasRenderingContext2D,
  ...[fromX, fromY, toX, toY]: readonly [number, number, number, number]
): void {
  context.beginPath();
  context.moveTo(Math.round(fromX) + 0.5, Math.round(fromY) + 0.5);
  context.lineTo(Math.round(toX) + 0.5, Math.round(toY) + 0.5);
  context.stroke();
}

export const numberText = (value: number): string => String(value).replace('-', '−');
