/**
 * Answers whether the gradient is right, by nudging: in a copy of the network in double precision, over the
 * last words alone, read from the beginning. In a network of up to three units also by the sum over paths.
 */
import {
  createGradientCheck,
  mostCheckedWords,
  readWords,
} from '../../../engine/inspection/gradient/differences';
import { comparePaths } from '../../../engine/inspection/gradient/pathComparison';
import { createNetwork, loadTensors, saveTensors } from '../../../engine/network/network';
import { countParameters } from '../../../engine/network/shape';
import { createTwin } from '../../../engine/twin/twin';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import type { CheckedGradient, gradientQuestions } from '../../../shared/questions/gradient';
import type { RequestOf } from '../../../shared/questions/question';
import type { Look } from '../../documents/look';
import { setUp, type FreshStage } from './fresh';

/** Weights of which there is room for a copy in double precision. */
const mostWeights = 16e6;

export async function checkAnswer(
  look: Look,
  { token, count, fresh }: RequestOf<typeof gradientQuestions.checkGradient>,
): Promise<Result<CheckedGradient, Failure>> {
  const place = { token, count: Math.min(count, mostCheckedWords) };
  const stage = fresh ? setUp(look, { ...place, fresh }) : copyOf(look, place);
  if (!stage.ok) return stage;
  const { network, ids, target } = stage.value;
  const read = readWords(network, ids, target);
  const check = createGradientCheck(network, read);
  await look.until(check.advance);
  const paths = comparePaths(network, read);
  return success({
    ...look.view.versions,
    ...{ words: ids.length, entries: check.entries, leftOut: check.leftOut },
    ...(paths && { paths }),
  });
}

function copyOf(
  { view }: Look,
  { token, count }: { readonly token: number; readonly count: number },
): Result<FreshStage, Failure> {
  const { network, vocabulary } = view.model;
  if (token < 1 || token > view.ids.length) return failed({ kind: 'noToken' });
  const weights = countParameters(network.shape);
  if (weights > mostWeights) return failed({ kind: 'tooLargeToCheck', weights, most: mostWeights });
  const copy = createNetwork(createTwin({ interrupted: () => false }), network.shape);
  loadTensors(copy, saveTensors(network));
  const from = token - Math.min(count, token);
  const ids = Array.from({ length: token - from }, (_, n) => view.ids.id(from + n));
  const target = token < view.ids.length ? view.ids.id(token) : vocabulary.unknown;
  return success({ network: copy, ids, target });
}
