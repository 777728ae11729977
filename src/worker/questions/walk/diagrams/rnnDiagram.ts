/**
 * One equation, h = f(sum): a plain recurrent network, or a layer that looks at its input alone, where
 * nothing comes back.
 */
import type { Cell } from '../../../../engine/cells/cell';
import { functionSign, grouped, type Sum } from '../../../../engine/cells/display/grouped';
import type { DiagramPart } from '../../../../shared/model/cellDiagram';
import { copySketch } from './copySketch';
import {
  collectShown,
  edge,
  equationOf,
  frame,
  height,
  inputText,
  isSigned,
  joint,
  lineOfAll,
  loop,
  now,
  operation,
  reading,
  toNextWord,
  width,
  wire,
  type Shown,
  type Sketch,
} from './sketch';

const middle = 180;
const column = { x: 220, h: 335, sum: 440, f: 576, out: 648 } as const;

export function rnnSketch(cell: Cell, layer: number): Sketch | undefined {
  const tree = grouped(equationOf(cell, 'h').value);
  if (cell.definition.equations.length > 1 || tree.kind !== 'call' || tree.of.length > 1) {
    return undefined;
  }
  const [sum] = tree.of;
  if (sum.kind !== 'sum') return undefined;
  const shown = collectShown();
  const drawn = diagram(cell, layer, shown, sum, functionSign(tree.name));
  return {
    diagram: { width, height, parts: drawn },
    ...{ copy: copySketch(cell, shown), order: ['h'] },
    shown: shown.all,
  };
}

function diagram(
  cell: Cell,
  layer: number,
  shown: Shown,
  sum: Sum,
  activation: string,
): DiagramPart[] {
  const isOf = (kind: 'input' | 'other'): Sum => ({
    ...{ kind: 'sum', biases: [] },
    products: sum.products.filter(({ part }) => (part.of.kind === 'input') === (kind === 'input')),
  });
  const [fromX, fromH] = [isOf('input'), isOf('other')];
  const comesBack = fromH.products.length > 0;
  const { x, h, sum: at, f, out } = column;
  return [
    frame,
    ...(comesBack
      ? [
          ...[loop(lineOfAll, 402), { ...toNextWord, at: [width / 2, 402] } as DiagramPart],
          wire([[edge.left, lineOfAll], [h, lineOfAll], [h, middle + 20], [at - 12, middle + 4]]), // prettier-ignore
          reading([edge.left, lineOfAll - 36], 'h before', 'start'),
          reading([edge.left, lineOfAll - 17], '(all units)', 'start'),
          reading([h + 10, lineOfAll - 60], 'from h: u · h before', 'start', shown.add(fromH)),
          wire([[out, middle], [out, lineOfAll], [edge.right, lineOfAll]]), // prettier-ignore
          joint(out, middle),
        ]
      : []),
    wire([[x, 350], [x, middle], [at - 12, middle]]), // prettier-ignore
    reading([x + 10, middle - 40], 'from x: w · x', 'start', shown.add(fromX)),
    ...(sum.biases.length > 0
      ? [
          wire([[at, 116], [at, middle - 12]]), // prettier-ignore
          reading([at, 76], 'bias b', 'middle', shown.add({ ...sum, products: [] })),
        ]
      : []),
    operation(at, middle, '+'),
    wire([[at + 12, middle], [f - 56, middle]]), // prettier-ignore
    reading([at + 24, middle + 22], 'sum', 'start', shown.add(sum)),
    {
      ...{ kind: 'box', name: `h = ${activation}(…)`, at: [f - 56, middle - 23, 112, 46] },
      ...{ value: shown.add(now('h')), signed: isSigned(cell, 'h') },
    },
    wire([[f + 56, middle], [edge.right, middle]]), // prettier-ignore
    reading([edge.right, middle - 36], 'h', 'end', shown.add(now('h'))),
    { kind: 'word', at: [150, 366], text: inputText(layer) },
  ];
}
