/**
 * The host's side of the wall for tests and the gallery: a document with a synthetic network, and
 * answers to everything that the page asks. What the page wants done is noted in `heard`.
 */
import * as v from 'valibot';
import type { Attention } from '../../../src/shared/questions/attention/pairs';
import type { Explanation } from '../../../src/shared/questions/explain';
import type { SessionStatus } from '../../../src/shared/api';
import type { PanelDocument, PanelHostContract } from '../../../src/shared/pages/panel';
import { panelSchemas } from '../../../src/shared/pages/panel';
import type { PanelLesson } from '../../../src/shared/pages/panelLesson';
import type { Handlers } from '../../../src/shared/wire/rpc';
import type { CurvePoint } from '../../../src/shared/model/training';
import type { JudgingTask } from '../../../src/shared/tasks';
import type { Snapshot } from '../../../src/shared/model/weights';
import { layerCellOf } from '../../layerCells';
import { syntheticExamples, syntheticJudging } from './examples/syntheticExamples';
import { syntheticPairs } from './examples/syntheticPairs';
import { syntheticLooks } from './examples/syntheticLooks';
import { syntheticSeries, syntheticSeriesJudging } from './series/syntheticSeries';
import { syntheticGradient } from './syntheticGradient';
import { syntheticInspection } from './syntheticInspection';
import { syntheticExampleStates, syntheticStates } from './examples/syntheticStates';
import { syntheticWhatIf } from './syntheticWhatIf';
import type { SyntheticText } from './syntheticNetwork';
import { createSyntheticSteps } from '../../worker/walkStage';
import { mapOf, overviewOf, readText, run, runCell, tableOf } from './syntheticNetwork';

export interface SyntheticOptions {
  readonly text: string;
  readonly state: SessionStatus['state'];
  readonly hidden: number;
  readonly layers: number;
  /** A known cell’s id; LSTM unless told. */
  readonly cell?: string;
  readonly cursor: number;
  readonly lesson?: PanelLesson;
  /** Of a model of pairs. */
  readonly attention?: Attention;
  /** The model judges instead of predicting. */
  readonly judging?: JudgingTask['task'];
  /** Every how many-th longer word is unknown, about. */
  readonly unknownEvery: number;
}

export interface SyntheticHost {
  readonly panel: PanelDocument;
  readonly text: SyntheticText;
  readonly handlers: Handlers<PanelHostContract>;
  /** What was asked for: method and request. */
  readonly heard: (readonly [string, unknown])[];
}

export const versions = { documentVersion: 3, modelVersion: 12 };

export function curvePoint(step: number): CurvePoint {
  const wobble = 0.18 * Math.sin(step * 12.9898) * Math.cos(step * 4.1);
  return {
    step,
    seconds: step * 0.05,
    loss: 3.2 + 6 * Math.exp(-step / 90) + wobble - 0.0006 * step,
    ...(step % 60 === 0 && { validation: 4.304 + 4.6 * Math.exp(-step / 110) }),
    learningRate: 0.002 * Math.cos((step / 1300) * (Math.PI / 2)),
    gradientNorm: 0.6 + Math.exp(-step / 100) + Math.abs(wobble),
  };
}

