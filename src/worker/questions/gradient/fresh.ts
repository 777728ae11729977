/**
 * Answers how far the loss at a word reaches back in a network that has learnt nothing, of a cell, a size,
 * a scale and a bias that are chosen. Its vocabulary is the words of the passage: what a projection over all
 * words would add is a little at the last word and much time.
 */
import { isCellId } from '../../../engine/cells/cells';
import { createFreshNetwork } from '../../../engine/inspection/gradient/freshNetwork';
import { weightGradient } from '../../../engine/inspection/gradient/weightGradient';
import { saveTensors, type Network } from '../../../engine/network/network';
import { createPredictor } from '../../../engine/network/predictor';
import { random } from '../../../engine/random';
import { createTwin } from '../../../engine/twin/twin';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import type {
  FreshChoice,
  FreshGradient,
  gradientQuestions,
} from '../../../shared/questions/gradient';
import type { RequestOf } from '../../../shared/questions/question';
import { transferred } from '../../../shared/wire/rpc';
import type { Look } from '../../documents/look';
import { buffersOf, follow, gradientOf, numberOrNull } from './following';

/** Numbers of a word's vector. */
const inputs = 16;

export interface FreshStage {
  readonly network: Network;
  readonly ids: readonly number[];
  readonly target: number;
}

/** The network and the words before the one at `token`, by their places in its own vocabulary. */
export function setUp(
  { view }: Look,
  {
    token,
    count,
    fresh,
  }: { readonly token: number; readonly count: number; readonly fresh: FreshChoice },
): Result<FreshStage, Failure> {
  if (token < 1 || token > view.ids.length) return failed({ kind: 'noToken' });
  const { cell, units, scale, bias, seed } = fresh;
  if (!isCellId(cell)) return failed({ kind: 'badCell', flaw: { kind: 'unknownId', id: cell } });
  const from = token - Math.min(count, token);
  const places = new Map<number, number>();
  const placeOf = (at: number): number => {
    const id = at < view.ids.length ? view.ids.id(at) : view.model.vocabulary.unknown;
    const place = places.get(id) ?? places.size;
    places.set(id, place);
    return place;
  };
  const ids = Array.from({ length: token - from }, (_, n) => placeOf(from + n));
  const target = placeOf(token);
  const sizes = { V: places.size, E: inputs, H: units };
  const asked = { cell, scale, ...sizes, ...(bias !== undefined && { memory: Math.exp(bias) }) };
  const twin = createTwin({ interrupted: () => false });
  return success({ network: createFreshNetwork(asked, random(seed), twin), ids, target });
}

export async function freshAnswer(
  look: Look,
  request: RequestOf<typeof gradientQuestions.freshGradient>,
): Promise<Result<FreshGradient, Failure>> {
  const stage = setUp(look, request);
  if (!stage.ok) return stage;
  const { network, ids, target } = stage.value;
  const predictor = createPredictor(network);
  const state = predictor.start();
  const found = await follow(look, { predictor, ids, state, target, memory: { layer: 0 } });
  const gradient = gradientOf(network, found);
  const weights = weightGradient(network, ids, predictor.probabilities(state), target);
  const answer: FreshGradient = {
    ...look.view.versions,
    ...gradient,
    count: ids.length,
    weights: {
      count: countOf(network),
      length: weights.weights,
      gradient: numberOrNull(weights.length),
    },
  };
  return transferred(success(answer), buffersOf(answer));
}

const countOf = (network: Network): number =>
  [...saveTensors(network).values()].reduce((sum, { length }) => sum + length, 0);
