/**
 * The LSTM as the textbooks draw it, folded: the cell state runs along the top, the four gates stand on
 * the line of x and h, and what leaves on the right comes in again on the left at the next word.
 */
import type { Cell } from '../../../../engine/cells/cell';
import { grouped, type Grouped } from '../../../../engine/cells/display/grouped';
import type { DiagramPart } from '../../../../shared/model/cellDiagram';
import type { Letters } from './matching';
import {
  activation,
  before,
  collectShown,
  edge,
  equationOf,
  frame,
  gateBox,
  height,
  inputText,
  isSigned,
  joint,
  lineOfAll,
  loop,
  now,
  operation,
  reading,
  shortName,
  toNextWord,
  topLine,
  width,
  wire,
  type Shown,
  type Sketch,
} from './sketch';

/** Where i and g meet. */
const writeLine = 160;
const column = { f: 226, i: 330, write: 388, g: 446, o: 560, show: 628 } as const;
const under = gateBox.top + gateBox.height;
const middle = gateBox.top + gateBox.height / 2;

export function lstmSketch(cell: Cell, layer: number, letter: Letters): Sketch {
  const shown = collectShown();
  const [f, i, g, o, c, h] = ['f', 'i', 'g', 'o', 'c', 'h'].map(letter);
  const parts = {
    ...{ f: now(f), i: now(i), g: now(g), o: now(o), c: now(c), h: now(h) },
    ...{ before: before(c), ...partsOfC(cell, c), squashed: squashedIn(cell, h) },
  };
  return {
    diagram: { width, height, parts: diagram(cell, layer, shown, { f, i, g, o, c, h }, parts) },
    copy: { width: 176, height: 330, parts: copy(cell, shown, { f, i, g, o }, parts) },
    order: [f, i, g, c, o, h],
    shown: shown.all,
  };
}

type Named = Readonly<Record<'f' | 'i' | 'g' | 'o', string>>;
type Parts = Readonly<
  Record<'f' | 'i' | 'g' | 'o' | 'c' | 'h' | 'before' | 'kept' | 'written' | 'squashed', Grouped>
>;

/** c = f c' + i g */
function partsOfC(cell: Cell, c: string): { readonly kept: Grouped; readonly written: Grouped } {
  const tree = grouped(equationOf(cell, c).value);
  if (tree.kind !== 'chain') throw new Error(`${c} is no sum.`);
  return { kept: tree.items[0].of, written: tree.items[1].of };
}

/** h = o tanh(c) */
function squashedIn(cell: Cell, h: string): Grouped {
  const tree = grouped(equationOf(cell, h).value);
  if (tree.kind !== 'chain') throw new Error(`${h} is no product.`);
  return tree.items[1].of;
}

function diagram(
  cell: Cell,
  layer: number,
  shown: Shown,
  letters: Named & Readonly<Record<'c' | 'h', string>>,
  parts: Parts,
): DiagramPart[] {
  const { f, i, g, o, write, show } = column;
  const { c, h } = letters;
  const gates = [
    ...([['f', f], ['i', i], ['g', g], ['o', o]] as const).map(
      ([name, x]): DiagramPart => ({
        ...{ kind: 'box', name: shortName(equationOf(cell, letters[name])) },
        at: [x - gateBox.width / 2, gateBox.top, gateBox.width, gateBox.height],
        ...{ value: shown.add(parts[name]), signed: isSigned(cell, letters[name]) },
      }),
    ), // prettier-ignore
  ];
  return [
    frame,
    ...[loop(topLine, 24), loop(lineOfAll, 402), toNextWord],
    wire([[edge.left, topLine], [edge.right, topLine]]), // prettier-ignore
    wire([[edge.left, lineOfAll], [o, lineOfAll]], false), // prettier-ignore
    ...[f, i, g, o].map((x) => wire([[x, lineOfAll], [x, under]])), // prettier-ignore
    wire([[f, gateBox.top], [f, topLine + 12]]), // prettier-ignore
    wire([[i, gateBox.top], [i, writeLine], [write - 12, writeLine]]), // prettier-ignore
    wire([[g, gateBox.top], [g, writeLine], [write + 12, writeLine]]), // prettier-ignore
    wire([[write, writeLine], [write, topLine + 12]]), // prettier-ignore
    wire([[show, topLine], [show, middle - 12]]), // prettier-ignore
    wire([[o, middle], [show - 12, middle]]), // prettier-ignore
    wire([[show, middle], [show, lineOfAll], [edge.right, lineOfAll]]), // prettier-ignore
    wire([[170, 364], [170, lineOfAll]], false), // prettier-ignore
    ...[joint(170, lineOfAll), joint(show, topLine)],
    ...[f, i, g].map((x) => joint(x, lineOfAll)),
    ...gates,
    {
      ...{ kind: 'box', name: `tanh ${c}`, at: [show - 34, 128, 68, 42] },
      ...{ value: shown.add(parts.squashed), signed: true },
    },
    operation(f, topLine, '×'),
    operation(write, writeLine, '×'),
    operation(write, topLine, '+'),
    operation(show, middle, '×'),
    ...[f, i, g, o].map((x) => activation(x + 8, under + 24, x === g ? 'tanh' : 'σ')),
    reading([edge.left, topLine - 36], `${c} before`, 'start', shown.add(parts.before)),
    reading([edge.right, topLine - 36], c, 'end', shown.add(parts.c)),
    reading([edge.left, lineOfAll - 36], `${h} before`, 'start'),
    reading([edge.left, lineOfAll - 17], '(all units)', 'start'),
    reading([edge.right, lineOfAll - 36], h, 'end', shown.add(parts.h)),
    reading([306, topLine - 36], `kept: ${letters.f} · ${c} before`, 'middle', shown.add(parts.kept)), // prettier-ignore
    reading([write + 16, topLine + 24], `written: ${letters.i} · ${letters.g}`, 'start', shown.add(parts.written)), // prettier-ignore
    { kind: 'word', at: [150, 376], text: inputText(layer) },
  ];
}

/** One copy of the cell unfolded in time: c and h handed on from left to right. */
function copy(cell: Cell, shown: Shown, letters: Named, parts: Parts): DiagramPart[] {
  const right = 176;
  const rows = { c: 92, gates: 128, h: 270 } as const;
  const box = (name: keyof Named, x: number, y: number): DiagramPart => ({
    ...{ kind: 'box', at: [x, y, 74, 46], name: shortName(equationOf(cell, letters[name])) },
    ...{ value: shown.add(parts[name]), signed: isSigned(cell, letters[name]) },
  });
  return [
    wire([[-14, rows.c], [right, rows.c]], false), // prettier-ignore
    wire([[-14, rows.h], [8, rows.h]]), // prettier-ignore
    wire([[right - 8, rows.h], [right, rows.h]], false), // prettier-ignore
    operation(36, rows.c, '×'),
    operation(92, rows.c, '+'),
    ...[box('f', 10, rows.gates), box('i', 92, rows.gates)],
    ...[box('g', 10, rows.gates + 54), box('o', 92, rows.gates + 54)],
    reading([right - 8, rows.c - 36], 'c', 'end', shown.add(parts.c)),
    reading([right / 2, rows.h - 10], 'h', 'middle', shown.add(parts.h)),
  ];
}
