/** The points of a map as numbers. */
import type { StateMap } from '../../src/shared/questions/stateMap';
import type { DataTable } from '../figure/dataTable';

export const statesTitle = ({ unit }: Pick<StateMap, 'unit'>): string =>
  `What the network holds of each ${unit}`;

export function mapTable(map: StateMap): DataTable {
  const { points, texts, lengths, classes } = map;
  const name = (of: Uint16Array, n: number): string => classes?.names[of[n] ?? -1] ?? '';
  return {
    title: statesTitle(map),
    columns: [
      ...['Text', 'Number of words', 'First component', 'Second component'],
      ...(classes ? ['Class in the text', 'Class of the network'] : []),
    ],
    rows: texts.map((text, n) => [
      ...[text, lengths[n] ?? 0, points[2 * n] ?? 0, points[2 * n + 1] ?? 0],
      ...(classes ? [name(classes.wanted, n), name(classes.given, n)] : []),
    ]),
  };
}
