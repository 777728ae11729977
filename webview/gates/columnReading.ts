/**
 * The value of a cell that stands for many words: their mean, computed from the values of each,
 * which are asked for; the bytes of the picture are never printed.
 */
import { useAnswer } from '../answers/useAnswer';
import { gateValue, whole } from '../parts/numbers';
import { titleAt } from '../parts/quantities';
import { namedUnit } from '../parts/unitLabel';
import type { Cell, Range } from './map/geometry';
import type { GatesProperties } from './props';
import type { CellReading } from './map/cellReading';

export function useColumnReading(
  { page, host, overview, shown }: GatesProperties,
  cell: Cell | undefined,
  tokensPerColumn: number,
): CellReading | undefined {
  const { layer, gate } = page;
  const unit = cell && cell.row >= 0 ? shown?.units[cell.row] : undefined;
  const words =
    cell && tokensPerColumn > 1 ? columnAt(cell, tokensPerColumn, overview.tokens) : undefined;
  const question =
    words && unit !== undefined && page.tab === 'gates' ? { layer, unit, ...words } : undefined;
  const answer = useAnswer(
    (asked: NonNullable<typeof question>) => host.call('unitTable', asked),
    question,
    overview,
    `${page.panel?.documentKey ?? ''} ${layer}`,
  ).held?.answer;
  if (!words) return undefined;
  const isOfThis = answer?.unit === unit && answer?.from === words.from;
  const values = isOfThis ? answer.gates[gate] : undefined;
  const value = values && mean(values);
  const named = unit === undefined ? undefined : namedUnit(layer, unit, page.panel?.unitNames);
  return farReading(words, unit, named, value, titleAt(overview, layer, gate));
}

function columnAt({ token }: Cell, tokensPerColumn: number, tokens: number): Range {
  const from = Math.floor(token / tokensPerColumn) * tokensPerColumn;
  return { from, count: Math.min(tokensPerColumn, tokens - from) };
}

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function farReading(
  words: Range,
  unit: number | undefined,
  named: string | undefined,
  value: number | undefined,
  title: string,
): CellReading {
  const word = `words ${whole(words.from + 1)} to ${whole(words.from + words.count)}`;
  const name = title.toLowerCase();
  return {
    ...{ word, words, known: true },
    ...(unit !== undefined && { unit }),
    ...(named !== undefined && { named }),
    ...(value !== undefined && { value }),
    spoken: [
      word,
      ...(named === undefined ? [] : [named]),
      ...(value === undefined ? [] : [`mean ${name} ${gateValue(value)}`]),
    ].join(', '),
  };
}
