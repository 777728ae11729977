/**
 * Does a unit tell spans of a text from the rest of it? One that is named, over all of the text; else the
 * one that does best on the first half of the spans, measured on the second, as *Find Units* does.
 */
import type { StoredModel } from '../../engine/files/modelFile';
import type { Network } from '../../engine/network/network';
import { createPredictor, type Predictor } from '../../engine/network/predictor';
import { cellAt } from '../../engine/network/shape';
import { random } from '../../engine/random';
import { createFastRanker } from '../../engine/search/fastRanks';
import { countTokens, runsOf, type Run } from '../../engine/search/labels';
import { areaUnderCurve } from '../../engine/search/ranks';
import { createUnitSearch, fewestRuns, heldOut } from '../../engine/search/unitSearch';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText, type TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { encode } from '../../engine/text/words/vocabulary';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { figure, passes, type ModelTest, type TestOutcome } from '../../shared/modelTests';
import type { Labels, UnitPlace } from '../../shared/questions/editor/unitSearch';
import { labelTokens } from '../search/tokenLabels';
import { countSeries, createActivations } from '../search/unitActivations';
import { nextWordNetwork, untestable, type TestTools } from './opened';

type UnitTest = Extract<ModelTest, { kind: 'unit' }>;

/** Tokens that are read, from the beginning of the text. */
const mostTokens = 65_536;

interface Labelled {
  readonly text: TokenizedText;
  readonly ids: Int32Array;
  readonly runs: readonly Run[];
}

export async function testUnit(
  model: StoredModel,
  test: UnitTest,
  raw: string,
  tools: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  const opened = nextWordNetwork(model, tools);
  if (!opened.ok) return opened;
  const network = opened.value;
  try {
    const labelled = await labelledText(model, test, raw, tools);
    if (!labelled.ok) return labelled;
    return await (test.unit
      ? testNamed(network, test, test.unit, labelled.value, tools)
      : testBest(network, test, labelled.value, tools));
  } finally {
    network.kernels.dispose();
  }
}

async function labelledText(
  { shape, vocabulary }: StoredModel,
  test: UnitTest,
  raw: string,
  tools: TestTools,
): Promise<Result<Labelled, Failure>> {
  const text = tokenizedText(raw, cutOfShape(shape));
  const count = Math.min(text.count, mostTokens);
  const labels = labelsOf(test, raw);
  const until = async (step: () => boolean): Promise<void> => void (await tools.until(step));
  const look = { view: { text }, until };
  const marked = await labelTokens(look, labels, { from: 0, count }, tools);
  if (!marked.ok) return marked;
  const runs = runsOf(marked.value.labels);
  if (runs.length === 0) {
    const searched = count < text.count ? { searched: count } : {};
    if (test.spans) {
      return untestable(
        'None of the “spans” stands in the text. Copy them from it as they are, with their spaces.',
      );
    }
    return failed({ kind: 'noLabels', by: labels.by, ...searched });
  }
  if (countTokens(runs) === count) return failed({ kind: 'allLabelled', tokens: count });
  return success({ text, ids: encode(text, vocabulary, 0, count), runs });
}

function labelsOf({ spans, pattern, brackets, headings }: UnitTest, raw: string): Labels {
  if (pattern !== undefined) return { by: 'pattern', source: pattern, flags: '' };
  if (brackets !== undefined) {
    return { by: 'brackets', ...(brackets !== 'any' && { only: brackets }) };
  }
  if (headings) return { by: 'headings' };
  const found = (spans ?? []).flatMap((span) => occurrences(raw, span));
  return {
    by: 'spans',
    starts: Uint32Array.from(found, ({ start }) => start),
    ends: Uint32Array.from(found, ({ end }) => end),
  };
}

function occurrences(text: string, span: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf(span); at >= 0; at = text.indexOf(span, at + span.length)) {
    found.push({ start: at, end: at + span.length });
  }
  return found;
}

