/** An automaton as a drawing: states as discs with their numbers, arcs with their symbols. */
import type { AutomatonGraph } from '../../../src/shared/laboratory/automaton';
import { mix, type Rgb } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import type { Drawing, Shape } from '../../vector/drawing';
import { visibleWord } from '../../parts/words';
import type { Arc, GraphLayout, Place } from './graphLayout';

export const discRadius = 14;

export interface ShownGraph {
  readonly graph: AutomatonGraph;
  readonly layout: GraphLayout;
  readonly title: string;
  /** Of each state. */
  readonly colours: readonly Rgb[];
  /** All arcs that are not of this state step back. */
  readonly chosen: number | undefined;
}

export function graphDrawing(
  { graph, layout, title, colours, chosen }: ShownGraph,
  theme: Theme,
): Drawing {
  const { width, height, places, arcs } = layout;
  const most = Math.max(...arcs.map(({ count }) => count), 1);
  const faint = mix(theme.background, theme.foreground, 0.22);
  const isMeant = ({ from, to }: Arc): boolean =>
    chosen === undefined || from === chosen || to === chosen;
  const inOrder = [...arcs].sort((one, other) => Number(isMeant(one)) - Number(isMeant(other)));
  return {
    ...{ width, height, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      ...inOrder.flatMap((arc) => {
        const colour = isMeant(arc) ? theme.quiet : faint;
        const hasBack = arcs.some(({ from, to }) => from === arc.to && to === arc.from);
        return arcShapes(arc, places, hasBack, {
          colour,
          lineWidth: 0.9 + 1.8 * Math.sqrt(arc.count / most),
          words: isMeant(arc) ? theme.foreground : faint,
          background: theme.background,
        });
      }),
      ...graph.states.flatMap(({ name }, state) =>
        stateShapes(places[state] ?? { x: 0, y: 0 }, state, name, {
          colour: colours[state] ?? theme.quiet,
          isChosen: state === chosen,
          theme,
        }),
      ),
    ],
  };
}

interface ArcLook {
  readonly colour: Rgb;
  readonly lineWidth: number;
  readonly words: Rgb;
  readonly background: Rgb;
}

function arcShapes(arc: Arc, places: readonly Place[], hasBack: boolean, look: ArcLook): Shape[] {
  const from = places[arc.from];
  const to = places[arc.to];
  if (!from || !to) return [];
  const { curve, label } = arc.from === arc.to ? loopAt(from) : curveBetween(from, to, hasBack);
  const { colour, lineWidth, words, background } = look;
  const text = shortened(arc.symbols.map((one) => one.split(' ').map(visibleWord).join(' ')).join(', ')); // prettier-ignore
  const width = 6.2 * [...text].length + 6;
  return [
    { kind: 'path', d: lineOf(curve), stroke: colour, lineWidth },
    { kind: 'path', d: headOf(curve), fill: colour },
    { kind: 'box', x: rounded(label.x - width / 2), y: rounded(label.y - 7), width, height: 14, round: 3, fill: background }, // prettier-ignore
    { kind: 'label', x: rounded(label.x), y: rounded(label.y), text, size: 11, anchor: 'middle', fill: words }, // prettier-ignore
  ];
}

const longest = 18;
const shortened = (text: string): string =>
  [...text].length <= longest ? text : `${[...text].slice(0, longest - 1).join('')}…`;

interface Curve {
  readonly curve: readonly Place[];
  readonly label: Place;
}

const pieces = 24;

/** Bent to its right where there is one back, or others may stand between. */
function curveBetween(from: Place, to: Place, hasBack: boolean): Curve {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const isLong = length > 110;
  const bend = (hasBack ? 20 : 0) + (isLong || dx <= 0 ? 0.16 * length : 0);
  const middle = {
    x: (from.x + to.x) / 2 + (dy / length) * bend * 2,
    y: (from.y + to.y) / 2 - (dx / length) * bend * 2,
  };
  const at = (t: number): Place => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * middle.x + t ** 2 * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * middle.y + t ** 2 * to.y,
  });
  const all = Array.from({ length: pieces + 1 }, (_, n) => at(n / pieces));
  const isOutside = ({ x, y }: Place): boolean =>
    Math.hypot(x - from.x, y - from.y) >= discRadius + 1 &&
    Math.hypot(x - to.x, y - to.y) >= discRadius + 3;
  return { curve: all.filter(isOutside), label: at(0.46) };
}

/** Above the state. */
function loopAt({ x, y }: Place): Curve {
  const curve = Array.from({ length: pieces + 1 }, (_, n) => {
    const angle = Math.PI * (0.85 + (1.3 * n) / pieces);
    return { x: x + 11 * Math.cos(angle), y: y - discRadius - 8 + 11 * Math.sin(angle) };
  });
  return { curve, label: { x, y: y - discRadius - 22 } };
}

const rounded = (value: number): number => Math.round(10 * value) / 10;

const lineOf = (curve: readonly Place[]): string =>
  curve.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');

/** An arrow at its end. */
function headOf(curve: readonly Place[]): string {
  const end = curve.at(-1);
  const before = curve.at(-3) ?? curve[0];
  if (!end || !before) return 'M0 0Z';
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (turn: number): string =>
    `${rounded(end.x - 8 * Math.cos(angle + turn))} ${rounded(end.y - 8 * Math.sin(angle + turn))}`;
  return `M${rounded(end.x)} ${rounded(end.y)}L${corner(0.4)}L${corner(-0.4)}Z`;
}

function stateShapes(
  { x, y }: Place,
  state: number,
  name: string,
  look: { readonly colour: Rgb; readonly isChosen: boolean; readonly theme: Theme },
): Shape[] {
  const { colour, isChosen, theme } = look;
  const label = { kind: 'label', x, anchor: 'middle', fill: theme.foreground } as const;
  // A state that has no name but its number needs none.
  const below = /^\d+$/.test(name) ? '' : shortened(name.split(' ').map(visibleWord).join(' '));
  return [
    {
      ...{ kind: 'disc', x, y, r: discRadius, stroke: isChosen ? theme.mark : colour },
      ...{ lineWidth: isChosen ? 4 : 2.5, fill: mix(theme.background, colour, 0.18) },
    },
    { ...label, y, text: String(state), size: 12, bold: true },
    ...(below === '' ? [] : [{ ...label, y: y + discRadius + 8, text: below, size: 10 }]),
  ];
}
