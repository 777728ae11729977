/** A model of weights that are far from where a training begins. */
import type { StoredModel } from '../../../src/engine/files/modelFile';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { createNetwork, loadTensors, saveTensors } from '../../../src/engine/network/network';
import type { ModelShape } from '../../../src/engine/network/shape';
import { random } from '../../../src/engine/random';
import { parseVocabulary } from '../../../src/engine/text/words/vocabulary';

/** @param kernels of the shipped engine, or the twin */
export function modelFarFromStart(shape: ModelShape, kernels: Kernels) {
  const network = createNetwork(kernels, shape);
  const chance = random(9);
  const weights = new Map(
    [...saveTensors(network)].map(([name, tensor]) => [
      name,
      tensor.map(() => Math.fround(chance.between(-0.5, 0.5))),
    ]),
  );
  loadTensors(network, weights);
  const counts = Array.from({ length: shape.V }, (_, id) => 100 - id);
  const words = counts.map((_, id) => (id === 0 ? '' : `w${id}`));
  const parsed = parseVocabulary({ words, counts });
  if (!parsed.ok) throw new Error(parsed.problem);
  const model: StoredModel = {
    ...{ shape, vocabulary: parsed.vocabulary, plan: null, version: 1, steps: 0, weights },
    ...{ documentKey: 'x', fingerprint: [], history: [], unitNames: {} },
  };
  return { model, network, counts };
}
