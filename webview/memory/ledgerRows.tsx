/**
 * The rows of the ledger: as a picture the largest remains with bars, the rest summed; as a table
 * every word of the window. What came before the window is a row of its own.
 */
import type { JSX } from 'preact';
import { type LayerCell, theQuantity } from '../../src/shared/model/cells';
import type { Ledger } from '../../src/shared/questions/memory';
import { gateValue, percent, whole } from '../parts/numbers';
import { heldIn, writtenLetters } from './held';
import { NumbersTable } from '../parts/numbersTable';
import { visibleWord } from '../parts/words';
import { UnknownMark } from '../parts/unknownWord';

export interface LedgerRowsProperties {
  readonly answer: Ledger;
  /** Whose memory it is. */
  readonly cell: LayerCell | undefined;
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

/** Those of the picture, the marked one among them. */
export const shownPlaces = (answer: Ledger, word: number): number[] =>
  withMarked(largestLeft(answer, rowsShown), word - answer.passage.from, answer.left.length);

export function LedgerRows({ answer, cell, asTable, word }: LedgerRowsProperties): JSX.Element {
  const { left, passage, before, held, unit } = answer;
  const count = left.length;
  const places = asTable
    ? Array.from({ length: Math.min(count, mostRows) }, (_, n) => count - 1 - n)
    : shownPlaces(answer, word);
  const rest = left.reduce((sum, one) => sum + one, 0) - sumOf(left, places);
  const most = Math.max(...Array.from(left, Math.abs), Math.abs(before.left), 1e-9);
  const signs = unit !== undefined;
  const bar = (value: number): JSX.Element[] =>
    asTable ? [] : [<Bar key="bar" share={value / most} />];
  const words = places.map((place) => ({
    key: place,
    current: passage.from + place === word,
    head: (
      <>
        <bdi>{visibleWord(passage.tokens[place] ?? '')}</bdi>
        <UnknownMark known={passage.known[place]} />
        {passage.from + place === word && <span class="quiet"> (the word above)</span>}
      </>
    ),
    cells: [
      whole(count - 1 - place),
      gateValue(answer.written[place] ?? 0),
      percent(answer.survives[place] ?? 0),
      gateValue(left[place] ?? 0),
      ...bar(left[place] ?? 0),
    ],
  }));
  const earlier = {
    key: 'before',
    head: 'before this window',
    cells: [
      whole(count),
      gateValue(before.value),
      percent(before.survives),
      gateValue(before.left),
      ...bar(before.left),
    ],
  };
  const others = {
    key: 'others',
    head: `the other ${whole(count - places.length)} words`,
    cells: ['', '', '', gateValue(rest), ...bar(rest)],
  };
  const together = {
    key: 'sum',
    head: `Together: ${theQuantity(heldIn(cell))}`,
    cells: ['', '', '', gateValue(held), ...(asTable ? [] : [''])],
  };
  return (
    <NumbersTable
      label="Table of direct writes"
      caption={
        asTable
          ? `${whole(places.length)} of ${whole(count)} words, the nearest first`
          : 'What is left of each write, the largest first'
      }
      heads={[
        'Word',
        'Words back',
        wroteHead(writtenLetters(cell), signs),
        'Survives',
        'Left',
        ...(asTable ? [] : [{ unseen: 'Picture' }]),
      ]}
      rows={[...words, earlier, ...(signs && places.length < count ? [others] : [])]}
      foot={signs ? together : undefined}
    />
  );
}

/** “Wrote i·g”, of all units together “Wrote |i·g|” */
function wroteHead(letters: string, signs: boolean): string {
  if (letters === '') return 'Wrote';
  return signs ? `Wrote ${letters}` : `Wrote |${letters}|`;
}

/** The marked word belongs to the list even where little of it is left. */
function withMarked(places: readonly number[], marked: number, count: number): number[] {
  const missing = marked >= 0 && marked < count && !places.includes(marked);
  return missing ? [...places, marked] : [...places];
}

const sumOf = (values: Float32Array, places: readonly number[]): number =>
  places.reduce((sum, place) => sum + (values[place] ?? 0), 0);

/** From the middle to the right, or to the left. */
function Bar({ share }: { readonly share: number }): JSX.Element {
  const width = 50 * Math.min(1, Math.abs(share));
  const style = { left: `${share < 0 ? 50 - width : 50}%`, width: `${width}%` };
  return (
    <span class="signed-bar" aria-hidden="true">
      <span class={share < 0 ? 'bar-below' : 'bar-above'} style={style} />
    </span>
  );
}
