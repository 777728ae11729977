/** The facts about the model in training, for its file and for the other threads. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { fingerprint } from '../../engine/text/fingerprint';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { toBase64 } from '../platform/base64';
import type { Breathe } from '../words/openText';
import { sketchSeen } from '../models/seenText';
import type { Prepared } from './prepared';
import type { Run } from './training';

/** What changes while it trains. */
export type FactsNow = Pick<
  ModelFacts,
  'version' | 'steps' | 'validationPerplexity' | 'metric' | 'history'
> &
  Partial<Pick<ModelFacts, 'summary' | 'completion' | 'result'>>;

/** Looks at the text once. */
export async function createModelFactsNow(
  run: Run,
  breathe: Breathe,
): Promise<(now: FactsNow) => ModelFacts> {
  const { text, learnt, shape, vocabulary, kept } = run.prepared;
  const sketch = fingerprint(text);
  const known = await knownOf(learnt, text, breathe);
  const { files } = run.request;
  return (now) => ({
    shape,
    vocabulary,
    plan: run.trainer.plan,
    documentKey: run.request.documentKey,
    fingerprint: sketch,
    ...kept,
    ...known,
    ...(files ? { files } : {}),
    ...now,
  });
}

/** What tells its text again, or what it answers. */
async function knownOf(
  learnt: Prepared['learnt'],
  text: TokenizedText,
  breathe: Breathe,
): Promise<Pick<ModelFacts, 'seen' | 'task'>> {
  if (learnt.kind === 'examples') return { task: learnt.facts };
  const { bytes } = await sketchSeen(text, learnt.split.trainRanges, breathe);
  return { seen: toBase64(bytes) };
}
