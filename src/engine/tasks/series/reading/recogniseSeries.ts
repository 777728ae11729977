/**
 * Whether a text is plainly numbers in time: a table in which every column is numbers, or says when. A value
 * that is missing or out of order does not make it another thing: it is named.
 */
import type { ExampleFlaw } from '../../formats/flaws';
import type { Steps } from '../../../steps';
import { fewestRows } from '../series';
import { readingSeries, shapeOfSeries } from './readSeries';

export interface RecognisedSeries {
  readonly task: 'series';
  readonly rows: number;
  /** Of numbers, by name. */
  readonly columns: readonly string[];
  readonly isDated: boolean;
  /** What is to be corrected before it can be learnt. */
  readonly flaw?: ExampleFlaw;
}

export function* seriesIn(text: string): Steps<RecognisedSeries | undefined> {
  const shape = yield* shapeOfSeries(text);
  if (!shape || shape.rows < fewestRows || shape.numeric.length === 0) return undefined;
  // A text among dates and numbers is a remark; among numbers alone it is what they are about.
  if (shape.others > 0 && !shape.isDated) return undefined;
  const read = yield* readingSeries(text);
  // Which column is meant can be chosen; a line is to be corrected.
  const flaw = !read.ok && 'line' in read.flaw ? read.flaw : undefined;
  return {
    ...{ task: 'series', rows: shape.rows, columns: shape.numeric, isDated: shape.isDated },
    ...(flaw && { flaw }),
  };
}
