/**
 * The cell as the textbooks draw it, folded: the cell state runs along the top, the four gates
 * stand on the line of x and h, and what leaves on the right comes in again on the left at the next
 * word. Every number is that of one unit at one word.
 */
import type { CellStep } from '../../../src/shared/questions/cellSteps';
import type { Drawing, Shape } from '../../vector/drawing';
import { visibleWord } from '../../parts/words';
import type { DiagramColours } from './diagramColours';
import { joint, operation, reading, valueBox, wire } from './diagramParts';

const size = { width: 760, height: 420 };
/** Heights of the line of c, of the meeting of i and g, of the gates' boxes, of the line of h. */
const row = { c: 92, write: 160, gates: 208, h: 312 } as const;
const box = { width: 92, height: 46 };
const column = { f: 226, i: 330, write: 388, g: 446, o: 560, show: 628 } as const;
const edge = { left: 26, cellLeft: 132, cellRight: 672, right: 734 };

export interface CellPictureOptions {
  readonly unit: number;
  readonly layer: number;
  readonly ink: DiagramColours;
}

export function cellPicture(step: CellStep, options: CellPictureOptions): Drawing {
  const { ink, unit, layer } = options;
  const word = visibleWord(step.word);
  return {
    ...size,
    title: `The LSTM cell, unit ${unit} of layer ${layer + 1}, while it reads “${word}”`,
    background: ink.theme.background,
    fontFamily: ink.theme.fontFamily,
    shapes: [
      frame(ink),
      ...loops(ink),
      ...lines(ink),
      ...gates(step, ink),
      ...operations(ink),
      ...activations(ink),
      ...numbers(step, word, layer, ink),
    ],
  };
}

const frame = (ink: DiagramColours): Shape => ({
  kind: 'box',
  x: edge.cellLeft,
  y: 48,
  width: edge.cellRight - edge.cellLeft,
  height: 292,
  round: 14,
  fill: ink.ground,
  stroke: ink.frame,
});

/** What goes out comes back in: this is what “recurrent” means. */
function loops(ink: DiagramColours): Shape[] {
  const [near, far] = [edge.left - 14, edge.right + 14];
  const c = wire(ink, [[edge.right, row.c], [far, row.c], [far, 24], [near, 24], [near, row.c], [edge.left, row.c]], true, true); // prettier-ignore
  const h = wire(ink, [[edge.right, row.h], [far, row.h], [far, 402], [near, 402], [near, row.h], [edge.left, row.h]], true, true); // prettier-ignore
  const { foreground: fill, background } = ink.theme;
  const x = size.width / 2;
  const at = { kind: 'label', x, y: 24, size: 14, anchor: 'middle' } as const;
  const ground: Shape = { kind: 'box', x: x - 70, y: 14, width: 140, height: 20, round: 4, fill: background }; // prettier-ignore
  return [...c, ...h, ground, { ...at, text: 'to the next word', fill, italic: true }];
}

function lines(ink: DiagramColours): Shape[] {
  const { f, i, g, o, write, show } = column;
  const under = row.gates + box.height;
  const gateIn = [f, i, g, o].flatMap((x) => wire(ink, [[x, row.h], [x, under]])); // prettier-ignore
  return [
    ...wire(ink, [[edge.left, row.c], [edge.right, row.c]]), // prettier-ignore
    ...wire(ink, [[edge.left, row.h], [o, row.h]], false), // prettier-ignore
    ...gateIn,
    ...wire(ink, [[f, row.gates], [f, row.c + 12]]), // prettier-ignore
    ...wire(ink, [[i, row.gates], [i, row.write], [write - 12, row.write]]), // prettier-ignore
    ...wire(ink, [[g, row.gates], [g, row.write], [write + 12, row.write]]), // prettier-ignore
    ...wire(ink, [[write, row.write], [write, row.c + 12]]), // prettier-ignore
    ...wire(ink, [[show, row.c], [show, 219]]), // prettier-ignore
    ...wire(ink, [[o, row.gates + 23], [show - 12, row.gates + 23]]), // prettier-ignore
    ...wire(ink, [[show, row.gates + 23], [show, row.h], [edge.right, row.h]]), // prettier-ignore
    ...wire(ink, [[170, 364], [170, row.h]], false), // prettier-ignore
    joint(ink, 170, row.h),
    joint(ink, show, row.c),
    ...[f, i, g].map((x) => joint(ink, x, row.h)),
  ];
}

