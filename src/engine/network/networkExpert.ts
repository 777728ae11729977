/**
 * A network as one of the experts of a mixture: reads a text in order, and lets its hidden state be
 * seen, for the neural cache.
 */
import type { StatefulExpert } from '../experts/expert';
import type { Predictor } from './predictor';

/** @param ids the text, in the network's vocabulary */
export function networkExpert(name: string, predictor: Predictor, ids: Int32Array): StatefulExpert {
  const state = predictor.start();
  const { shape, states } = predictor.network;
  const hidden = new Float32Array(shape.H);
  return {
    name,
    distribution(_position, out) {
      const probabilities = predictor.probabilities(state);
      let sum = 0;
      for (let id = 0; id < out.length; id++) sum += probabilities[id];
      // Single precision adds up to 1 only to about 1e-6.
      for (let id = 0; id < out.length; id++) out[id] = probabilities[id] / sum;
    },
    advance: (position) => predictor.read(ids[position], state),
    hidden() {
      hidden.set(states.top(state, shape.H));
      return hidden;
    },
  };
}
