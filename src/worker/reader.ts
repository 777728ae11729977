/**
 * Handles the reader's contract: completions, predictions and readings of single tokens, from the
 * newest weights. Completions are the mixture's; bits, rank and expected are the LSTM's alone; the
 * state before token t has read tokens 0 to t - 1.
 */
import { createMeter } from '../engine/reading/measures';
import { bits, rank, top } from '../engine/reading/bitsAndRank';
import type { LayerReading } from '../engine/network/predictor';
import type { RecurrentState } from '../engine/network/state';
import type { LayerGates } from '../shared/api';
import type { Handlers } from '../shared/wire/rpc';
import { success, type Failure, type Result } from '../shared/failures';
import type { ReaderContract } from '../shared/contracts/reader';
import type {
  InspectRequest,
  LayerMemory,
  TokenReading,
  UnitReading,
} from '../shared/questions/editor/hover';
import { completionAt } from './ghostText/completion';
import { listedWords } from './ghostText/listedWords';
import { silenceAt } from './ghostText/silence';
import type { Documents } from './documents/documents';
import type { DocumentView } from './view/documentView';
import { createGenerations } from './generation/generate';
import { learntOf } from './learnt/learnt';
import { judgeTokens } from './view/tokenSurprises';
import type { CompletionLooking, Look, Looking } from './documents/look';
import { tokenAt } from './documents/look';
import { unknownShareOf } from './documents/tokenRanges';
import type { Clock } from './platform/clock';
import { cellAnswers } from './questions/cells';
import { isKnown, predictionAt, words } from './questions/predict';
import { counted, serveQuestions } from './questions/serveQuestions';
import { createListedTexts } from './words/listedTexts';
import { predictQuestions } from '../shared/questions/predict';

export interface ReaderOptions {
  readonly documents: Documents;
  readonly looking: Looking;
  readonly lookingForCompletion: CompletionLooking;
  readonly clock: Pick<Clock, 'now'>;
  /** Called at every question: counts, for faults. */
  readonly asked: () => void;
}

const expectedCount = 5;
const changedCount = 3;
/** Tokens of the sparkline. */
const recentCount = 20;

export function createReader({
  documents,
  looking,
  lookingForCompletion,
  clock,
  asked,
}: ReaderOptions): Handlers<ReaderContract> {
  const generations = createGenerations(clock);
  const listedTexts = createListedTexts();
  const questions = {
    ...serveQuestions(
      predictQuestions,
      { predict: predictionAt },
      { looking, lookingLong: looking },
    ),
    inspect: (request, job) => looking(request, job, (look) => inspect(look, request)),
    complete: (request, job) =>
      lookingForCompletion(request, job, async (look) => {
        const { insideWord, ...answer } = await completionAt(look, request);
        const inside = insideWord ? { insideWord } : {};
        return success({ ...look.completionDocument.versions(), ...answer, ...inside });
      }),
    learnt: (request, job) => lookingForCompletion(request, job, (look) => learntOf(look, request)),
    listWords: (request, job) =>
      lookingForCompletion(request, job, (look) => listedWords(look, request, listedTexts)),
    explainSilence: (request, job) =>
      lookingForCompletion(request, job, async (look) => success(await silenceAt(look, request))),
    generate: (request, job) =>
      lookingForCompletion(request, job, (look) => generations.goOn(look, request)),
  } satisfies Partial<Handlers<ReaderContract>>;
  return {
    ...documents.handlers,
    ...cellAnswers,
    ...counted(questions, asked),
    tellListedText: (text) => listedTexts.tell(text),
    endGeneration: ({ generation }) => generations.end(generation),
  };
}