async function testNamed(
  network: Network,
  { auc: bound }: UnitTest,
  { layer, quantity, unit }: NonNullable<UnitTest['unit']>,
  { text, ids, runs }: Labelled,
  { until, createKernels }: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  const { shape } = network;
  if (layer >= shape.L || unit >= shape.H) {
    return failed({ kind: 'noUnit', layer, unit, layers: shape.L, units: shape.H });
  }
  const { quantities, title } = cellAt(shape, layer).description;
  const row = quantities.find(({ name, letter }) => name === quantity || letter === quantity);
  if (!row) {
    const has = quantities.map(({ name }) => name);
    return failed({ kind: 'noQuantity', layer, name: quantity, cell: title, has });
  }
  const predictor = createPredictor(network);
  const values = new Float32Array(ids.length);
  const course = predictor.layers[layer].values[row.letter];
  const reading = readingOf(predictor, ids);
  const done = await until(() => reading((token) => (values[token] = course[unit])));
  if (!done) return failed({ kind: 'stale' });
  const ranker = createFastRanker(createKernels, ids.length);
  const ranks = ranker.integers(ids.length);
  ranker.rank(values, ranks);
  let sum = 0;
  for (const { start, end } of runs) for (let t = start; t < end; t++) sum += ranks[t];
  const high = areaUnderCurve(sum, countTokens(runs), ids.length);
  const isHigh = high >= 0.5;
  const worst = worstRun(values, runs, isHigh);
  return success({
    ...outcomeOf(Math.max(high, 1 - high), bound, { layer, gate: row.name, unit }, isHigh, runs),
    place: { start: text.start(worst.start), end: text.end(worst.end - 1) },
  });
}

/** Sixteen tokens at a time. */
function readingOf(predictor: Predictor, ids: Int32Array) {
  const state = predictor.start();
  const read = predictor.beginReading();
  let token = 0;
  return (visit: (token: number) => void): boolean => {
    for (let n = 0; n < 16 && token < ids.length; n++, token++) {
      read(ids[token], state);
      visit(token);
    }
    return token === ids.length;
  };
}

/** Over which the unit is furthest from where it should be. */
function worstRun(values: Float32Array, runs: readonly Run[], isHigh: boolean): Run {
  const meanOf = ({ start, end }: Run): number => {
    let sum = 0;
    for (let t = start; t < end; t++) sum += values[t];
    return (isHigh ? sum : -sum) / (end - start);
  };
  return runs.reduce((worst, run) => (meanOf(run) < meanOf(worst) ? run : worst));
}

async function testBest(
  network: Network,
  { auc: bound }: UnitTest,
  { ids, runs }: Labelled,
  { until, createKernels }: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  if (runs.length < fewestRuns) {
    return failed({ kind: 'tooFewLabels', spans: runs.length, needed: fewestRuns });
  }
  const { shape } = network;
  const tester = createUnitSearch(
    runs,
    ids.length,
    random(1),
    createFastRanker(createKernels, ids.length),
  );
  const firsts = new Float64Array(countSeries(shape));
  const seconds = new Float64Array(firsts.length);
  const places: UnitPlace[] = [];
  const predictor = createPredictor(network);
  let read = predictor.beginReading();
  let state = predictor.start();
  const survey = { isCancelled: false };
  await createActivations(shape, tester.halves).each({
    layers: predictor.layers,
    use(values, { series, piece, place }) {
      (piece === 0 ? firsts : seconds)[series] = tester.area(piece === 0 ? 0 : 1, values);
      places[series] = place;
    },
    restart() {
      read = predictor.beginReading();
      state = predictor.start();
      return Promise.resolve();
    },
    read: (token) => read(ids[token], state),
    async until(step) {
      survey.isCancelled ||= !(await until(() => survey.isCancelled || step()));
    },
  });
  if (survey.isCancelled) return failed({ kind: 'stale' });
  const best = firsts.reduce((at, first, n) => {
    return Math.abs(first - 0.5) > Math.abs(firsts[at] - 0.5) ? n : at;
  }, 0);
  const areas = { first: firsts[best], second: seconds[best] };
  return success(outcomeOf(heldOut(areas), bound, places[best], areas.first >= 0.5, runs));
}

function outcomeOf(
  value: number,
  bound: number,
  { layer, gate, unit }: UnitPlace,
  isHigh: boolean,
  runs: readonly Run[],
): TestOutcome {
  return {
    ...{ passed: passes('auc', value, bound), value, bound },
    sentence: `Unit ${unit} of layer ${layer} (${gate}, counted from 0) is ${isHigh ? 'high' : 'low'} over ${runs.length} spans with an area under the curve of ${value.toFixed(3)} (wanted: at least ${figure(bound)}).`,
  };
}
