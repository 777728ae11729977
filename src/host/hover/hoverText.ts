/**
 * What the hover says about one token, as Markdown of at most 12 lines: how surprised the LSTM
 * was, what it had expected, what each layer did with its memory, and the three units that changed
 * most. All numbers are the LSTM's alone and come from the reading; nothing is averaged over units.
 */
import type { UnitNames } from '../../shared/model/unitNames';
import { unitKey } from '../../shared/model/unitNames';
import type {
  LayerMemory,
  Measure,
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
    'Changed most (gates i, f, o; candidate g; cell c):',
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
function surprise({ token, known, bits, rank }: TokenReading): string {
  const choice = rank === 1 ? "the LSTM's first choice" : `the LSTM's ${ordinal(rank)} choice`;
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
  const unknown = unknownSentence(unknownShare);
  const compared = memory[0]?.erased.of;
  const facts = [
    known ? 'In the vocabulary' : `${unknownMark} ${unknownPhrase}: read as any unknown word`,
    trainingText(reading),
    ...(approximate ? ['approximate: the text before it is still being read'] : []),
    ...(!compared ? [] : [`percentiles among the ${count(compared)} tokens compared`]),
  ].map(together);
  return [...facts, ...(unknown === undefined ? [] : [unknown]), ...lately(reading)].join(' · ');
}

function trainingText({ seen, ofUnknownText }: TokenReading): string {
  if (ofUnknownText) return 'trained elsewhere';
  return seen ? 'in the training text' : 'not in the training text';
}

/** @param layer none where there is only one, so that the line fits into half a laptop's window */
function layerLine({ erased, written, shown }: LayerMemory, layer?: number): string {
  const measure = (name: string, { value, percentile }: Measure): string =>
    together(`${name} ${value.toFixed(2)} ${bar(percentile / 100)} ${ordinal(percentile)}`);
  const named = layer === undefined ? 'Erased' : `Layer ${layer}: erased`;
  return [measure(named, erased), measure('written', written), measure('shown', shown)].join(' · ');
}

function unitLine(unit: UnitReading, layers: number, names: UnitNames, isChosen: boolean): string {
  const number = layers > 1 ? `Layer ${unit.layer + 1} unit ${unit.unit}` : `Unit ${unit.unit}`;
  const given = names[unitKey(unit.layer, unit.unit)];
  const name = given === undefined ? number : `${number} “${escapeMarkdown(given)}”`;
  const gate = (letter: string, value: number): string =>
    together(`${letter} ${bar(Math.abs(value))} ${signed(value)}`);
  const cell = `c ${signed(unit.cellStateBefore)} → ${bar(Math.abs(unit.cellState))} ${signed(unit.cellState)}`;
  return `${name}${isChosen ? ', chosen' : ''}: ${[
    gate('i', unit.inputGate),
    gate('f', unit.forgetGate),
    gate('g', unit.candidate),
    gate('o', unit.outputGate),
    together(cell),
  ].join(' · ')}`;
}
