/**
 * What a search for units found, as rows and sentences of its view. Pure. A unit that does not beat
 * shifted labels and an untrained network is not listed; the sentence says how close it came.
 */
import { unitKey, type UnitNames } from '../../shared/model/unitNames';
import type {
  MatchedUnit,
  MatchedUnits,
  RankedUnit,
  RankedUnits,
  UnitPlace,
  UnitSearchAnswer,
} from '../../shared/questions/editor/unitSearch';
import { measureTitle } from '../colours/colourScale';
import { count, percent } from '../common/formatNumbers';

/** Its fields are also arguments: of *Colour Text by…* and *Show Gate Activations*. */
export interface UnitRow extends UnitPlace {
  readonly documentKey: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** Over the labels it is high, or low. */
  readonly side: 'high' | 'low';
  readonly weights: string;
}

export interface SearchedText {
  readonly documentKey: string;
  readonly name: string;
  /** What the labels were: “Inside brackets”. */
  readonly labels: string;
  /** That it was found in: the hash of the weights. */
  readonly weights: string;
  /** As they are shown now. */
  readonly unitNames: UnitNames;
}

/** What it was found in has changed since. */
export type Age = 'now' | 'earlierWeights' | 'earlierText';

const agePrefix: Readonly<Record<Age, string>> = {
  now: '',
  earlierWeights: '(earlier weights) ',
  earlierText: '(earlier text) ',
};

export function unitRows(text: SearchedText, answer: UnitSearchAnswer, age: Age): UnitRow[] {
  const { outcome } = answer;
  const rows: readonly (RankedUnit | MatchedUnit)[] = outcome.found;
  return rows.map((unit) => {
    const { layer, gate, unit: number, side } = unit;
    return {
      ...{ layer, gate, unit: number, side },
      ...{ documentKey: text.documentKey, weights: text.weights },
      label: titleOf(text, unit, shortName),
      description: agePrefix[age] + figuresOf(unit, outcome),
      tooltip: `${titleOf(text, unit)}: ${explanationOf(unit, outcome)}`,
    };
  });
}

/** Characters of a name in a row, whose figures stand after it; the tooltip has all of it. */
const shortName = 16;

function titleOf(
  { unitNames }: SearchedText,
  { layer, gate, unit }: UnitPlace,
  most = Infinity,
): string {
  const title = measureTitle({ by: 'unit', layer, gate, unit });
  const name = [...(unitNames[unitKey(layer, unit)] ?? '')];
  if (name.length === 0) return title;
  const shown = name.length > most ? `${name.slice(0, most - 1).join('')}…` : name.join('');
  return `${title} “${shown}”`;
}

/** Three digits, never rounded up to 1. */
export const area = (value: number): string =>
  (value < 1 ? Math.min(value, 0.999) : value).toFixed(3);

const sideWord = { high: 'on', low: 'off' } as const;

function figuresOf(unit: RankedUnit | MatchedUnit, outcome: UnitSearchAnswer['outcome']): string {
  if ('elsewhere' in unit) return `${sideWord[unit.side]} · ${times(unit.elsewhere)} elsewhere`;
  if (outcome.kind !== 'ranked') return '';
  const { shifted, untrained } = outcome;
  const figure = `${sideWord[unit.side]} ${area(unit.heldOut)}`;
  return `${figure} · shifted ${area(shifted)} · untrained ${area(untrained)}`;
}

const times = (number: number): string => (number === 1 ? 'once' : `${count(number)} times`);

function explanationOf(
  unit: RankedUnit | MatchedUnit,
  outcome: UnitSearchAnswer['outcome'],
): string {
  const side = unit.side === 'high' ? 'higher' : 'lower';
  if ('elsewhere' in unit) {
    const quarter = unit.side === 'high' ? 'highest' : 'lowest';
    return `in the ${quarter} quarter of its values over the whole span and not next to it; the same happens ${times(unit.elsewhere)} elsewhere in the text. Click to colour the text by it.`;
  }
  if (outcome.kind !== 'ranked') return '';
  return `${side} over the labels than elsewhere for ${(100 * unit.heldOut).toFixed(1)}% of the pairs of words in the half of the labels not used to choose it. Shifted labels reach ${area(outcome.shifted)}, an untrained network ${area(outcome.untrained)}; chance is 0.5. Click to colour the text by it.`;
}

const again = 'the button with the round arrow searches again.';
const ageSentence: Readonly<Record<Age, readonly string[]>> = {
  now: [],
  earlierWeights: [
    `Grey: the model has changed since then, and its units may do something else now; ${again}`,
  ],
  earlierText: [`Grey: the text has been edited since then; ${again}`],
};

/** The text above the rows, or instead of them. */
export function searchSentence(text: SearchedText, answer: UnitSearchAnswer, age: Age): string {
  const { outcome } = answer;
  return [
    ...ageSentence[age],
    `${text.labels} in ${text.name}.`,
    outcome.kind === 'ranked' ? ranked(text, answer, outcome) : matched(answer, outcome),
    ...widened(answer),
    ...stretched(answer),
  ].join(' ');
}

function ranked(
  text: SearchedText,
  { considered, spans }: UnitSearchAnswer,
  { found, first, shifted, shifts, untrained }: RankedUnits,
): string {
  const nulls = `${shifts} shifts of the labels reach ${area(shifted)} and an untrained network ${area(untrained)}`;
  const of = `of ${count(considered)} gates and states`;
  if (found.length === 0) {
    return `Nothing found: ${of} the best choice, ${lower(titleOf(text, first))}, reaches ${area(first.heldOut)} on the half of the ${count(spans)} labels not used to choose it; ${nulls}.`;
  }
  return `${count(found.length)} ${of} follow the ${count(spans)} labels, by the area under the ROC curve on the half not used to choose them; ${nulls}.`;
}

function matched(
  { considered }: UnitSearchAnswer,
  { found, matching, untrained, length, spans, asMany }: MatchedUnits,
): string {
  const share = spans === 0 ? 'no other span' : percent(asMany / spans);
  const others = `${share} of the ${count(spans)} other spans of ${plural(length, 'word')} have as many, and an untrained network has ${count(untrained)} here`;
  const of = `of ${count(considered)} gates and states`;
  if (matching === 0) return `Nothing found: none ${of} is on over exactly this span.`;
  if (found.length === 0) {
    return `Nothing found: ${count(matching)} ${of} are on over exactly this span, but ${others}. Label more spans to find units specific to them.`;
  }
  return `${count(matching)} ${of} are on over exactly this span; ${others}.`;
}

function widened({ widened: number, spans }: UnitSearchAnswer): string[] {
  if (number === 0) return [];
  if (spans === 1) return ['The selection was widened to whole words.'];
  return [`${plural(number, 'span')} ${number === 1 ? 'was' : 'were'} widened to whole words.`];
}

function stretched({ count: seen, tokens, approximate }: UnitSearchAnswer): string[] {
  if (seen === tokens) return [];
  const begun = approximate ? ', while the text before it was still being read' : '';
  return [`Searched in ${count(seen)} of ${count(tokens)} words around the cursor${begun}.`];
}

const plural = (number: number, noun: string): string =>
  `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

const lower = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);
