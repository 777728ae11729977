/** What the diagrams of a cell are put together from: wires, operations, boxes with a live number. */
import type { Rgb } from '../../colours/colour';
import { contrast } from '../../colours/colour';
import { gateValue } from '../../parts/numbers';
import type { Label, Shape } from '../../vector/drawing';
import { inkOn } from '../../vector/drawing';
import type { DiagramPoint as Point } from '../../../src/shared/model/cellDiagram';
import type { DiagramColours } from './diagramColours';

const headLength = 7;

/** A line through points; with a head at its end. */
export function wire(
  ink: DiagramColours,
  points: readonly Point[],
  head = true,
  dashed = false,
): Shape[] {
  const d = points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const line: Shape = {
    kind: 'path',
    d,
    stroke: ink.line,
    lineWidth: 2,
    ...(dashed && { dashed }),
  };
  const from = points.at(-2);
  const to = points.at(-1);
  if (!head || !from || !to) return [line];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const foot: Point = [to[0] - headLength * dx, to[1] - headLength * dy];
  const [wx, wy] = [(-dy * headLength) / 2, (dx * headLength) / 2];
  const tip = `M${to[0]} ${to[1]}L${foot[0] + wx} ${foot[1] + wy}L${foot[0] - wx} ${foot[1] - wy}Z`;
  return [line, { kind: 'path', d: tip, fill: ink.line }];
}

export const joint = (ink: DiagramColours, x: number, y: number): Shape => ({
  kind: 'disc',
  ...{ x, y, r: 3, fill: ink.line },
});

export function operation(ink: DiagramColours, x: number, y: number, sign: string): Shape[] {
  const { background, foreground } = ink.theme;
  return [
    { kind: 'disc', x, y, r: 11, fill: background, stroke: foreground },
    { kind: 'label', x, y, text: sign, size: 17, anchor: 'middle', fill: foreground },
  ];
}

/** A box that is coloured by its number: a name above, the number in it. */
export function valueBox(
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
  name: string,
  value: number,
  ground: Rgb,
  border: Rgb,
): Shape[] {
  const { x, y, width, height } = place;
  const fill = inkOn(ground, contrast);
  const middle = { x: x + width / 2, anchor: 'middle', fill } as const;
  return [
    { kind: 'box', x, y, width, height, round: 5, fill: ground, stroke: border },
    { kind: 'label', ...middle, y: y + height * 0.3, text: name, size: 14 },
    { kind: 'label', ...middle, y: y + height * 0.7, text: gateValue(value), size: 17, bold: true },
  ];
}

/** A name in small letters and a number under it (or beside it). */
export function reading(
  ink: DiagramColours,
  at: Point,
  name: string,
  value: number | undefined,
  anchor: Label['anchor'],
): Shape[] {
  const [x, y] = at;
  const { foreground } = ink.theme;
  const shared = { kind: 'label', x, anchor, fill: foreground } as const;
  return [
    ...(name === '' ? [] : [{ ...shared, y, text: name, size: 14 } as const]),
    ...(value === undefined
      ? []
      : [{ ...shared, y: y + 19, text: gateValue(value), size: 17, bold: true } as const]),
  ];
}
