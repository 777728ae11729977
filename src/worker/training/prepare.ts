/**
 * From a request to everything a training starts with: tokens, vocabulary, split, sizes, the first
 * weights and the plan, or the reason why there can be no training. Computes in phases, so that the
 * thread can give signs of life in between; allocates nothing that depends on the network's size.
 */
import * as v from 'valibot';
import type { ModelFacts, StoredModel } from '../../engine/files/modelFile';
import type { ChosenShape } from '../../engine/network/cellChoice';
import type { Followed } from '../../engine/training/plan';
import { chooseShape, followed, makePlan, planSchema } from '../../engine/training/plan';
import { type ModelShape } from '../../engine/network/shape';
import {
  checkCharacters,
  checkLearnable,
  countWords,
  FEW_WORDS,
  trainingSplit,
} from '../../engine/text/corpus';
import { isSameCut, type Cut } from '../../engine/text/tokens/cut';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import {
  VOCABULARY_OPTIONS,
  buildVocabulary,
  extendVocabulary,
  tokensIn,
} from '../../engine/text/words/vocabulary';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { TrainingRequest } from '../../shared/contracts/trainer';
import type { Breathe } from '../words/openText';
import { encodeAll, openText } from '../words/openText';
import { chosenShape } from '../cells/chosenShape';
import { prepareExamples } from './examples/prepareExamples';
import { growWeights } from './growVocabulary';
import {
  askedOf,
  forgetting,
  keptOf,
  versionBefore,
  withinMemory,
  type Means,
  type Prepared,
  type Unmeasured,
} from './prepared';
import type { Beginning, CutText } from './beginning';
import { beginningOf, cutAsked, cutToBegin, ofSeveral, tokensOf } from './beginning';

/** Share of new words in a text beyond which continuing is worse than starting afresh. */
const mostNewWords = 0.2;
/** Steps of a plan whose budget is in seconds, before any was timed. */
const stepsToTime = 1000;

/** What is there already. */
export interface Before {
  /** In the file that the training writes. */
  readonly model: StoredModel | undefined;
  /** What a new model is never to offer either, because it was forgotten in the text's model before. */
  readonly forgotten?: ModelFacts['forgotten'] | undefined;
}

export async function prepare(
  request: TrainingRequest,
  { model, forgotten }: Before,
  { engine, breathe }: Means,
): Promise<Result<Prepared, Failure>> {
  if (request.task) {
    return prepareExamples({ ...request, task: request.task }, model, { engine, breathe });
  }
  const cut = cutToBegin(request, model);
  const learnable = checkText(request, cut);
  if (!learnable.ok) return learnable;
  const cutText = await splitText(request, cut, breathe);
  const beginning = await beginningOf(request, model, cutText, breathe);
  if (!beginning.ok) return beginning;
  await breathe();
  const few = learnable.value < FEW_WORDS ? { fewWords: learnable.value } : {};
  if (beginning.value.kind === 'resume') {
    const resumed = goOn(request, beginning.value, cutText, engine);
    return withinMemory(request, { ...resumed, ...few }, engine);
  }
  const { kind, beginsAgain } = beginning.value;
  // A new model need not read as the one did that cannot be resumed.
  const isOther = kind === 'afresh' && !isSameCut(cut, cutAsked(request));
  const read = isOther ? await splitText(request, cutAsked(request), breathe) : cutText;
  const old = kind === 'continue' ? beginning.value.model : undefined;
  const started = await start(request, { model: old, forgotten }, read, { engine, breathe });
  if (!started.ok) return started;
  const again = beginsAgain ? { beginsAgain } : {};
  return withinMemory(request, { ...started.value, ...few, ...again }, engine);
}

async function splitText(
  { text: raw }: TrainingRequest,
  cut: Cut,
  breathe: Breathe,
): Promise<CutText> {
  const text = await openText(raw, cut, breathe);
  const split = trainingSplit(text.count);
  await breathe();
  return { text, split };
}

/** The beginning of a long text has words enough, or the whole is looked at. */
const enoughToSee = 1 << 16;

/**
 * Words, whatever the tokens will be; where these are characters, many of them will do.
 * @returns how many words, where they may be few
 */
