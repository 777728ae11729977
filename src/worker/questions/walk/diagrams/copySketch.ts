/** A copy of any cell in a row of steps: what is carried runs through it, its gates stand in between. */
import type { Cell } from '../../../../engine/cells/cell';
import type { CellDiagram, DiagramPart } from '../../../../shared/model/cellDiagram';
import { isSigned, now, reading, shortName, wire, type Shown } from './sketch';

const width = 176;
const apart = 44;
/** What a row of steps has room for. */
const mostBoxes = 12;

export function copySketch(cell: Cell, shown: Shown): CellDiagram {
  const { equations, states } = cell.definition;
  const carried = states.filter((letter) => letter !== 'h');
  const inner = equations.filter(({ letter }) => !states.includes(letter)).slice(0, mostBoxes);
  const boxes = inner.length > 0 ? inner : equations.filter(({ letter }) => letter === 'h');
  const top = 92;
  const gates = carried.length > 0 ? top + (carried.length - 1) * apart + 36 : 84;
  const line = gates + Math.ceil(boxes.length / 2) * 54 + 34;
  const parts: DiagramPart[] = [
    ...carried.flatMap((letter, n) => [
      wire([[-14, top + n * apart], [width, top + n * apart]], false), // prettier-ignore
      reading([width - 8, top + n * apart - 36], letter, 'end', shown.add(now(letter))),
    ]),
    wire([[-14, line], [8, line]]), // prettier-ignore
    wire([[width - 8, line], [width, line]], false), // prettier-ignore
    ...boxes.map((equation, n): DiagramPart => ({
      ...{ kind: 'box', name: shortName(equation) },
      at: [10 + (n % 2) * 82, gates + Math.floor(n / 2) * 54, 74, 46],
      value: shown.add(now(equation.letter)),
      signed: isSigned(cell, equation.letter),
    })),
    reading([width / 2, line - 10], 'h', 'middle', shown.add(now('h'))),
  ];
  return { width, height: line + 60, parts };
}