/** What a hover shows of the token at an offset. */
async function inspect(
  look: Look,
  { offset, unit }: Pick<InspectRequest, 'offset' | 'unit'>,
): Promise<Result<TokenReading, Failure>> {
  const { view } = look;
  const found = tokenAt(view, offset);
  if (!found.ok) return found;
  const unknownShare = await unknownShareOf(look);
  const token = found.value;
  const id = view.ids.id(token);
  const first = Math.max(0, token + 1 - recentCount);
  const { state, approximate } = await look.stateBefore(first);
  const before = bitsUpTo(view, { first, token, state, approximate });
  const probabilities = view.predictor.probabilities(state);
  const surprise = {
    bits: bits(probabilities, id),
    rank: rank(probabilities, id),
    expected: words(view, top(probabilities, expectedCount, isKnown(view))),
    unknownExpected: probabilities[view.model.vocabulary.unknown],
  };
  view.predictor.read(id, state);
  const { layers } = view.predictor;
  const chosen = unit && unitOf(layers, unit);
  return success({
    ...view.versions,
    ...surprise,
    index: token,
    token: view.text.token(token),
    range: { start: view.text.start(token), end: view.text.end(token) },
    known: id !== view.model.vocabulary.unknown,
    seen: view.model.seen.has(view.text, token),
    ofUnknownText: view.model.ofUnknownText,
    layers: layers.map(gatesOf),
    approximate,
    recent: [...before, surprise.bits],
    memory: layers.map((layer, l) => memoryOf(view, layer, l)),
    unknownShare,
    changed: mostChanged(layers),
    ...(chosen && { chosen }),
  });
}

/**
 * Bits of the tokens before `token`, from `first` on; the state is then the one before `token`. What
 * is known of an earlier hover is not computed again.
 */
function bitsUpTo(
  view: DocumentView,
  {
    first,
    token,
    state,
    approximate,
  }: {
    readonly first: number;
    readonly token: number;
    readonly state: RecurrentState;
    readonly approximate: boolean;
  },
): number[] {
  const found: number[] = [];
  for (let from = first; from < token;) {
    const stretch = { from, to: token, state, approximate, guessed: false };
    from = judgeTokens(view, stretch, (at, { bits }) => {
      found[at - first] = bits;
    });
  }
  return found;
}

function gatesOf({ values: { i, f, g, o, c, h } }: LayerReading): LayerGates {
  return {
    inputGate: Float32Array.from(i),
    forgetGate: Float32Array.from(f),
    candidate: Float32Array.from(g),
    outputGate: Float32Array.from(o),
    cellState: Float32Array.from(c),
    hiddenState: Float32Array.from(h),
  };
}

function memoryOf({ trace, predictor }: DocumentView, layer: LayerReading, l: number): LayerMemory {
  const measures = createMeter(predictor.network)(l, layer);
  const measure = (kind: keyof typeof measures) => {
    const { share, of } = trace.percentile(l, kind, measures[kind]);
    return { value: measures[kind], percentile: 100 * share, of };
  };
  return { erased: measure('erased'), written: measure('written'), shown: measure('shown') };
}

/** The units of all layers whose cell state moved farthest, farthest first; ties by place. */
function mostChanged(layers: readonly LayerReading[]): UnitReading[] {
  const moves = layers.flatMap(({ before, values }, layer) =>
    Array.from(values.c, (value, unit) => ({ layer, unit, by: Math.abs(value - before.c[unit]) })),
  );
  return moves
    .sort((one, other) => other.by - one.by)
    .slice(0, changedCount)
    .flatMap((place) => unitOf(layers, place) ?? []);
}

/** Undefined: the network has no such unit. */
function unitOf(
  layers: readonly LayerReading[],
  { layer, unit }: { readonly layer: number; readonly unit: number },
): UnitReading | undefined {
  const reading = layers.at(layer);
  if (!reading || unit >= reading.h.length) return undefined;
  const { i, f, g, o, c } = reading.values;
  return {
    ...{ layer, unit },
    inputGate: i[unit],
    forgetGate: f[unit],
    candidate: g[unit],
    outputGate: o[unit],
    cellState: c[unit],
    cellStateBefore: reading.before.c[unit],
  };
}