function gates(step: CellStep, ink: DiagramColours): Shape[] {
  const of = (
    x: number,
    name: string,
    value: number,
    ground: ReturnType<DiagramColours['gate']>,
  ): Shape[] =>
    valueBox(
      { ...box, x: x - box.width / 2, y: row.gates },
      name,
      value,
      ground,
      ink.theme.foreground,
    );
  const { forgetGate, inputGate, candidate, outputGate, cellState } = step;
  const tanhC = Math.tanh(cellState);
  const squash = { x: column.show - 34, y: 128, width: 68, height: 42 };
  return [
    ...of(column.f, 'forget f', forgetGate.value, ink.gate(forgetGate.value)),
    ...of(column.i, 'input i', inputGate.value, ink.gate(inputGate.value)),
    ...of(column.g, 'cand. g', candidate.value, ink.signed(candidate.value)),
    ...of(column.o, 'output o', outputGate.value, ink.gate(outputGate.value)),
    ...valueBox(squash, 'tanh c', tanhC, ink.signed(tanhC), ink.theme.foreground),
  ];
}

/** What each gate makes of its sum, beside the wire into it. */
const activations = (ink: DiagramColours): Shape[] =>
  [
    { x: column.f, text: 'σ' },
    { x: column.i, text: 'σ' },
    { x: column.g, text: 'tanh' },
    { x: column.o, text: 'σ' },
  ].map(({ x, text }) => ({
    kind: 'label',
    ...{ x: x + 8, y: row.gates + box.height + 24, text, size: 14 },
    ...{ anchor: 'start', fill: ink.theme.foreground, italic: true },
  }));

const operations = (ink: DiagramColours): Shape[] => [
  ...operation(ink, column.f, row.c, '×'),
  ...operation(ink, column.write, row.write, '×'),
  ...operation(ink, column.write, row.c, '+'),
  ...operation(ink, column.show, row.gates + 23, '×'),
];

function numbers(step: CellStep, word: string, layer: number, ink: DiagramColours): Shape[] {
  const kept = step.forgetGate.value * step.cellStateBefore;
  const written = step.inputGate.value * step.candidate.value;
  const { foreground: fill } = ink.theme;
  const input = layer === 0 ? 'x: the vector of' : 'x: what the layer below shows at';
  const at = { x: 150, y: 376, size: 15, fill, anchor: 'start' } as const;
  return [
    ...reading(ink, [edge.left, row.c - 36], 'c before', step.cellStateBefore, 'start'),
    ...reading(ink, [edge.right, row.c - 36], 'c', step.cellState, 'end'),
    ...reading(ink, [edge.left, row.h - 36], 'h before', undefined, 'start'),
    ...reading(ink, [edge.left, row.h - 17], '(all units)', undefined, 'start'),
    ...reading(ink, [edge.right, row.h - 36], 'h', step.hiddenState, 'end'),
    ...reading(ink, [306, row.c - 36], 'kept: f · c before', kept, 'middle'),
    ...reading(ink, [column.write + 16, row.c + 24], 'written: i · g', written, 'start'),
    { kind: 'label', ...at, text: `${input} “${shortened(word)}”` },
  ];
}

/** A word that is long would leave the picture. */
export function shortened(word: string, most = 28): string {
  const signs = [...word];
  return signs.length <= most ? word : `${signs.slice(0, most - 1).join('')}…`;
}
