/**
 * Answers why a word was expected at a place: the experiments and gradients over the words before it,
 * and the places that cache and n-gram copy from. In slices; where the experiments take too long, the
 * words farthest away are left out.
 */
import { createSaliency, type Saliency } from '../../../engine/inspection/saliency';
import { substitutions, type Substitution } from '../../../engine/inspection/replacements';
import { bits, rank, top } from '../../../engine/reading/bitsAndRank';
import type { Network } from '../../../engine/network/network';
import type { RecurrentState } from '../../../engine/network/state';
import type {
  EarlierWord,
  Explanation,
  ExplanationRequest,
} from '../../../shared/questions/explain';
import type { Failure, Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import type { Span } from '../../../shared/model/versions';
import { copiedPlaces } from './copiedPlaces';
import type { DocumentView } from '../../view/documentView';
import type { Look } from '../../documents/look';
import type { Clock } from '../../platform/clock';

const wordsExplained = 64;
const replacementsEach = 4;
const replacementsTold = 3;
/** Milliseconds for the experiments: on a small network a fraction of this is enough for all. */
const patience = 2_500;

export async function explanationAt(
  look: Look,
  { token, choice }: ExplanationRequest,
  clock: Pick<Clock, 'now'>,
): Promise<Result<Explanation, Failure>> {
  const { view } = look;
  if (token > view.ids.length || (choice === 'actual' && token >= view.ids.length)) {
    return failed({ kind: 'noToken' });
  }
  const from = Math.max(0, token - wordsExplained);
  const { state: start, approximate } = await look.stateBefore(from);
  const explained = chosenWord(view, token, choice, await stateAfter(look, start, from, token));
  const ids = Array.from({ length: token - from }, (_, n) => view.ids.id(from + n));
  const window = { ids, start, target: explained.id };
  const changes = await experiments(look, window, clock);
  const gradients = saliencyOf(view.model.network).gradientTimesInput(ids, start, explained.id);
  const words = changes.map((change) => earlierWord(view, from, change, gradients));
  const places = await copiedPlaces(look, token, explained.word);
  const { id: _, ...said } = explained;
  return success({ ...view.versions, token, ...said, words, places, approximate });
}

async function stateAfter(
  { view, until }: Look,
  start: RecurrentState,
  from: number,
  to: number,
): Promise<RecurrentState> {
  const state = start.slice();
  let at = from;
  await until(() => {
    if (at < to) view.predictor.read(view.ids.id(at++), state);
    return at >= to;
  });
  return state;
}

function chosenWord(
  { predictor, text, ids, model }: DocumentView,
  token: number,
  choice: ExplanationRequest['choice'],
  state: RecurrentState,
) {
  const { unknown, words } = model.vocabulary;
  const probabilities = predictor.probabilities(state);
  const [first] = top(probabilities, 1, (id) => id !== unknown);
  const id = choice === 'actual' ? ids.id(token) : first.id;
  const word = choice === 'actual' ? text.token(token) : words[id];
  return {
    ...{ id, word, known: id !== unknown },
    came: token < ids.length && text.token(token) === word,
    bits: bits(probabilities, id),
    rank: rank(probabilities, id),
  };
}

async function experiments(
  { view, until }: Look,
  window: {
    readonly ids: readonly number[];
    readonly start: RecurrentState;
    readonly target: number;
  },
  clock: Pick<Clock, 'now'>,
): Promise<Substitution[]> {
  const { unknown } = view.model.vocabulary;
  const found: Substitution[] = [];
  const deadline = clock.now() + patience;
  const running = substitutions({
    ...window,
    predictor: view.predictor,
    count: replacementsEach,
    mayReplace: (id) => id !== unknown,
  });
  await until(() => {
    const { done, value } = running.next();
    if (value) found.push(value);
    return done === true || clock.now() > deadline;
  });
  return found;
}

/** Its memory is the network's and goes with it. */
const saliencies = new WeakMap<Network, Saliency>();

function saliencyOf(network: Network): Saliency {
  const saliency = saliencies.get(network) ?? createSaliency(network, wordsExplained);
  saliencies.set(network, saliency);
  return saliency;
}

function earlierWord(
  view: DocumentView,
  from: number,
  { index, bits: change, alternatives }: Substitution,
  gradients: Float64Array,
): EarlierWord {
  const token = from + index;
  const { vocabulary } = view.model;
  return {
    ...{ token, word: view.text.token(token), span: spanOf(view, token) },
    known: view.ids.id(token) !== vocabulary.unknown,
    bits: change,
    replacedBy: alternatives
      .slice(0, replacementsTold)
      .map(({ id, probability }) => ({ word: vocabulary.words[id], probability })),
    gradient: gradients[index],
  };
}

const spanOf = ({ text }: DocumentView, token: number): Span => ({
  start: text.start(token),
  end: text.end(token),
});
