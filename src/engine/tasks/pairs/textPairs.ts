/**
 * A text as pairs to look at, while it is still being written: a line without a target is a source to write
 * the target of, a line that is none at all is passed over, and the first flaw is told.
 */
import { pauses, type Steps } from '../../steps';
import type { ExamplePart } from '../judging/textExamples';
import { readingRows } from '../formats/delimited';
import type { ExampleFlaw } from '../formats/flaws';
import type { Trimmed } from '../formats/lines';
import type { PairFacts } from './pairFacts';
import { splittingPairs } from './pairSplit';
import { letters } from './pairTokens';
import { longestSide, type Pair } from './readPairs';

export interface TextPair {
  readonly line: number;
  readonly source: Trimmed;
  /** None where there is no tab yet, or nothing behind it. */
  readonly target?: Trimmed;
}

/** A pair whose both sides are there. */
export interface WholePair extends Pair {
  /** Its place among all of the text. */
  readonly number: number;
}

export interface TextPairs {
  readonly pairs: readonly TextPair[];
  readonly whole: readonly WholePair[];
  /** Of the text that the model learnt from, by the place of a pair; the same divisions as in training. */
  readonly parts?: ReadonlyMap<number, ExamplePart>;
  readonly flaw?: ExampleFlaw;
}

/** @param isLearnt the model learnt from this text */
export function* readingTextPairs(
  text: string,
  { units }: Pick<PairFacts, 'units'>,
  isLearnt: boolean,
): Steps<TextPairs> {
  const isDue = pauses();
  const rows = yield* readingRows(text, '\t');
  const pairs: TextPair[] = [];
  let flaw: ExampleFlaw | undefined = rows.ok ? undefined : rows.flaw;
  for (const { line, fields } of rows.ok ? rows.value : []) {
    if (isDue(4 * fields.reduce((sum, { text: { length } }) => sum + length, 0))) yield;
    const found = flawOf(line, fields, units);
    flaw ??= found;
    if (found && !isOpen(found)) continue;
    const [source, ...targets] = fields;
    const target = targets.find((field) => field.text !== '');
    pairs.push({ line, source, ...(target && { target }) });
  }
  const whole = pairs.flatMap(({ line, source, target }, number): WholePair[] =>
    target ? [{ line, number, source: source.text, target: target.text }] : [],
  );
  yield;
  const parts = isLearnt ? yield* partsOf(whole) : undefined;
  return { pairs, whole, ...(parts && { parts }), ...(flaw && { flaw }) };
}

/** Its target is still to be written. */
const isOpen = (flaw: ExampleFlaw): boolean =>
  flaw.kind === 'noTarget' || (flaw.kind === 'emptySide' && flaw.side === 'target');

const sides = ['source', 'target'] as const;

function flawOf(
  line: number,
  fields: readonly Trimmed[],
  units: PairFacts['units'],
): ExampleFlaw | undefined {
  if (fields.length > sides.length) return { kind: 'manyTabs', line, columns: fields.length };
  if (fields[0].text === '') return { kind: 'emptySide', line, side: 'source' };
  for (const [n, field] of fields.entries()) {
    const side = sides[n];
    const tokens = letters(field.text, units[side]).length;
    if (tokens > longestSide) return { kind: 'longSide', line, side, tokens, most: longestSide };
  }
  if (fields.length < sides.length) return { kind: 'noTarget', line };
  return fields[1].text === '' ? { kind: 'emptySide', line, side: 'target' } : undefined;
}

function* partsOf(whole: readonly WholePair[]): Steps<ReadonlyMap<number, ExamplePart>> {
  const { train, valid, test } = yield* splittingPairs(whole);
  const named = (part: ExamplePart, pairs: readonly WholePair[]) =>
    pairs.map(({ number }): [number, ExamplePart] => [number, part]);
  return new Map([...named('train', train), ...named('valid', valid), ...named('test', test)]);
}
