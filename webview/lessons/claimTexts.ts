/** The numbers of claims in words, and the table of them that can be saved or copied. */
import type { LessonClaim } from '../../src/shared/lessons/lessons';
import type { PanelLesson } from '../../src/shared/pages/panelLesson';
import type { DataTable } from '../figure/dataTable';

type Unit = LessonClaim['unit'];

const number = (value: number, digits: number): string =>
  value
    .toFixed(digits)
    .replace(/^-(?=0\.?0*$)/, '')
    .replace('-', '−');

export function figureText(value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return `${number(100 * value, 1).replace(/\.0$/, '')} %`;
    case 'correlation':
      return number(value, 2);
    case 'bits':
    case 'nats':
      return `${number(value, 2)} ${unit}`;
    case 'words':
      return `${number(value, 1).replace(/\.0$/, '')} words`;
    default:
      return unit satisfies never;
  }
}

export function boundText({ bound: { atLeast, atMost }, unit }: LessonClaim): string {
  const [least, most] = [atLeast, atMost].map((at) => at !== undefined && figureText(at, unit));
  if (least && most) return `${least} to ${most}`;
  return least ? `at least ${least}` : `at most ${most || '∞'}`;
}

export const heldText = (held: boolean): string => (held ? '✓ held' : '✗ did not hold');

export function claimsTable({ lesson, trainings }: PanelLesson): DataTable {
  const columns = ['Claim', 'How it is measured', 'Unit', 'Value', 'At least', 'At most', 'Held'];
  const of = (claim: LessonClaim, one: PanelLesson['trainings'][number]) =>
    one.claims.find(({ id }) => id === claim.id);
  return {
    title: lesson.title,
    columns: [
      ...columns,
      ...['Held in trainings', 'Trainings'],
      ...trainings.flatMap(({ seed }) => [`Value, seed ${seed}`, `Held, seed ${seed}`]),
    ],
    rows: lesson.claims.map((claim) => {
      const { atLeast = '', atMost = '' } = claim.bound;
      return [
        ...[claim.claim, claim.measure, claim.unit, claim.value, atLeast, atMost],
        ...[String(claim.held), claim.heldIn, claim.trainings],
        ...trainings.flatMap((one) => {
          const found = of(claim, one);
          return [found?.value ?? '', String(found?.held ?? '')];
        }),
      ];
    }),
  };
}