export function createSyntheticHost(options: SyntheticOptions): SyntheticHost {
  const text = readText(options.text, options.unknownEvery);
  const { cell = 'lstm', hidden } = options;
  const network =
    cell === 'lstm'
      ? run(text, hidden, options.state === 'training' ? 0.8 : 1)
      : runCell(text, cell, hidden);
  const panel = panelOf(options, text);
  const cellSteps = createSyntheticSteps(text, { cell, hidden, layers: options.layers });
  const heard: (readonly [string, unknown])[] = [];
  const note = (method: string, request: unknown): void => void heard.push([method, request]);
  return {
    panel,
    text,
    heard,
    handlers: {
      ready: (asked) => {
        const { kept } = v.parse(panelSchemas.ready, asked);
        return { ...panel, ...(kept && { kept }) };
      },
      gateMap(asked) {
        note('gateMap', asked);
        return { ok: true, value: { ...versions, ...mapOf(text, network, asked) } };
      },
      gateOverview(asked) {
        note('gateOverview', asked);
        return { ok: true, value: { ...versions, ...overviewOf(text, network, asked) } };
      },
      unitTable(asked) {
        note('unitTable', asked);
        return { ok: true, value: { ...versions, ...tableOf(text, network, asked) } };
      },
      cellSteps(asked) {
        note('cellSteps', asked);
        return cellSteps(asked);
      },
      save(asked) {
        note('save', asked);
        return { ok: true, value: asked.last ? { name: `text-${asked.view}.${asked.kind}` } : {} };
      },
      tokens({ from, count }) {
        note('tokens', { from, count });
        const part = <T>(of: readonly T[]): T[] => of.slice(from, from + count);
        const words = {
          tokens: part(text.tokens),
          spans: part(text.spans),
          known: part(text.known),
        };
        return { ok: true, value: { ...versions, from, ...words, approximate: false } };
      },
      predict(asked) {
        note('predict', asked);
        return { ok: true, value: predictionsAt(text, asked.token, asked.count) };
      },
      explain(asked) {
        note('explain', asked);
        return { ok: true, value: explanationOf(text, asked) };
      },
      sentenceStates(asked) {
        note('sentenceStates', asked);
        return { ok: true, value: { ...versions, ...syntheticStates(text) } };
      },
      exampleStates(asked) {
        note('exampleStates', asked);
        const sentences = options.text.split(/\n+/).filter((one) => one.trim() !== '');
        const names = ['good', 'bad'];
        return { ok: true, value: { ...versions, ...syntheticExampleStates(sentences, names) } };
      },
      sourceStates(asked) {
        note('sourceStates', asked);
        return { ok: true, value: { ...versions, ...syntheticStates(text), unit: 'source' } };
      },
      snapshots: () => ({ ok: true, value: { ...versions, snapshots } }),
      chooseWeights(asked) {
        note('chooseWeights', asked);
        return { ok: true, value: undefined };
      },
      lookAt: (asked) => note('lookAt', asked),
      reveal: (asked) => note('reveal', asked),
      mark: (asked) => note('mark', asked),
      run: (asked) => note('run', asked),
      lesson: (asked) => note('lesson', asked),
      ...syntheticInspection(text, network, { layers: options.layers, cell }, note),
      ...syntheticExamples(options.judging ?? 'classes', note),
      ...syntheticPairs(options.attention ?? 'dot', note),
      cacheLooks(asked) {
        note('cacheLooks', asked);
        return { ok: true, value: { ...versions, ...syntheticLooks(text, asked.token) } };
      },
      ...syntheticGradient(text, options.layers, note),
      ...syntheticSeries(note),
      ...syntheticWhatIf(text, network, options.layers, note),
    },
  };
}

function panelOf(options: SyntheticOptions, text: SyntheticText): PanelDocument {
  const { state, hidden, layers, cursor, cell = 'lstm', judging } = options;
  const trained = state !== 'idle' && state !== 'failed';
  const busy = state === 'training' || state === 'paused';
  const steps = busy ? 500 : 1200;
  return {
    name: 'tinyshakespeare.txt',
    documentKey: 'file:///tinyshakespeare.txt',
    status: {
      state,
      ...(trained && {
        validationPerplexity: busy ? 74.3 : 74.1,
        metric: { id: 'perplexity' as const, value: busy ? 74.3 : 74.1 },
        modelVersion: 12,
      }),
      ...(busy && { progress: 0.42 }),
      ...(state === 'failed' && { message: 'The training failed: not enough memory.' }),
    },
    unitNames: { '0:3': 'line breaks' },
    curve: trained ? Array.from({ length: steps / 4 }, (_, at) => curvePoint(at * 4)) : [],
    ...(trained &&
      judging && {
        judging: judging === 'series' ? syntheticSeriesJudging : syntheticJudging(judging),
      }),
    ...(trained &&
      !judging && {
        overview: {
          ...versions,
          tokens: text.tokens.length,
          layers,
          hiddenSize: hidden,
          cells: Array.from({ length: layers }, () => layerCellOf(cell)),
          tokenKind: 'words',
          unknownShare: text.known.filter((known) => !known).length / text.tokens.length,
          cursorToken: cursor,
          cursorInside: true,
        },
      }),
    ...(state === 'ready' && { summary }),
    ...(options.lesson && { lesson: options.lesson }),
  };
}

