/**
 * The GRU, folded: what the unit holds runs along the top, where the update gate decides how much of it
 * is kept and how much of the candidate is written; the reset gate stands between what all units showed
 * and the candidate.
 */
import type { Cell } from '../../../../engine/cells/cell';
import { grouped, type Grouped } from '../../../../engine/cells/display/grouped';
import type { DiagramPart } from '../../../../shared/model/cellDiagram';
import { copySketch } from './copySketch';
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

/** Where x runs, below what all units showed. */
const xLine = 330;
const restLine = 160;
const column = { z: 240, rest: 350, r: 384, reset: 470, n: 572, out: 652 } as const;
const under = gateBox.top + gateBox.height;
const middle = gateBox.top + gateBox.height / 2;

interface Named {
  readonly r: string;
  readonly z: string;
  readonly n: string;
  readonly h: string;
}

export function gruSketch(cell: Cell, layer: number, letter: Letters): Sketch {
  const shown = collectShown();
  const letters = { r: letter('r'), z: letter('z'), n: letter('n'), h: letter('h') };
  return {
    diagram: { width, height, parts: diagram(cell, layer, shown, letters) },
    copy: copySketch(cell, shown),
    order: [letters.r, letters.z, letters.n, letters.h],
    shown: shown.all,
  };
}

/** n = tanh(from x + r (from h)), h = (1 - z) n + z h' */
function partsOf(cell: Cell, { n, h }: Named) {
  const inside = grouped(equationOf(cell, n).value);
  const mixed = grouped(equationOf(cell, h).value);
  const sum = inside.kind === 'call' ? inside.of[0] : inside;
  const [fromX, reset] = itemsOf(sum);
  const [written, kept] = itemsOf(mixed);
  return { fromX, reset, fromH: itemsOf(reset)[1], written, kept, rest: itemsOf(written)[0] };
}

function itemsOf(part: Grouped): Grouped[] {
  if (part.kind !== 'chain') throw new Error('It is no chain.');
  return part.items.map(({ of }) => of);
}

function diagram(cell: Cell, layer: number, shown: Shown, letters: Named): DiagramPart[] {
  const { r, z, n, h } = letters;
  const parts = partsOf(cell, letters);
  const box = (letter: string, x: number): DiagramPart => ({
    ...{ kind: 'box', name: shortName(equationOf(cell, letter)) },
    at: [x - gateBox.width / 2, gateBox.top, gateBox.width, gateBox.height],
    ...{ value: shown.add(now(letter)), signed: isSigned(cell, letter) },
  });
  return [
    frame,
    ...[loop(topLine, 24), loop(lineOfAll, 402), toNextWord],
    ...wires(),
    ...[box(z, column.z), box(r, column.r), box(n, column.n)],
    {
      ...{ kind: 'box', name: `1 − ${z}`, at: [column.rest - 34, restLine - 21, 68, 42] },
      ...{ value: shown.add(parts.rest), signed: false },
    },
    operation(column.z, topLine, '×'),
    operation(column.n, topLine, '+'),
    operation(column.n, restLine, '×'),
    operation(column.reset, middle, '×'),
    activation(column.z + 8, under + 20, 'σ'),
    activation(column.r - 20, under + 20, 'σ'),
    activation(column.n - 40, under + 20, 'tanh'),
    reading([edge.left, topLine - 36], `${h} before`, 'start', shown.add(before(h))),
    reading([edge.right, topLine - 36], h, 'end', shown.add(now(h))),
    reading([edge.left, lineOfAll - 36], `${h} before`, 'start'),
    reading([edge.left, lineOfAll - 17], '(all units)', 'start'),
    reading([column.z + 96, topLine - 36], `kept: ${z} · ${h} before`, 'middle', shown.add(parts.kept)), // prettier-ignore
    reading([column.n - 16, topLine + 22], `written: (1 − ${z}) · ${n}`, 'end', shown.add(parts.written)), // prettier-ignore
    reading([column.reset - 8, under + 14], `from ${h}`, 'end', shown.add(parts.fromH)),
    reading([column.n + 8, under + 14], 'from x', 'start', shown.add(parts.fromX)),
    { kind: 'word', at: [150, 376], text: inputText(layer) },
  ];
}

function wires(): DiagramPart[] {
  const { z, rest, r, reset, n, out } = column;
  return [
    wire([[edge.left, topLine], [edge.right, topLine]]), // prettier-ignore
    wire([[edge.left, lineOfAll], [reset, lineOfAll], [reset, middle + 12]]), // prettier-ignore
    wire([[170, 364], [170, xLine], [n, xLine], [n, under]]), // prettier-ignore
    ...[z, r].flatMap((x) => [
      wire([[x, xLine], [x, under]]), // prettier-ignore
      ...[joint(x, lineOfAll), joint(x, xLine)],
    ]),
    wire([[z, gateBox.top], [z, topLine + 12]]), // prettier-ignore
    wire([[z, restLine], [rest - 34, restLine]]), // prettier-ignore
    joint(z, restLine),
    wire([[rest + 34, restLine], [n - 12, restLine]]), // prettier-ignore
    wire([[n, gateBox.top], [n, restLine + 12]]), // prettier-ignore
    wire([[n, restLine], [n, topLine + 12]]), // prettier-ignore
    wire([[r + gateBox.width / 2, middle], [reset - 12, middle]]), // prettier-ignore
    wire([[reset + 12, middle], [n - gateBox.width / 2, middle]]), // prettier-ignore
    wire([[out, topLine], [out, lineOfAll], [edge.right, lineOfAll]]), // prettier-ignore
    joint(out, topLine),
  ];
}
