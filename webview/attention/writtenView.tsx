/** A source, what was written of it, and the matrix between them; a token that is pointed at is marked in all three. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Span } from '../../src/shared/model/versions';
import {
  thinFrom,
  type PairAt,
  type WrittenPair,
} from '../../src/shared/questions/attention/pairs';
import { percent } from '../parts/numbers';
import { unknownPhrase } from '../../src/shared/unknownWords';
import { BlockedPlace } from './blockedPlace';
import { matrixOf, type Matrix } from './matrix';
import { MatrixView, readingOf, type Marked } from './matrixView';
import type { WrittenProperties } from './properties';
import { joinedTokens, kindTexts } from './texts';
import { TokenStrip } from './tokenStrip';

export function WrittenView(properties: WrittenProperties): JSX.Element {
  const { source, written, wanted, attention, cursor, spans, versions, host, reveal } = properties;
  const [pointed, setPointed] = useState<Marked>({});
  useEffect(() => setPointed({}), [source, cursor.row, cursor.column]);
  const spanOf = (side: 'source' | 'target', place: number | undefined): Span[] => {
    const span = place === undefined ? undefined : spans?.[side][place];
    return span ? [span] : [];
  };
  const { documentVersion } = versions;
  const pointedAt = [...spanOf('source', pointed.column), ...spanOf('target', pointed.row)];
  const asked = JSON.stringify(pointedAt);
  const wasMarked = useRef(false);
  useEffect(() => {
    if (pointedAt.length === 0 && !wasMarked.current) return;
    wasMarked.current = pointedAt.length > 0;
    host.tell('mark', { spans: pointedAt, documentVersion });
  }, [asked]);
  const revealPlace = (side: 'source' | 'target', place: number): void =>
    spanOf(side, place).forEach((span) => reveal(span, versions));
  const isPointed = pointed.row !== undefined || pointed.column !== undefined;
  const marked: Marked = isPointed ? pointed : definedOf(cursor);
  const matrix = useMemo(() => matrixOf(written, attention), [written, attention]);
  const { sourceTokens, targetTokens, known, probabilities, cutFrom, isCut } = written;
  const units = properties.overview.units;
  const title = `Where it looked while it wrote, ${kindTexts[attention].name}`;
  return (
    <>
      <TokenStrip
        label="The source"
        marked={marked.column}
        onMark={(column) => setPointed(column === undefined ? {} : { column })}
        onPick={(place) => revealPlace('source', place)}
        tokens={sourceTokens.map((token, place) => ({
          ...{ token, known: known[place] ?? true },
          says: `place ${place + 1} of the source${known[place] === false ? `, ${unknownPhrase}` : ''}`,
        }))}
      />
      <TokenStrip
        label="What was written"
        marked={marked.row}
        onMark={(row) => setPointed(row === undefined ? {} : { row })}
        onPick={(place) => revealPlace('target', place)}
        tokens={targetTokens.map((token, place) => ({
          ...{ token, isWrong: wanted !== undefined && wanted.tokens[place] !== token },
          says: `written with probability ${percent(probabilities[place] ?? 0)}${saysWanted(wanted, place, token)}`,
        }))}
      />
      <p role="status">{outcomeOf(written, wanted, units.target)}</p>
      {cutFrom !== undefined && (
        <p class="notice">
          Only the first {sourceTokens.length} of {cutFrom.toLocaleString('en')} tokens were read.
        </p>
      )}
      {isCut && <p class="notice">It wrote no end, and was stopped after {targetTokens.length}.</p>}
      {matrix ? (
        <Looks {...properties} {...{ matrix, marked, title, revealPlace }} onMark={setPointed} />
      ) : (
        attention === 'none' && <p class="quiet">{kindTexts.none.says}</p>
      )}
      <BlockedPlace {...properties} />
    </>
  );
}

function Looks(
  properties: WrittenProperties & {
    readonly matrix: Matrix;
    readonly marked: Marked;
    readonly title: string;
    readonly onMark: (marked: Marked) => void;
    readonly revealPlace: (side: 'source' | 'target', place: number) => void;
  },
): JSX.Element {
  const { matrix, marked, attention, revealPlace } = properties;
  const thin = matrix.rows.filter((_, row) => matrix.isThin(row)).length;
  return (
    <>
      <MatrixView
        {...properties}
        onPick={({ row, column }) => {
          if (column !== undefined) revealPlace('source', column);
          else if (row !== undefined) revealPlace('target', row);
        }}
      />
      <p class="attention-reading" role="status" aria-live="polite">
        {readingOf(matrix, marked) ??
          'A row is a token that it wrote, a column one of the source. Point at a cell, or walk with the arrow keys.'}
      </p>
      <p class="quiet">
        {kindTexts[attention].says}
        {thin > 0 &&
          ` ${thin} of ${matrix.rows.length} rows are spread thin: their entropy is at least ${Math.round(100 * thinFrom)} % of an even row’s, and where they look means nothing.`}{' '}
        Weights say where it looked, not what it used: block a place below to see what depends on
        it.
      </p>
    </>
  );
}

const definedOf = ({ row, column }: WrittenProperties['cursor']): Marked => ({
  ...(row !== undefined && { row }),
  ...(column !== undefined && { column }),
});

function saysWanted(wanted: PairAt['wanted'], place: number, token: string): string {
  const right = wanted?.tokens[place];
  if (!wanted || right === token) return '';
  return right === undefined ? ', the target has ended' : `, should be ${right}`;
}

function outcomeOf(
  { targetTokens, probabilities }: WrittenPair,
  wanted: PairAt['wanted'],
  unit: 'letters' | 'words',
): JSX.Element {
  const all = probabilities.reduce((product, one) => product * one, 1);
  return (
    <>
      It writes{' '}
      <b class="attention-output">
        <bdi>{targetTokens.length === 0 ? 'nothing' : joinedTokens(targetTokens, unit)}</bdi>
      </b>
      , {percent(all)} probable as a whole.{' '}
      {wanted &&
        (wanted.isRight ? (
          'The text says the same.'
        ) : (
          <>
            The text says{' '}
            <b class="attention-output">
              <bdi>{joinedTokens(wanted.tokens, unit)}</bdi>
            </b>
            .
          </>
        ))}
    </>
  );
}
