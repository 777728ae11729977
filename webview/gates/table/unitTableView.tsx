/**
 * The table in place of the map: all quantities of one unit at the words in view, with the same numbers in
 * the same form.
 */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { UnitTable } from '../../../src/shared/questions/gates';
import { mostTokens } from '../../../src/shared/questions/gates';
import { useAnswer } from '../../answers/useAnswer';
import { Button, Select } from '../../parts/controls';
import { gateValue, whole } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { namedUnit, unitLabel } from '../../parts/unitLabel';
import { visibleWord } from '../../parts/words';
import { quantitiesAt } from '../../parts/quantities';
import type { Range } from '../map/geometry';
import type { GatesProperties } from '../props';
import { UnknownMark } from '../../parts/unknownWord';

export function UnitTableView(properties: GatesProperties): JSX.Element {
  const { page, host, overview, shown, unit, chooseUnit, range, setRange } = properties;
  const { cursor, layer } = page;
  const names = page.panel?.unitNames;
  const question = page.tab === 'gates' &&
    unit !== undefined &&
    range &&
    range.count > 0 && { layer, unit, from: range.from, count: Math.min(range.count, mostTokens) };
  const table = useAnswer(
    (asked: Exclude<typeof question, false | undefined>) => host.call('unitTable', asked),
    question || undefined,
    overview,
    `${page.panel?.documentKey ?? ''} ${layer}`,
  );
  useEffect(() => {
    if (!range || cursor < 0) return;
    if (cursor >= range.from && cursor < range.from + range.count) return;
    setRange(shifted(range, cursor - range.from - Math.floor(range.count / 2), overview.tokens));
  }, [cursor]);

  const units = shown?.units ?? [];
  const rows = unit === undefined || units.includes(unit) ? units : [unit, ...units];
  const answer = table.held?.answer;
  return (
    <>
      <div class="bar">
        <Select
          label="Unit"
          choices={rows.map(
            (row) => [String(row), namedUnit(layer, row, names).slice('unit '.length)] as const,
          )}
          chosen={String(unit ?? '')}
          onChoose={(row) => chooseUnit(Number(row))}
        />
        {range && (
          <div class="group">
            <Button
              disabled={range.from === 0}
              onClick={() => setRange(shifted(range, -range.count, overview.tokens))}
            >
              Earlier words
            </Button>
            <Button
              disabled={range.from + range.count >= overview.tokens}
              onClick={() => setRange(shifted(range, range.count, overview.tokens))}
            >
              Later words
            </Button>
          </div>
        )}
      </div>
      {table.trouble && (
        <p class="notice" role="status">
          {table.trouble}
        </p>
      )}
      {answer && <TableOf {...properties} answer={answer} />}
    </>
  );
}

function TableOf(properties: GatesProperties & { readonly answer: UnitTable }): JSX.Element {
  const { answer, page, overview, reveal } = properties;
  const end = answer.from + answer.tokens.length;
  const quantities = quantitiesAt(overview, page.layer).filter(({ name }) => name in answer.gates);
  return (
    <NumbersTable
      label="Table of the gates"
      wide
      caption={
        <>
          <bdi>{unitLabel(page.layer, answer.unit, 1, page.panel?.unitNames)}</bdi> at words{' '}
          {whole(answer.from + 1)} to {whole(end)} of {whole(overview.tokens)}
          {answer.approximate && ' (approximate)'}
        </>
      }
      heads={['Token', ...quantities.map(({ title }) => title)]}
      rows={answer.tokens.map((word, place) => {
        const token = answer.from + place;
        return {
          key: token,
          head: (
            <>
              <WordButton onClick={() => reveal(token)}>{visibleWord(word)}</WordButton>
              <UnknownMark known={answer.known[place]} />
            </>
          ),
          cells: quantities.map(({ name }) => gateValue(answer.gates[name]?.[place] ?? Number.NaN)),
          current: token === page.cursor,
        };
      })}
    />
  );
}

function shifted(range: Range, by: number, tokens: number): Range {
  const from = Math.max(0, Math.min(range.from + by, tokens - 1));
  return { from, count: Math.min(range.count, tokens - from) };
}