function checkText({ name, text }: TrainingRequest, cut: Cut): Result<number, Failure> {
  const wordsOf = (raw: string): TokenizedText => tokenizedText(raw, { ...cut, kind: 'words' });
  const beginning = wordsOf(text.slice(0, enoughToSee));
  const found = checkLearnable(beginning);
  const isSure = found.kind === 'ok' || text.length <= enoughToSee;
  const words = isSure ? found : checkLearnable(wordsOf(text));
  const isOther = words.kind === 'tooShort' && cut.kind === 'characters';
  const learnable = isOther ? checkCharacters(text) : words;
  switch (learnable.kind) {
    case 'ok':
      return success(text.length <= enoughToSee ? countWords(beginning) : Infinity);
    case 'noText':
      return failed({ kind: 'noText', name });
    case 'tooShort':
    case 'fewCharacters':
      return failed({ ...learnable, name });
    default:
      return learnable satisfies never;
  }
}

/** The text is the one of the checkpoint. */
function goOn(
  request: TrainingRequest,
  { model, ids, plan, resumed }: Extract<Beginning, { kind: 'resume' }>,
  { text, split }: CutText,
  { arithmetic }: Means['engine'],
): Unmeasured {
  const { vocabulary, shape, weights } = model;
  const { steps } = resumed.state.position.progress;
  return {
    ...{ text, vocabulary, shape, weights, learnt: { kind: 'text', ids, split } },
    ...followed(plan, steps, arithmetic),
    trainTokens: tokensOf(split),
    resumed: { ...resumed, model },
    versionBefore: versionBefore(model, request),
    kept: keptOf(model),
  };
}

async function start(
  request: TrainingRequest,
  { model: old, forgotten }: Before,
  { text, split }: CutText,
  { engine, breathe }: Means,
): Promise<Result<Unmeasured, Failure>> {
  const words = (): Iterable<string> => tokensIn(text, split.trainRanges);
  const extended = old && extendVocabulary(old.vocabulary, words());
  if (extended && extended.newShare > mostNewWords) {
    const { newShare } = extended;
    return failed({ kind: 'vocabularyChanged', newShare, ...ofSeveral(request.files) });
  }
  const chosen = old ? success(undefined) : chosenShape(request.options);
  if (!chosen.ok) return chosen;
  const trainTokens = tokensOf(split);
  const vocabulary = extended?.vocabulary ?? vocabularyOf(words, trainTokens);
  const shape = old
    ? { ...old.shape, V: vocabulary.size }
    : shapeFor(request, chosen.value, text, vocabulary);
  const plan = planFor(request, shape, trainTokens, engine);
  if (!plan.ok) return plan;
  const ids = await encodeAll(text, vocabulary, breathe);
  return success({
    ...{ text, vocabulary, shape, trainTokens },
    learnt: { kind: 'text', ids, split },
    ...plan.value,
    weights: old && growWeights(old.weights, old.shape, vocabulary),
    resumed: undefined,
    versionBefore: versionBefore(old, request),
    kept: old ? keptOf(old) : { asked: askedOf(request), unitNames: {}, ...forgetting(forgotten) },
  });
}

/** In a short text most words occur once: they are learnt all the same where else there is nothing. */
function vocabularyOf(words: () => Iterable<string>, tokens: number): Vocabulary {
  const vocabulary = buildVocabulary(words());
  if (vocabulary.counts[vocabulary.unknown] <= tokens / 2) return vocabulary;
  return buildVocabulary(words(), { ...VOCABULARY_OPTIONS, minimumCount: 1 });
}

function planFor(
  { budget, options }: TrainingRequest,
  shape: ModelShape,
  tokens: number,
  { arithmetic: here }: Means['engine'],
): Result<Followed, Failure> {
  const steps = 'steps' in budget ? budget.steps : stepsToTime;
  const { seed, memory } = options;
  const plan = makePlan({ shape, tokens, steps, seed, memory, arithmetic: here });
  if (!('plan' in budget)) return success({ plan });
  // One that is given without an arithmetic is to have the same result everywhere.
  const { arithmetic: _, ...chosen } = plan;
  const given = v.safeParse(v.record(v.string(), v.unknown()), budget.plan);
  if (!given.success) return failed({ kind: 'badPlan', reason: v.summarize(given.issues) });
  const whole = v.safeParse(v.strictObject(planSchema.entries), { ...chosen, ...given.output });
  if (whole.success) return success(followed(whole.output, 0, here));
  return failed({ kind: 'badPlan', reason: v.summarize(whole.issues) });
}

function shapeFor(
  { options }: TrainingRequest,
  chosen: ChosenShape | undefined,
  text: TokenizedText,
  vocabulary: Vocabulary,
): ModelShape {
  return chooseShape({
    chosen,
    tokens: options.tokens,
    cut: text.cut.version,
    tokenCount: text.count,
    vocabulary: vocabulary.size,
    layers: options.layers,
    hiddenSize: options.hiddenSize,
    embeddingSize: options.embeddingSize,
  });
}
