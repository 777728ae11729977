/**
 * The rows of the ledger: as a picture the largest remains with bars, the rest summed; as a table
 * every word of the window. What came before the window is a row of its own.
 */
import type { JSX } from 'preact';
import type { Ledger } from '../../src/shared/inspection';
import { gateValue, percent, whole } from '../numbers';
import { visibleWord } from '../words';

export interface LedgerRowsProperties {
  readonly answer: Ledger;
  readonly asTable: boolean;
  /** The token that is marked. */
  readonly word: number;
}

const rowsShown = 14;
const mostRows = 500;

/** Places in the ledger by what is left, largest first. */
export function largestLeft({ left }: Ledger, count: number): number[] {
  return Array.from(left.keys())
    .sort((one, other) => Math.abs(left[other] ?? 0) - Math.abs(left[one] ?? 0) || other - one)
    .slice(0, count);
}

export function LedgerRows({ answer, asTable, word }: LedgerRowsProperties): JSX.Element {
  const { left, passage, before, cell, unit } = answer;
  const count = left.length;
  const places = asTable
    ? Array.from({ length: Math.min(count, mostRows) }, (_, n) => count - 1 - n)
    : withMarked(largestLeft(answer, rowsShown), word - passage.from, count);
  const rest = left.reduce((sum, one) => sum + one, 0) - sumOf(left, places);
  const most = Math.max(...Array.from(left, Math.abs), Math.abs(before.left), 1e-9);
  const signs = unit !== undefined;
  return (
    <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of direct writes">
      <table class="numbers ledger">
        <caption>
          {asTable
            ? `${whole(places.length)} of ${whole(count)} words, the nearest first`
            : 'What is left of each write, the largest first'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Word</th>
            <th scope="col">Words back</th>
            <th scope="col">{signs ? 'Wrote i·g' : 'Wrote |i·g|'}</th>
            <th scope="col">Survives</th>
            <th scope="col">Is left</th>
            {!asTable && <th scope="col" aria-label="Picture" />}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <Row
              key={place}
              name={visibleWord(passage.tokens[place] ?? '')}
              marked={passage.from + place === word}
              back={count - 1 - place}
              wrote={answer.written[place] ?? 0}
              survives={answer.survives[place] ?? 0}
              left={left[place] ?? 0}
              most={asTable ? undefined : most}
            />
          ))}
          <Row
            name="before this window"
            back={count}
            wrote={before.value}
            survives={before.survives}
            left={before.left}
            most={asTable ? undefined : most}
          />
          {signs && places.length < count && (
            <Row
              name={`the other ${whole(count - places.length)} words`}
              left={rest}
              most={asTable ? undefined : most}
            />
          )}
        </tbody>
        {signs && (
          <tfoot>
            <tr>
              <th scope="row">Together: the cell state</th>
              <td />
              <td />
              <td />
              <td>{gateValue(cell)}</td>
              {!asTable && <td />}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** The marked word belongs to the list even where little of it is left. */
function withMarked(places: readonly number[], marked: number, count: number): number[] {
  const missing = marked >= 0 && marked < count && !places.includes(marked);
  return missing ? [...places, marked] : [...places];
}

const sumOf = (values: Float32Array, places: readonly number[]): number =>
  places.reduce((sum, place) => sum + (values[place] ?? 0), 0);

function Row(properties: {
  readonly name: string;
  readonly marked?: boolean;
  readonly back?: number;
  readonly wrote?: number;
  readonly survives?: number;
  readonly left: number;
  readonly most: number | undefined;
}): JSX.Element {
  const { name, marked = false, back, wrote, survives, left, most } = properties;
  return (
    <tr {...(marked && { 'aria-current': 'true' as const })}>
      <th scope="row">
        <bdi>{name}</bdi>
        {marked && <span class="quiet"> (the word above)</span>}
      </th>
      <td>{back === undefined ? '' : whole(back)}</td>
      <td>{wrote === undefined ? '' : gateValue(wrote)}</td>
      <td>{survives === undefined ? '' : percent(survives)}</td>
      <td>{gateValue(left)}</td>
      {most !== undefined && (
        <td class="signed-bar" aria-hidden="true">
          <span class={left < 0 ? 'bar-below' : 'bar-above'} style={barStyle(left / most)} />
        </td>
      )}
    </tr>
  );
}

/** From the middle to the right, or to the left. */
function barStyle(share: number): { left: string; width: string } {
  const width = 50 * Math.min(1, Math.abs(share));
  return { left: `${share < 0 ? 50 - width : 50}%`, width: `${width}%` };
}
