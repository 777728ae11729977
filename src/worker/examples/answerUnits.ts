/**
 * *Find Units* for a label: which units tell the words of a label from the others, or the examples of a class
 * from those of other classes? Judged as every search for units is: chosen on one half of the text, measured
 * on the other, beside shifted labels and a network that has learnt nothing.
 */
import { random } from '../../engine/random';
import { countTokens, runsOf, type Run } from '../../engine/search/labels';
import {
  chosenBy,
  createUnitSearch,
  fewestRuns,
  fewestTokens,
  heldOut,
  type UnitSearch,
} from '../../engine/search/unitSearch';
import { cellQuantities } from '../../engine/tasks/judging/cellQuantities';
import type { Judge } from '../../engine/tasks/judging/judge';
import { noAnswer, type TextExamples } from '../../engine/tasks/judging/textExamples';
import { directionsOf } from '../../engine/network/shape';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { AnswerUnit, AnswerUnits } from '../../shared/questions/examples';
import { countOf, wordsIn } from './judged/judgedAnswers';
import type { JudgingModel } from './judgingModels';
import type { SeenExamples } from './seenExamples';

interface Asked {
  readonly answer: number;
  readonly layer: number;
  readonly quantity: string;
}

/** Of a longer text evenly chosen examples are read. */
const mostWords = 20_000;
const mostShown = 10;
const shiftSeed = 1;
const untrainedSeed = 1;

export type StartUntrained = (
  model: JudgingModel,
  seed: number,
) => { readonly judge: Judge; dispose(): void };

export type AskAnswerUnits = (
  seen: SeenExamples,
  asked: Asked,
) => Promise<Result<AnswerUnits, Failure>>;

export function createAnswerUnits(startUntrained: StartUntrained): AskAnswerUnits {
  return async (seen, asked) => {
    const { model, examples, versions, until } = seen;
    const letter = letterOf(model.judge, asked);
    if (letter === undefined) return failed({ kind: 'stale' });
    const which = chosenExamples(examples);
    const marks = which.flatMap((n) => marksOf(examples, n, asked.answer));
    const runs = runsOf(marks);
    const flaw = flawOf(runs, marks.length);
    if (flaw) return failed(flaw);
    const tester = createUnitSearch(runs, marks.length, random(shiftSeed));
    const tokens = Math.min(...tester.halves.map(({ length }) => length));
    if (tokens < fewestTokens) {
      return failed({ kind: 'labelsTooClose', tokens, needed: fewestTokens });
    }
    const place = { ...asked, letter };
    const reading = { examples, which, place, tester, until, count: marks.length };
    const own = await tried({ ...reading, judge: model.judge });
    const fresh = startUntrained(model, untrainedSeed);
    const other = await tried({ ...reading, judge: fresh.judge }).finally(() => fresh.dispose());
    const toBeat = Math.max(own.shifted, ...other.units.map((unit) => unit.heldOut));
    const found = own.units.filter((unit) => unit.heldOut > toBeat);
    return success({
      ...{ ...versions, answer: asked.answer, units: found.slice(0, mostShown) },
      ...{ considered: own.units.length, found: found.length, shifted: own.shifted },
      untrained: Math.max(0.5, ...other.units.map((unit) => unit.heldOut)),
      ...{ labelled: countTokens(runs), looked: marks.length, approximate: false },
    });
  };
}

function letterOf({ network }: Judge, { layer, quantity }: Asked): string | undefined {
  const place = network.layout.layers.find((one) => one.layer === layer);
  return place?.cell.description.quantities.find(({ name }) => name === quantity)?.letter;
}

/** Those whose answer the text gives. */
function chosenExamples(examples: TextExamples): number[] {
  const all = Array.from({ length: countOf(examples) }, (_, n) => n).filter((n) =>
    examples.task === 'classes'
      ? examples.examples[n].class !== noAnswer
      : examples.sentences[n].labels.some((label) => label !== noAnswer),
  );
  const lengths = all.map((n) =>
    examples.task === 'classes'
      ? examples.examples[n].text.length / 5
      : examples.sentences[n].words.length,
  );
  const words = lengths.reduce((sum, length) => sum + length, 0);
  const every = Math.max(1, Math.ceil(words / mostWords));
  return all.filter((_, k) => k % every === 0);
}

/** Of labels for each word, of classes for the example. */
function marksOf(examples: TextExamples, n: number, answer: number): number[] {
  if (examples.task === 'classes') return [examples.examples[n].class === answer ? 1 : 0];
  return Array.from(examples.sentences[n].labels, (label) => (label === answer ? 1 : 0));
}

function flawOf(runs: readonly Run[], count: number): Failure | undefined {
  if (runs.length === 0) return { kind: 'noLabels', by: 'table' };
  if (countTokens(runs) === count) return { kind: 'allLabelled', tokens: count };
  if (runs.length >= fewestRuns) return undefined;
  return { kind: 'tooFewLabels', spans: runs.length, needed: fewestRuns };
}

interface Reading {
  readonly judge: Judge;
  readonly examples: TextExamples;
  readonly which: readonly number[];
  readonly place: Asked & { readonly letter: string };
  readonly tester: UnitSearch;
  readonly count: number;
  readonly until: SeenExamples['until'];
}

interface Tried {
  /** The best first, as they were chosen. */
  readonly units: readonly AnswerUnit[];
  readonly shifted: number;
}

async function tried(reading: Reading): Promise<Tried> {
  const { judge, tester, until, place } = reading;
  const { H } = judge.network.shape;
  const found: { readonly unit: AnswerUnit; readonly chosen: number }[] = [];
  let shifted = 0;
  for (const backwards of directionsOf(judge.network.shape) === 2 ? [false, true] : [false]) {
    const columns = await columnsOf(reading, backwards);
    let unit = 0;
    await until(() => {
      const areas = tester.areas(columns[unit]);
      const side = areas.first >= 0.5 ? ('high' as const) : ('low' as const);
      const one = { layer: place.layer, backwards, unit, side, heldOut: heldOut(areas) };
      found.push({ unit: one, chosen: chosenBy(areas) });
      shifted = Math.max(shifted, tester.bestShifted());
      return ++unit === H;
    });
  }
  found.sort((one, other) => other.chosen - one.chosen);
  return { units: found.map(({ unit }) => unit), shifted };
}

/** The values of each unit: of labels at every word, of classes where the reading of the example ends. */
async function columnsOf(
  { judge, examples, which, place, count, until }: Reading,
  backwards: boolean,
): Promise<Float32Array[]> {
  const { H } = judge.network.shape;
  const columns = Array.from({ length: H }, () => new Float32Array(count));
  let [next, at] = [0, 0];
  await until(() => {
    const n = which.at(next++);
    if (n === undefined) return true;
    const { layer, letter } = place;
    const words = wordsIn(examples, n);
    const read = cellQuantities(judge, words, { layer, backwards, letter });
    const answers = examples.task === 'classes' ? 1 : words.length;
    for (let k = 0; k < answers && read; k++) {
      const token = examples.task === 'labels' ? k : backwards ? 0 : read.tokens - 1;
      if (token >= read.tokens) break;
      for (let unit = 0; unit < H; unit++) columns[unit][at + k] = read.values[token * H + unit];
    }
    at += answers;
    return next >= which.length;
  });
  return columns;
}
