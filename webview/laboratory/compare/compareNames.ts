/** What a compared model is called. */
import type { ComparedModel } from '../../../src/shared/laboratory/compare';

export function nameOfModel({ title, mark }: ComparedModel): string {
  if (mark === undefined) return title;
  return mark === 0 ? `${title}, untrained` : `${title}, mark ${mark}`;
}
