/**
 * The drawing of a cell, which the analyst lays out, with the numbers of one unit at one word in it: the
 * cell by itself, or unfolded in time, one copy a word, all with the same weights.
 */
import type { CellDiagram, DiagramPart } from '../../../src/shared/model/cellDiagram';
import type { CellStep, CellSteps } from '../../../src/shared/questions/cellSteps';
import type { Drawing, Shape } from '../../vector/drawing';
import { visibleWord } from '../../parts/words';
import type { DiagramColours } from './diagramColours';
import { joint, operation, reading, valueBox, wire } from './diagramParts';

export function cellPicture(
  { called, diagram, unit, layer }: CellSteps,
  step: CellStep,
  ink: DiagramColours,
): Drawing {
  return drawing(
    diagram,
    `${called}, unit ${unit} of layer ${layer + 1}, while it reads “${visibleWord(step.word)}”`,
    diagram.parts.flatMap((part) => shapesOf(part, step, ink, 0)),
    ink,
  );
}

const gap = 14;

/** @param current place among the steps: the copy that is written out below stands in a strong frame */
export function chainPicture(
  { called, copy, unit, layer, steps }: CellSteps,
  current: number,
  ink: DiagramColours,
): Drawing {
  const words = steps.map(({ word }) => visibleWord(word)).join(' ');
  const size = { width: steps.length * (copy.width + gap) + gap, height: copy.height };
  const shapes = steps.flatMap((step, at) =>
    copyOf(copy, step, gap + at * (copy.width + gap), at === current, ink),
  );
  return drawing(
    size,
    `${called} unfolded over “${words}”, unit ${unit} of layer ${layer + 1}`,
    shapes,
    ink,
  );
}

const drawing = (
  { width, height }: { readonly width: number; readonly height: number },
  title: string,
  shapes: readonly Shape[],
  { theme }: DiagramColours,
): Drawing => ({
  ...{ width, height, title, shapes },
  background: theme.background,
  fontFamily: theme.fontFamily,
});

function copyOf(
  { parts, width, height }: CellDiagram,
  step: CellStep,
  left: number,
  isCurrent: boolean,
  ink: DiagramColours,
): Shape[] {
  const { theme } = ink;
  return [
    {
      kind: 'box',
      ...{ x: left, y: 44, width, height: height - 58, round: 12, fill: ink.ground },
      stroke: isCurrent ? theme.focus : ink.frame,
      lineWidth: isCurrent ? 4 : 1.5,
    },
    {
      kind: 'label',
      ...{ x: left + width / 2, y: 24, text: shortened(visibleWord(step.word), 16), size: 16 },
      ...{ anchor: 'middle', fill: theme.foreground, bold: isCurrent },
    },
    ...parts.flatMap((part) => shapesOf(part, step, ink, left)),
  ];
}

/** @param left by how much it stands further to the right */
function shapesOf(part: DiagramPart, step: CellStep, ink: DiagramColours, left: number): Shape[] {
  const { foreground: fill, background } = ink.theme;
  const numberOf = (place: number): number => step.drawn[place] ?? NaN;
  switch (part.kind) {
    case 'frame': {
      const [x, y, width, height] = part.at;
      return [{ kind: 'box', x, y, width, height, round: 14, fill: ink.ground, stroke: ink.frame }];
    }
    case 'wire':
      return wire(
        ink,
        part.points.map(([x, y]) => [x + left, y] as const),
        part.head,
        part.dashed,
      );
    case 'joint':
      return [joint(ink, part.at[0] + left, part.at[1])];
    case 'operation':
      return operation(ink, part.at[0] + left, part.at[1], part.sign);
    case 'box': {
      const [x, y, width, height] = part.at;
      const value = numberOf(part.value);
      const ground = part.signed ? ink.signed(value) : ink.gate(value);
      return valueBox({ x: x + left, y, width, height }, part.name, value, ground, fill);
    }
    case 'reading': {
      const value = part.value === undefined ? undefined : numberOf(part.value);
      return reading(ink, [part.at[0] + left, part.at[1]], part.name, value, part.anchor);
    }
    case 'label': {
      const { at, text, size, anchor, italic, onLine } = part;
      const [x, y] = [at[0] + left, at[1]];
      const ground: Shape = { kind: 'box', x: x - 70, y: y - 10, width: 140, height: 20, round: 4, fill: background }; // prettier-ignore
      const label: Shape = { kind: 'label', ...{ x, y, text, size, anchor, fill }, ...(italic && { italic }) }; // prettier-ignore
      return onLine ? [ground, label] : [label];
    }
    case 'word': {
      const [x, y] = part.at;
      const text = `${part.text} ${wordsOf(step)}`;
      return [{ kind: 'label', ...{ x, y, text, size: 15, fill, anchor: 'start' } }];
    }
  }
}

/** “king”; of a window all of its words. */
function wordsOf({ word, window }: CellStep): string {
  const words = window?.map((one) => one.word) ?? [word];
  const most = words.length > 1 ? Math.max(6, Math.floor(60 / words.length)) : 28;
  return words.map((one) => `“${shortened(visibleWord(one), most)}”`).join(' ');
}

/** A word that is long would leave the picture. */
export function shortened(word: string, most: number): string {
  const signs = [...word];
  return signs.length <= most ? word : `${signs.slice(0, most - 1).join('')}…`;
}
