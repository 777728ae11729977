/**
 * What the hover says about one token, as Markdown of at most 12 lines: how surprised the network
 * was, what it had expected, what each layer did with its memory, and the three units that changed
 * most. All numbers are the network's alone and come from the reading; nothing is averaged over units.
 */
import type { UnitNames } from '../../shared/model/unitNames';
import { unitKey } from '../../shared/model/unitNames';
import type {
  LayerMemory,
  Measure,
  QuantityReading,
  TokenReading,
  UnitReading,
} from '../../shared/questions/editor/hover';
import { unknownMark, unknownPhrase, unknownSentence } from '../../shared/unknownWords';
import { escapeMarkdown } from '../common/escapeMarkdown';
import { bar, count, ordinal, percent, signed } from '../common/formatNumbers';

const mostLines = 12;
/** Besides those of layers and units. */
const otherLines = 5;
const mostUnits = 3;

/** A figure stays on one line with its name. */
const together = (text: string): string => text.replaceAll(' ', '\u00a0');

/** Two spaces before a line break: Markdown's own way to keep it. */
const lineBreak = '  \n';

/** The links of the last line: `command:` URIs. */
export interface HoverLinks {
  readonly panel: string;
  readonly explanation: string;
}

/** @param names that the user gave to units */
export function hoverText(reading: TokenReading, links: HoverLinks, names: UnitNames = {}): string {
  return [
    surprise(reading),
    // Above the figures: a hover of half a window's width scrolls.
    `[Show this token in the panel](${links.panel}) · [Explain this prediction](${links.explanation})`,
    expectation(reading),
    membership(reading),
    ...reading.memory.map((memory, at, { length }) =>
      layerLine(memory, length > 1 ? at + 1 : undefined),
    ),
    `Changed most (${lettersOf(reading)}):`,
    ...unitLines(reading, names),
  ].join(lineBreak);
}

/** What a person looks at stands first where it is not among those that changed most: a hover scrolls. */
function unitLines({ changed, chosen, memory }: TokenReading, names: UnitNames): string[] {
  const isChosen = ({ layer, unit }: UnitReading): boolean =>
    layer === chosen?.layer && unit === chosen.unit;
  const apart = chosen && !changed.slice(0, mostUnits).some(isChosen) ? [chosen] : [];
  const room = Math.max(1, mostLines - otherLines - memory.length - apart.length);
  const shown = [...apart, ...changed.slice(0, Math.min(mostUnits, room))];
  return shown.map((unit) => unitLine(unit, memory.length, names, isChosen(unit)));
}

/** Bits at which a bar of the sparkline is full: one chance in 65,536. */
const mostBits = 16;

/** Short: a hover is as wide as half a laptop's window, at most. */
function surprise({ token, known, bits, rank, network }: TokenReading): string {
  const choice = `the ${escapeMarkdown(network)}'s ${rank === 1 ? 'first' : ordinal(rank)} choice`;
  const mark = known ? '' : ` ${unknownMark}`;
  return `**${escapeMarkdown(token)}**${mark} · ${bits.toFixed(1)} bits of surprise · ${choice}`;
}

function lately({ recent }: TokenReading): string[] {
  if (recent.length < 2) return [];
  const bars = recent.map((value) => bar(value / mostBits)).join('');
  return [together(`surprise of the last ${recent.length} tokens: ${bars}`)];
}

/** The least shares begin with “<”. */
const share = (probability: number): string => percent(probability).replace('<', '\\<');

function expectation({ expected, unknownExpected }: TokenReading): string {
  const words = expected
    .slice(0, 5)
    .map(({ word, probability }) => `“${escapeMarkdown(word)}” ${share(probability)}`);
  const unknown = `${unknownMark} any unknown word ${share(unknownExpected)}`;
  return `Expected ${[...words, ...(unknownExpected > 0 ? [unknown] : [])].map(together).join(' · ')}`;
}

