/** The drawing of a step as a table: every quantity, and what was worked out on the way to it. */
import type { Equation } from '../../../engine/cells/definition';
import {
  blackboardText,
  grouped,
  groupedWithin,
  type Grouped,
} from '../../../engine/cells/display/grouped';
import { theQuantity } from '../../../shared/model/cells';
import type { StepRow } from '../../../shared/questions/cellSteps';
import type { StepReading } from './stepReading';
import { valueOf } from './workedEquation';

/** @param equations in the order of the drawing */
export function stepRows(equations: readonly Equation[], step: StepReading): StepRow[] {
  const titles = new Map(equations.map(({ letter, title }) => [letter, title]));
  return equations.flatMap(({ letter, title, value }): StepRow[] => {
    const tree = grouped(value);
    const sum = sumBefore(tree);
    const onTheWay = groupedWithin(tree).filter(
      (part) => part !== tree && part !== sum && isStep(part),
    );
    return [
      ...befores(tree).map((state) => ({
        ...{ name: `${titles.get(state) ?? state} before`, value: step.before(state) },
      })),
      ...onTheWay.map((part) => ({
        ...{ name: nameOf(part, letter, tree, titles, step), value: valueOf(part, step) },
      })),
      { name: title, ...(sum && { sum: valueOf(sum, step) }), value: step.value(letter) },
    ];
  });
}

/** The argument of an activation that stands around all of an equation, where matrices multiply in it. */
function sumBefore(tree: Grouped): Grouped | undefined {
  if (tree.kind !== 'call' || tree.of.length > 1) return undefined;
  return groupedWithin(tree.of[0]).some(({ kind }) => kind === 'sum') ? tree.of[0] : undefined;
}

const isStep = ({ kind }: Grouped): boolean =>
  kind === 'sum' || kind === 'call' || kind === 'chain';

const befores = (tree: Grouped): string[] => [
  ...new Set(
    groupedWithin(tree).flatMap((part) =>
      part.kind === 'quantity' && part.before ? [part.letter] : [],
    ),
  ),
];

function nameOf(
  part: Grouped,
  letter: string,
  tree: Grouped,
  titles: ReadonlyMap<string, string>,
  { cell }: StepReading,
): string {
  const text = blackboardText(part);
  const first = part.kind === 'call' ? part.of.at(0) : undefined;
  if (part.kind === 'call' && part.of.length === 1 && first?.kind === 'quantity' && !first.before) {
    const { letter } = first;
    return `${part.name} of ${theQuantity({ letter, title: titles.get(letter) ?? letter })}`;
  }
  const role = memoryRole(part, letter, tree, cell.description.memory?.states ?? []);
  return role === undefined ? text : `${role}, ${text}`;
}

/** c = what is kept of it + what is written. */
function memoryRole(
  part: Grouped,
  letter: string,
  tree: Grouped,
  states: readonly string[],
): 'Kept' | 'Written' | undefined {
  if (!states.includes(letter) || tree.kind !== 'chain' || tree.items.length !== 2)
    return undefined;
  const keeps = tree.items.map(({ of }) => befores(of).includes(letter));
  if (tree.by !== 'adding' || keeps[0] === keeps[1]) return undefined;
  const place = tree.items.findIndex(({ of }) => of === part);
  return place < 0 ? undefined : keeps[place] ? 'Kept' : 'Written';
}
