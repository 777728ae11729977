/**
 * The cell unfolded in time: one copy a word, all with the same weights, c and h handed on from
 * left to right. The copy that is written out below stands in a strong frame.
 */
import type { CellStep } from '../../../src/shared/questions/cellSteps';
import type { Drawing, Shape } from '../../vector/drawing';
import { visibleWord } from '../../parts/words';
import type { CellPictureOptions } from './cellPicture';
import { shortened } from './cellPicture';
import type { DiagramColours } from './diagramColours';
import { operation, reading, valueBox, wire } from './diagramParts';

const width = 176;
const gap = 14;
const height = 330;
const row = { word: 24, c: 92, gates: 128, h: 270 } as const;

/** @param current place among the steps */
export function chainPicture(
  steps: readonly CellStep[],
  current: number,
  { unit, layer, ink }: CellPictureOptions,
): Drawing {
  const words = steps.map(({ word }) => visibleWord(word)).join(' ');
  return {
    width: steps.length * (width + gap) + gap,
    height,
    title: `The LSTM cell unfolded over “${words}”, unit ${unit} of layer ${layer + 1}`,
    background: ink.theme.background,
    fontFamily: ink.theme.fontFamily,
    shapes: steps.flatMap((step, at) =>
      copyOf(step, gap + at * (width + gap), at === current, ink),
    ),
  };
}

function copyOf(step: CellStep, left: number, isCurrent: boolean, ink: DiagramColours): Shape[] {
  const { theme } = ink;
  const middle = left + width / 2;
  const right = left + width;
  const f = left + 36;
  const write = left + 92;
  return [
    {
      kind: 'box',
      ...{ x: left, y: 44, width, height: height - 58, round: 12, fill: ink.ground },
      stroke: isCurrent ? theme.focus : ink.frame,
      lineWidth: isCurrent ? 4 : 1.5,
    },
    {
      kind: 'label',
      ...{ x: middle, y: row.word, text: shortened(visibleWord(step.word), 16), size: 16 },
      ...{ anchor: 'middle', fill: theme.foreground, bold: isCurrent },
    },
    ...wire(ink, [[left - gap, row.c], [right, row.c]], false), // prettier-ignore
    ...wire(ink, [[left - gap, row.h], [left + 8, row.h]]), // prettier-ignore
    ...wire(ink, [[right - 8, row.h], [right, row.h]], false), // prettier-ignore
    ...operation(ink, f, row.c, '×'),
    ...operation(ink, write, row.c, '+'),
    ...boxes(step, left, ink),
    ...reading(ink, [right - 8, row.c - 36], 'c', step.cellState, 'end'),
    ...reading(ink, [middle, row.h - 10], 'h', step.hiddenState, 'middle'),
  ];
}

function boxes(step: CellStep, left: number, ink: DiagramColours): Shape[] {
  const { forgetGate, inputGate, candidate, outputGate } = step;
  const place = (x: number, y: number) => ({ x: left + x, y, width: 74, height: 46 });
  const { foreground } = ink.theme;
  const of = (at: ReturnType<typeof place>, name: string, value: number, signed = false): Shape[] =>
    valueBox(at, name, value, signed ? ink.signed(value) : ink.gate(value), foreground);
  return [
    ...of(place(10, row.gates), 'forget f', forgetGate.value),
    ...of(place(92, row.gates), 'input i', inputGate.value),
    ...of(place(10, row.gates + 54), 'cand. g', candidate.value, true),
    ...of(place(92, row.gates + 54), 'output o', outputGate.value),
  ];
}
