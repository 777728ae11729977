/**
 * A document seen through a model of pairs: its pairs, and the targets that were written of its sources so
 * far. They are kept by source, so that an edit leaves all the others.
 */
import type { Steps } from '../../engine/steps';
import type { ModelFacts } from '../../engine/files/modelFile';
import { readingTextPairs, type TextPairs } from '../../engine/tasks/pairs/textPairs';
import type { Documents } from '../documents/documents';
import {
  createLookingThrough,
  decodedKey,
  type Held,
  type LookingThrough,
  type Seen,
} from '../documents/lookingThrough';
import { rawText, type MirroredDocument } from '../documents/mirroredDocument';
import type { Slices } from '../scheduling/slices';
import type { OpenedPairModel, PairModels } from '../taskModels/pairModels';

interface HeldPairs extends Held<OpenedPairModel> {
  readonly text: TextPairs;
  /** By source. */
  readonly written: Map<string, string>;
  readonly isLearnt: boolean;
}

export type SeenPairs = Seen<HeldPairs>;
export type LookingAtPairs = LookingThrough<HeldPairs>;

export interface SeenPairsNeeds {
  readonly documents: Pick<Documents, 'find'>;
  readonly slices: Slices;
  readonly models: PairModels;
}

export const createLookingAtPairs = ({ documents, slices, models }: SeenPairsNeeds) =>
  createLookingThrough<OpenedPairModel, HeldPairs>({
    ...{ documents, slices, hold },
    load: (source) => models.load(source),
    otherTask: (name) => ({ kind: 'notWriting', name }),
  });

function* hold(
  document: MirroredDocument,
  now: Held<OpenedPairModel>,
  before: HeldPairs | undefined,
): Steps<HeldPairs> {
  const isSameModel = before?.model === now.model;
  const isSameText = before?.versions.documentVersion === now.versions.documentVersion;
  const areSameWeights = isSameModel && before.versions.modelVersion === now.versions.modelVersion;
  const isLearnt = isOwn(document, now.model.facts);
  const text =
    isSameModel && isSameText
      ? before.text
      : yield* readingTextPairs(rawText(document), now.model.facts.task, isLearnt);
  return {
    ...now,
    text,
    isLearnt,
    written: areSameWeights ? before.written : new Map<string, string>(),
  };
}

/** From a terminal, the file's path stands there. */
const isOwn = ({ key }: MirroredDocument, { documentKey }: ModelFacts): boolean =>
  documentKey === key || `file://${documentKey}` === decodedKey(key);

/** Sources that are written side by side. */
const together = 8;

/** @returns a step: writes some more targets, and says whether all are there */
export function writingAll(
  { model, written }: Pick<SeenPairs, 'model' | 'written'>,
  sources: Iterable<string>,
): () => boolean {
  const left = [...new Set(sources)].filter((source) => !written.has(source));
  // What is of nearly one length takes nearly as many steps.
  left.sort((one, other) => other.length - one.length);
  return () => {
    const some = left.splice(-together, together);
    if (some.length > 0) {
      for (const { source, target } of model.model.write(some)) written.set(source, target);
    }
    return left.length === 0;
  };
}
