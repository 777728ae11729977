/**
 * Any cell, laid out from its equations: its quantities step down the page in the order of their
 * computation. From each a line runs to the right; where another one is made of it, the line has a
 * point, from which an arrow leads down to that one.
 */
import type { Cell } from '../../../../engine/cells/cell';
import type { Equation } from '../../../../engine/cells/definition';
import { within } from '../../../../engine/cells/expressions';
import type { DiagramPart } from '../../../../shared/model/cellDiagram';
import { copySketch } from './copySketch';
import {
  before,
  collectShown,
  inputText,
  isSigned,
  joint,
  label,
  now,
  reading,
  wire,
  type Shown,
  type Sketch,
} from './sketch';

const names = { left: 12, right: 214, signs: 26 } as const;
const box = { width: 72, height: 42 } as const;
const pitch = { x: 52, y: 50, source: 30 } as const;
const top = 58;

/** Something that quantities are made of: its line, and which of them. */
interface Source {
  readonly y: number;
  readonly from: number;
  readonly users: readonly number[];
  readonly goesOn: boolean;
}

export function listSketch(cell: Cell, layer: number): Sketch {
  const shown = collectShown();
  const { equations, states } = cell.definition;
  const carried = states.filter((letter) =>
    equations.some((one) => reads(one, letter, true, false)),
  );
  const x = usersOf(equations, readsInput);
  const behind = states.filter((letter) => equations.some((one) => reads(one, letter, true, true)));
  const all = usersOf(equations, (one) => behind.some((letter) => reads(one, letter, true, true)));
  const heads = [
    ...(x.length > 0 ? [{ name: 'x', users: x }] : []),
    ...(all.length > 0 ? [{ name: `${behind.join(', ')} before, of all units`, users: all }] : []),
    ...carried.map((letter) => ({
      name: `${titleOf(equations, letter)} before`,
      users: usersOf(equations, (one) => reads(one, letter, true, false)),
      letter,
    })),
  ];
  const first = top + heads.length * pitch.source + 14;
  const rowOf = (n: number): number => first + n * pitch.y + box.height / 2;
  const columnOf = (n: number): number => names.right + 44 + n * pitch.x;
  const size = {
    width: Math.max(columnOf(equations.length - 1) + box.width / 2 + 70, 460),
    height: first + equations.length * pitch.y + 40,
  };

  const sources: Source[] = [
    ...heads.map(({ users }, n) => ({
      ...{ users, y: top + n * pitch.source + 8, from: names.right + 6, goesOn: false },
    })),
    ...equations.map(({ letter }, n) => ({
      ...{ y: rowOf(n), from: columnOf(n) + box.width / 2 },
      users: usersOf(equations, (one) => reads(one, letter, false)),
      goesOn: states.includes(letter),
    })),
  ];
  const parts: DiagramPart[] = [
    { kind: 'frame', at: [2, 40, size.width - 52, size.height - 72] },
    ...linesOf(sources, rowOf, columnOf, size.width - 8),
    ...heads.flatMap((head, n) => headOf(head, top + n * pitch.source + 8, shown)),
    ...equations.flatMap((one, n) => rowParts(cell, one, rowOf(n), columnOf(n), shown)),
    { ...label([size.width - 8, 24], 'to the next word', 14, 'end'), italic: true },
    { kind: 'word', at: [names.left, size.height - 14], text: inputText(layer) },
  ];
  return {
    diagram: { ...size, parts },
    copy: copySketch(cell, shown),
    order: equations.map(({ letter }) => letter),
    shown: shown.all,
  };
}

function linesOf(
  sources: readonly Source[],
  rowOf: (n: number) => number,
  columnOf: (n: number) => number,
  right: number,
): DiagramPart[] {
  const across = sources.flatMap(({ y, from, users, goesOn }) => [
    ...(users.length > 0 ? [wire([[from, y], [columnOf(Math.max(...users)), y]], false)] : []), // prettier-ignore
    ...(goesOn ? [wire([[from, y], [right, y]], true, true)] : []), // prettier-ignore
    ...users.map((n) => joint(columnOf(n), y)),
  ]);
  const used = [...new Set(sources.flatMap(({ users }) => users))];
  const down = used.map((n) => {
    const highest = Math.min(...sources.filter(({ users }) => users.includes(n)).map(({ y }) => y));
    return wire([[columnOf(n), highest], [columnOf(n), rowOf(n) - box.height / 2]]); // prettier-ignore
  });
  return [...across, ...down];
}

function headOf(
  { name, letter }: { readonly name: string; readonly letter?: string },
  y: number,
  shown: Shown,
): DiagramPart[] {
  const text = label([names.left, y], shortened(name));
  if (letter === undefined) return [text];
  return [text, reading([names.right, y - 19], '', 'end', shown.add(before(letter)))];
}

const rowParts = (
  cell: Cell,
  { letter, title }: Equation,
  y: number,
  x: number,
  shown: Shown,
): DiagramPart[] => [
  label([names.left, y], title === letter ? letter : `${shortened(title)} ${letter}`),
  {
    ...{ kind: 'box', name: letter, value: shown.add(now(letter)), signed: isSigned(cell, letter) },
    at: [x - box.width / 2, y - box.height / 2, box.width, box.height],
  },
];

function usersOf(equations: readonly Equation[], uses: (one: Equation) => boolean): number[] {
  return equations.flatMap((one, n) => (uses(one) ? [n] : []));
}

const readsInput = ({ value }: Equation): boolean =>
  within(value).some((part) => part.kind === 'product' && part.of.kind === 'input');

/** @param behind only behind a matrix, or only elsewhere; either where it is left out */
function reads({ value }: Equation, letter: string, primed: boolean, behind?: boolean): boolean {
  const isIt = (part: Equation['value']): boolean =>
    part.kind === 'quantity' && part.letter === letter && part.before === primed;
  const behindOnes = within(value).flatMap((part) =>
    part.kind === 'product' && part.of.kind !== 'input' ? within(part.of).filter(isIt) : [],
  );
  if (behind === true) return behindOnes.length > 0;
  const everywhere = within(value).filter(isIt);
  return behind === false ? everywhere.length > behindOnes.length : everywhere.length > 0;
}

function titleOf(equations: readonly Equation[], letter: string): string {
  const title = equations.find((one) => one.letter === letter)?.title ?? letter;
  return title === letter ? letter : title;
}

/** A title of one's own may be long. */
function shortened(text: string): string {
  const signs = [...text];
  return signs.length <= names.signs ? text : `${signs.slice(0, names.signs - 1).join('')}…`;
}
