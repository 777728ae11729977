/**
 * The loss of a network on the last part of a text, which it never saw: every token of it is a target,
 * read in order and with the state of all that was read before. Reading begins with the validation part, so that
 * the state is warm.
 */
import type { EvaluationText } from '../evaluation/evaluationText';
import type { Network } from '../network/network';
import { carryState, resetState } from '../network/state';
import { allocatePass, forward } from '../network/window';

const T = 64;

/** Goes on when it is asked. @returns nats per token, or undefined where the kernels were interrupted */
export function* testLoss(
  network: Network,
  { ids, split }: Pick<EvaluationText, 'ids' | 'split'>,
): Generator<void, number | undefined> {
  const { kernels, states, parameters } = network;
  const { test, valid } = split;
  const pass = allocatePass(network, T, 1);
  const losses = kernels.floats(T);
  resetState(states, pass);
  let sum = 0;
  for (let at = Math.max(0, valid.from); at < test.to - 1; at += T) {
    for (let t = 0; t < T; t++) {
      pass.inputs[t] = ids[Math.min(at + t, ids.length - 1)];
      pass.targets[t] = ids[Math.min(at + t + 1, ids.length - 1)];
    }
    forward(network, pass);
    kernels.losses(parameters.decoder, pass.h, pass.targets, losses);
    if (kernels.interrupted()) return undefined;
    for (let t = 0; t < T; t++) {
      const target = at + t + 1;
      if (target >= test.from && target < test.to) sum += losses[t];
    }
    carryState(states, pass);
    yield;
  }
  return sum / (test.to - test.from);
}
