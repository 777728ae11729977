/**
 * Handles the reader's contract: completions, predictions and readings of single tokens, from the
 * newest weights. Completions are the mixture's; bits, rank and expected are the LSTM's alone; the
 * state before token t has read tokens 0 to t - 1.
 */
import { createMeter } from '../engine/reading/measures';
import { bits, rank, top } from '../engine/reading/bitsAndRank';
import type { LayerReading } from '../engine/network/predictor';
import type { RecurrentState } from '../engine/network/state';
import type { Handlers } from '../shared/wire/rpc';
import { success, type Failure, type Result } from '../shared/failures';
import type { ReaderContract } from '../shared/contracts/reader';
import type { InspectRequest, LayerMemory, TokenReading } from '../shared/questions/editor/hover';
import { completionAt } from './ghostText/completion';
import { listedWords } from './ghostText/listedWords';
import { silenceAt } from './ghostText/silence';
import type { Documents } from './documents/documents';
import type { DocumentView } from './view/documentView';
import { createGenerations } from './generation/generate';
import { learntOf } from './learnt/learnt';
import { judgeTokens } from './view/tokenSurprises';
import { mostChanged, unitOf, valuesOf } from './view/unitReadings';
import { networkName } from '../shared/model/cells';
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
    network: networkName(layers.map(({ cell }) => cell.description)),
    index: token,
    token: view.text.token(token),
    range: { start: view.text.start(token), end: view.text.end(token) },
    known: id !== view.model.vocabulary.unknown,
    seen: view.model.seen.has(view.text, token),
    ofUnknownText: view.model.ofUnknownText,
    layers: layers.map(valuesOf),
    approximate,
    recent: [...before, surprise.bits],
    memory: layers.map((layer, l) => memoryOf(view, layer, l)),
    unknownShare,
    changed: mostChanged(layers, changedCount),
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

function memoryOf({ trace, predictor }: DocumentView, layer: LayerReading, l: number): LayerMemory {
  const measures = createMeter(predictor.network)(l, layer);
  const measure = (kind: keyof typeof measures) => {
    const { share, of } = trace.percentile(l, kind, measures[kind]);
    return { value: measures[kind], percentile: 100 * share, of };
  };
  const shown = measure('shown');
  const { memory, carried } = layer.cell.description;
  if (memory) return { erased: measure('erased'), written: measure('written'), shown };
  const before = layer.before[carried[0]];
  return { moved: Math.hypot(...layer.h.map((value, j) => value - before[j])), shown };
}
