/** What drawings of a cell are put together from, and which numbers of a step they show. */
import type { Cell } from '../../../../engine/cells/cell';
import type { Equation } from '../../../../engine/cells/definition';
import type { Grouped } from '../../../../engine/cells/display/grouped';
import type { CellDiagram, DiagramPart, DiagramPoint } from '../../../../shared/model/cellDiagram';

/** A cell as it is drawn, once for all steps. */
export interface Sketch {
  readonly diagram: CellDiagram;
  readonly copy: CellDiagram;
  /** Letters in the order of the drawing, from left to right. */
  readonly order: readonly string[];
  /** Whose values a step has to give, in this order. */
  readonly shown: readonly Grouped[];
}

/** Collects what is shown. */
export interface Shown {
  readonly all: Grouped[];
  /** @returns its place */
  add(part: Grouped): number;
}

export function collectShown(): Shown {
  const all: Grouped[] = [];
  const keys = new Map<string, number>();
  return {
    all,
    add(part) {
      const key = JSON.stringify(part, (name, value: unknown) =>
        name === 'at' ? undefined : value,
      );
      const known = keys.get(key);
      if (known !== undefined) return known;
      keys.set(key, all.length);
      return all.push(part) - 1;
    },
  };
}

const at = { start: 0, end: 0 };
export const now = (letter: string): Grouped => ({ kind: 'quantity', letter, before: false, at });
export const before = (letter: string): Grouped => ({ kind: 'quantity', letter, before: true, at });

export const wire = (
  points: readonly DiagramPoint[],
  head = true,
  dashed = false,
): DiagramPart => ({ kind: 'wire', points, head, ...(dashed && { dashed }) });
export const joint = (x: number, y: number): DiagramPart => ({ kind: 'joint', at: [x, y] });
export const operation = (x: number, y: number, sign: string): DiagramPart => ({
  kind: 'operation',
  at: [x, y],
  sign,
});
export const reading = (
  at: DiagramPoint,
  name: string,
  anchor: 'start' | 'middle' | 'end',
  value?: number,
): DiagramPart => ({ kind: 'reading', at, name, anchor, ...(value !== undefined && { value }) });
export const label = (
  at: DiagramPoint,
  text: string,
  size = 14,
  anchor: 'start' | 'middle' | 'end' = 'start',
): Extract<DiagramPart, { kind: 'label' }> => ({ kind: 'label', at, text, size, anchor });

/** Of an activation, beside a wire. */
export const activation = (x: number, y: number, text: string): DiagramPart => ({
  ...label([x, y], text),
  italic: true,
});

const mostSigns = 10;

/** “forget f”, “cand. g”: what fits above a number in a box. */
export function shortName({ letter, title }: Equation): string {
  if (title === letter) return letter;
  const words = title
    .toLowerCase()
    .replace(/ gate$/, '')
    .replace(/^candidate$/, 'cand.');
  return words.length > mostSigns ? letter : `${words} ${letter}`;
}

export function equationOf({ definition }: Cell, letter: string): Equation {
  const found = definition.equations.find((equation) => equation.letter === letter);
  if (!found) throw new Error(`There is no equation of ${letter}.`);
  return found;
}

/** Whether its values lie around 0 and not between 0 and 1. */
export function isSigned({ description }: Cell, letter: string): boolean {
  const range = description.quantities.find((quantity) => quantity.letter === letter)?.range;
  return !range || range.low < 0 || range.high > 1;
}

export const width = 760;
export const height = 420;
export const edge = { left: 26, cellLeft: 132, cellRight: 672, right: 734 } as const;
export const gateBox = { width: 92, height: 46, top: 208 } as const;
/** The line of x and h of all units. */
export const lineOfAll = 312;
export const topLine = 92;

/** What goes out comes back in: this is what “recurrent” means. @param heights of lines that do */
export function loop(y: number, around: number): DiagramPart {
  const [near, far] = [edge.left - 14, edge.right + 14];
  return wire([[edge.right, y], [far, y], [far, around], [near, around], [near, y], [edge.left, y]], true, true); // prettier-ignore
}

export const toNextWord: DiagramPart = {
  ...label([width / 2, 24], 'to the next word', 14, 'middle'),
  ...{ italic: true, onLine: true },
};

export const frame: DiagramPart = {
  kind: 'frame',
  at: [edge.cellLeft, 48, edge.cellRight - edge.cellLeft, 292],
};

export const inputText = (layer: number): string =>
  layer === 0 ? 'x: the vector of' : 'x: what the layer below shows at';
