/** What the command answers: a lesson's table of claims, and what is wrong with what is shipped. */
import type { LessonClaim, LessonId } from '../../shared/lessons/lessons';

export interface LessonRow {
  readonly id: LessonId;
  readonly claims: readonly LessonClaim[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

export function describeRows(rows: readonly LessonRow[]): string {
  return rows
    .flatMap(({ id, claims, problems }) => [id, ...claims.map(line), ...problems])
    .join('\n');
}

function line({ claim, unit, bound, value, held, heldIn, trainings }: LessonClaim): string {
  const { atLeast, atMost } = bound;
  const wanted = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  const mark = held ? 'held' : 'NOT held';
  return `  ${mark.padEnd(8)} ${value.toFixed(3).padStart(8)} ${unit} (${wanted}), in ${heldIn} of ${trainings} trainings: ${claim}`;
}
