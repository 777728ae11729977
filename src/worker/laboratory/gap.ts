/** Runs *The gap*: trains the chosen cells one after the other, and tells each stretch of steps. */
import { knownCell } from '../../engine/cells/cell';
import { isCellId } from '../../engine/cells/cells';
import {
  compareCells,
  gapBudgetBytes,
  type AskedGap,
  type GapEvent,
  type GapTable,
} from '../../engine/lessons/gap/comparing';
import { gapFindings } from '../../engine/lessons/gap/findings';
import { testCount } from '../../engine/lessons/gap/settings';
import { rowOf } from '../../engine/lessons/gap/summary';
import { shapeOfChoice, type ChosenShape } from '../../engine/network/cellChoice';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { GapChoice, GapNews, GapOutcome, GapStretch } from '../../shared/laboratory/gap';
import type { Order } from '../../shared/laboratory/sections';
import { gatherNews, type Called, type LaboratoryTools } from './running';

/** Steps that one point of a curve stands for. */
export const stretch = 10;

export async function runGap(
  { run, choice }: Order<'gap'>,
  called: Called,
  { engine, clock, stepping, tell }: LaboratoryTools,
): Promise<Result<GapOutcome, Failure>> {
  const shapes = shapesOf(choice);
  if (!shapes.ok) return shapes;
  const news = gatherNews<GapNews>(clock, (gathered) =>
    tell({ section: 'gap', run, news: gathered }),
  );
  const hear = hearing(news.add);
  const asked = askedOf(choice);
  const comparing = compareCells(shapes.value, asked, () =>
    engine.createKernels({
      ...{ threads: 1, budgetBytes: gapBudgetBytes, interrupted: () => false },
      // The figures are the same on every machine.
      arithmetic: 'separate',
    }),
  );
  for (let next = comparing.next(); ; next = comparing.next()) {
    if (next.done) {
      news.flush();
      return success(outcomeOf(next.value));
    }
    if (next.value) hear(next.value);
    stepping();
    await clock.nextTurn();
    if (called.cancelled) {
      comparing.return({ asked, cells: [], opponents: [] });
      return failed({ kind: 'stale' });
    }
  }
}

function shapesOf({ cells }: GapChoice): Result<ChosenShape[], Failure> {
  const shapes: ChosenShape[] = [];
  for (const cell of new Set(cells)) {
    const shape = shapeOfChoice({ cells: [cell], layers: 1 });
    if (!shape.ok) return failed({ kind: 'badCell', flaw: shape.flaw });
    shapes.push(shape.value);
  }
  return success(shapes);
}

const askedOf = ({ gap, mixed, bias, steps, seeds }: GapChoice): AskedGap => ({
  ...{ gap, mixed, bias, steps, seeds, seed: 1 },
});

/** Steps become points; the last ones of a training are a shorter stretch. */
function hearing(add: (news: GapNews) => void): (event: GapEvent) => void {
  let open: { readonly cell: string; readonly seed: number; points: GapStretch } | undefined;
  const close = (): void => {
    if (!open) return;
    const { cell, seed, points } = open;
    add({ kind: 'steps', cell, seed, points: [points] });
    open = undefined;
  };
  return (event) => {
    if (event.kind === 'opponents') {
      add({ kind: 'opponents', rows: rowsOf(event.rows), tests: testCount });
    } else if (event.kind === 'run') {
      close();
      const { cell, seed, steps, solved, accuracy } = event.run;
      const { shares } = rowOf(cell, [accuracy]);
      add({ kind: 'tested', cell, seed, steps, solved, shares: [...shares] });
    } else {
      const { cell, seed, step } = event;
      const { right, of } = open?.points ?? { right: 0, of: 0 };
      const points = { step: step.step, right: right + step.right, of: of + step.of };
      open = { cell, seed, points };
      if (step.step % stretch === 0) close();
    }
  };
}

const rowsOf = (rows: GapTable['opponents']) =>
  rows.map(({ name, shares }) => ({ name, shares: [...shares] }));

function outcomeOf(table: GapTable): GapOutcome {
  return {
    cells: table.cells.map(({ name, shares, ties }) => ({
      ...{ cell: name, shares: [...shares], ties: [...ties] },
    })),
    findings: gapFindings(table, titleOf),
  };
}

const titleOf = (name: string): string =>
  isCellId(name) ? knownCell(name).definition.title : name;
