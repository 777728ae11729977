/** The whole trace of a unit with its words, for a file: the words are asked for in pages. */
import type { UnitPage } from '../../../src/shared/questions/units';
import { mostTokens } from '../../../src/shared/questions/gates';
import type { DataTable, Value } from '../../figure/dataTable';
import type { PanelHost } from '../../page/hostPort';

/** @param title of the values: the gate and whose it is */
export async function traceData(
  host: PanelHost,
  { layer, unit, from, count, values }: UnitPage,
  title: string,
): Promise<DataTable> {
  const rows: Value[][] = [];
  while (rows.length < count) {
    const first = from + rows.length;
    const asked = { layer, unit, from: first, count: Math.min(mostTokens, count - rows.length) };
    const answer = await host.call('unitTable', asked);
    if (!answer.ok) throw new Error(answer.failure.sentence);
    const { tokens } = answer.value;
    if (tokens.length === 0) break;
    for (const word of tokens) {
      rows.push([word, from + rows.length, values[rows.length] ?? NaN]);
    }
  }
  return { title, columns: ['Word', 'Number', title], counted: ['Number'], rows };
}
