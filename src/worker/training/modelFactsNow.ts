/** The facts about the model in training, for its file and for the other threads. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { fingerprint } from '../../engine/text/fingerprint';
import { toBase64 } from '../platform/base64';
import type { Breathe } from '../words/openText';
import { sketchSeen } from '../models/seenText';
import type { Run } from './training';

/** What changes while it trains. */
export type FactsNow = Pick<ModelFacts, 'version' | 'steps' | 'validationPerplexity' | 'history'> &
  Partial<Pick<ModelFacts, 'summary' | 'completion'>>;

/** Looks at the text once. */
export async function createModelFactsNow(
  run: Run,
  breathe: Breathe,
): Promise<(now: FactsNow) => ModelFacts> {
  const { text, split, shape, vocabulary, kept } = run.prepared;
  const sketch = fingerprint(text);
  const { bytes } = await sketchSeen(text, split.trainRanges, breathe);
  const seen = toBase64(bytes);
  const { files } = run.request;
  return (now) => ({
    shape,
    vocabulary,
    plan: run.trainer.plan,
    documentKey: run.request.documentKey,
    fingerprint: sketch,
    ...kept,
    seen,
    ...(files ? { files } : {}),
    ...now,
  });
}
