/**
 * The name of what people noted in a model's file beside its weights: by it another window sees that
 * something was forgotten there, or that the model or a unit has another name.
 */
import type { ModelFacts } from '../../engine/files/modelFile';
import { sha256 } from '../platform/sha256';

/** What a person may change without a training. */
type Noted = Pick<ModelFacts, 'name' | 'unitNames' | 'namedWith' | 'forgotten'>;

export function notedHash({ name, unitNames, namedWith = {}, forgotten = [] }: Noted): string {
  const noted = JSON.stringify([name, inOrder(unitNames), inOrder(namedWith), forgotten]);
  return sha256([new TextEncoder().encode(noted)]);
}

const inOrder = (entries: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1));
