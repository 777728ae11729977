/** A Kneser-Ney model as an expert on one token sequence. It has no state: its counts stand. */
import type { Expert } from '../expert';
import { distribution, type KneserNey } from './kneserNey';

export function ngramExpert(name: string, model: KneserNey, ids: Int32Array): Expert {
  return {
    name,
    distribution: (position, out) => distribution(model, ids, position, out),
    advance: () => undefined,
  };
}
