/** A tensor as rows of the table: its own, and one per gate that lies in it. */
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TensorFigures, TensorRow } from '../../src/shared/model/tensors';
import { whole } from '../parts/numbers';
import { ValueHistogram } from './valueHistogram';
import type { Found } from './statisticsQueue';
import {
  figureText,
  gateTitles,
  gateShape,
  none,
  partText,
  shapeText,
  strangersText,
  zerosText,
} from './tensorTexts';

/** Columns that need the numbers to be read. */
const figureColumns = 7;

interface TensorRowsProperties {
  readonly row: TensorRow;
  readonly found: Found | undefined;
  readonly gates: boolean;
  /** Its numbers are not read and will not be. */
  readonly gone: boolean;
}

/** Made once: a table is told of every tensor that was read, and the other rows stay as they are. */
export function TensorRows({ row, found, gates, gone }: TensorRowsProperties): JSX.Element {
  return useMemo(() => rowsOf({ row, found, gates, gone }), [row, found, gates, gone]);
}

function rowsOf({ row, found, gates, gone }: TensorRowsProperties): JSX.Element {
  const parts = row.part?.gates ?? [];
  const waiting = <Unread words={gone || (found && 'trouble' in found) ? none : '…'} />;
  const statistics = found && !('trouble' in found) ? found : undefined;
  return (
    <>
      <tr data-place={row.place}>
        <th scope="row">
          <bdi class="tensor-name">{row.name}</bdi>
          {row.part && <span class="quiet part">{partText(row.part)}</span>}
        </th>
        <td>{row.dtype}</td>
        <td>
          {shapeText(row)}
          {row.shape.length > 1 && <span class="quiet part">{whole(row.numbers)} numbers</span>}
        </td>
        {found && 'trouble' in found ? (
          <td class="trouble" colSpan={figureColumns}>
            {found.trouble}
          </td>
        ) : statistics ? (
          <Figures figures={statistics.whole} of={statistics.whole} />
        ) : (
          waiting
        )}
      </tr>
      {gates &&
        parts.map((gate, n) => {
          const block = statistics?.blocks[n];
          return (
            <tr key={gate} class="gate" data-place={row.place}>
              <th scope="row">
                {gateTitles[gate]}
                <span class="unseen"> of {row.name}</span>
              </th>
              <td />
              <td>{gateShape(row, parts.length)}</td>
              {statistics && block ? <Figures figures={block} of={statistics.whole} /> : waiting}
            </tr>
          );
        })}
    </>
  );
}

function Figures(properties: {
  readonly figures: TensorFigures;
  readonly of: TensorFigures;
}): JSX.Element {
  const { figures, of } = properties;
  const { finite } = figures;
  const strange = figures.nans + figures.infinities > 0;
  const cells: ComponentChildren[] = finite
    ? [
        ...[figureText(finite.low), figureText(finite.high), figureText(finite.mean)],
        finite.deviation === undefined ? 'beyond 10¹⁵⁴' : figureText(finite.deviation),
      ]
    : [none, none, none, none];
  return (
    <>
      <td class="bins-cell">
        <ValueHistogram figures={figures} of={of} />
      </td>
      {cells.map((cell, n) => (
        <td key={n}>{cell}</td>
      ))}
      <td>{zerosText(figures)}</td>
      <td>{strange ? <b class="strange">{strangersText(figures)}</b> : strangersText(figures)}</td>
    </>
  );
}

function Unread({ words }: { readonly words: string }): JSX.Element {
  return (
    <>
      {Array.from({ length: figureColumns }, (_, n) => (
        <td key={n} class="quiet">
          {words}
        </td>
      ))}
    </>
  );
}