/** As of a training of 1200 steps, validated every 40. */
const snapshots: Snapshot[] = [
  { index: 0, step: 0, progress: 0, origin: 'untrained' },
  ...[3, 12, 40, 120, 400, 800].map((step, at) => ({
    index: at + 1,
    step,
    progress: step / 1200,
    origin: 'kept' as const,
    ...(step >= 40 && { validationPerplexity: 74 + 900 * Math.exp(-step / 110) }),
  })),
];

const summary = {
  stopped: 'budget',
  seconds: 60,
  steps: 1240,
  epochs: 3.2,
  tokens: 286_103,
  vocabulary: 9_913,
  parameters: 2_641_209,
  validationPerplexity: 74.1,
  metric: { id: 'perplexity', value: 74.1 },
  seed: 1,
  sha256: '',
} as const;

const words = ['.', ',', 'the', 'and', '\n', 'to', 'citizens', 'my', 'it', 'I'];

function explanationOf(
  text: SyntheticText,
  { token, choice }: { readonly token: number; readonly choice: 'actual' | 'first' },
): Explanation {
  const came = choice === 'actual' && token < text.tokens.length;
  const from = Math.max(0, token - 64);
  const before = Array.from({ length: token - from }, (_, n) => token - 1 - n);
  return {
    ...versions,
    token,
    word: came ? text.tokens[token] : 'the',
    came,
    known: true,
    bits: came ? 2.7 : 1.4,
    rank: came ? 4 : 1,
    words: before.map((at, n) => ({
      token: at,
      word: text.tokens[at],
      known: text.known[at],
      span: text.spans[at],
      bits: (3.1 * Math.cos(0.9 * n)) / (1 + 0.8 * n),
      replacedBy: words
        .slice(0, 3)
        .map((word, place) => ({ word, probability: 0.3 / (1 + place) })),
      gradient: (1.7 * Math.cos(0.8 * n)) / (1 + n),
    })),
    places: [12, 40]
      .filter((at) => at < token)
      .map((at, n) => ({
        token: at,
        span: text.spans[at],
        passage: text.tokens.slice(at - 6, at + 1),
        matched: 3 - 2 * n,
        cacheShare: 0.21 * n,
      })),
    approximate: false,
  };
}

/** Third, between the words. */
const unknownSign = { rank: 3, probability: 0.15 };

function predictionsAt(text: SyntheticText, token: number, count: number) {
  const came: string | undefined = text.tokens[token + 1];
  const shares = words.map((_, at) => 0.31 * 0.68 ** at);
  const known = text.known[token + 1] ?? true;
  const place = words.indexOf(came ?? '');
  const elsewhere = known ? { rank: 231, probability: 0.00031 } : unknownSign;
  const listed = { rank: place + (place < 2 ? 1 : 2), probability: shares[place] };
  const found = place < 0 ? elsewhere : listed;
  return {
    ...versions,
    tokens: words.map((word, at) => ({ word, probability: shares[at] })).slice(0, count),
    approximate: false,
    unknown: unknownSign,
    ...(came !== undefined && { actual: { word: came, ...found, known } }),
  };
}