function membership(reading: TokenReading): string {
  const { known, approximate, memory, unknownShare } = reading;
  const unknown = unknownSentence(unknownShare)?.replace(' %', '\u00a0%');
  const compared = memory[0]?.shown.of;
  const facts = [
    known ? 'In the vocabulary' : `${unknownMark} ${unknownPhrase}: read as any unknown word`,
    trainingText(reading),
    ...(approximate ? ['approximate: the text before it is still being read'] : []),
    ...(!compared ? [] : [`percentiles among the ${count(compared)} tokens compared`]),
  ].map(together);
  // A sentence stands last: nothing is joined to its full stop.
  return [...facts, ...lately(reading), ...(unknown === undefined ? [] : [unknown])].join(' · ');
}

function trainingText({ seen, ofUnknownText }: TokenReading): string {
  if (ofUnknownText) return 'trained elsewhere';
  return seen ? 'in the training text' : 'not in the training text';
}

/** @param layer none where there is only one, so that the line fits into half a laptop's window */
function layerLine({ erased, written, shown, moved }: LayerMemory, layer?: number): string {
  const measure = (name: string, { value, percentile }: Measure): string =>
    together(`${name} ${value.toFixed(2)} ${bar(percentile / 100)} ${ordinal(percentile)}`);
  const measures = [
    ...(erased ? [measure('erased', erased)] : []),
    ...(written ? [measure('written', written)] : []),
    ...(moved === undefined ? [] : [together(`changed by ${moved.toFixed(2)}`)]),
    measure('shown', shown),
  ].join(' · ');
  return layer === undefined
    ? measures.charAt(0).toUpperCase() + measures.slice(1)
    : `Layer ${layer}: ${measures}`;
}

function unitLine(unit: UnitReading, layers: number, names: UnitNames, isChosen: boolean): string {
  const number = layers > 1 ? `Layer ${unit.layer + 1} unit ${unit.unit}` : `Unit ${unit.unit}`;
  const given = names[unitKey(unit.layer, unit.unit)];
  const name = given === undefined ? number : `${number} “${escapeMarkdown(given)}”`;
  const values = unit.quantities.map(valueText).join(' · ');
  return `${name}${isChosen ? ', chosen' : ''}: ${values}`;
}

function valueText({ letter, value, bound, before }: QuantityReading): string {
  const shown = `${bar(Math.abs(value) / bound)} ${signed(value)}`;
  const from = before === undefined ? '' : `${signed(before)} → `;
  return together(`${escapeMarkdown(letter)} ${from}${shown}`);
}

/** “gates r z: reset, update; n candidate; h hidden”: of each cell whose units are listed. */
function lettersOf({ changed, chosen }: TokenReading): string {
  const units = [...(chosen ? [chosen] : []), ...changed];
  const layers = new Map(units.map((unit) => [unit.layer, lettersOfUnit(unit)]));
  const all = [...layers].sort(([one], [other]) => one - other);
  if (new Set(layers.values()).size <= 1) return all[0]?.[1] ?? '';
  return all.map(([layer, letters]) => `layer ${layer + 1}: ${letters}`).join(' · ');
}

function lettersOfUnit({ quantities }: UnitReading): string {
  const gates = quantities.filter(({ kind }) => kind === 'gate');
  const short = ({ title }: QuantityReading): string =>
    escapeMarkdown(title.replace(/ (gate|state)$/, '').toLowerCase());
  const others = quantities.filter(({ kind }) => kind !== 'gate');
  const letters = gates.map(({ letter }) => escapeMarkdown(letter)).join(' ');
  // i, f and o are the first letters of their gates: the line is to fit into half a window.
  const isPlain = gates.every((gate) => short(gate).startsWith(gate.letter));
  const names = isPlain ? '' : `: ${gates.map(short).join(', ')}`;
  return [
    ...(gates.length === 0 ? [] : [`gate${gates.length > 1 ? 's' : ''} ${letters}${names}`]),
    ...others.map((one) =>
      one.title === one.letter
        ? escapeMarkdown(one.letter)
        : `${escapeMarkdown(one.letter)} ${short(one)}`,
    ),
  ].join('; ');
}
