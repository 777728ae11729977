/**
 * What a search for units found, kept over a reload of the window beside the document it was found in:
 * numbers, and hashes of weights and text, which tell later whether it still holds. No words: a
 * pattern that a person typed and a file of labels are not kept, so who searches for them again is
 * asked for them again.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { natural } from '../../shared/schemas';
import type { UnitSearchAnswer } from '../../shared/questions/editor/unitSearch';
import { unitPlaceSchema } from '../../shared/questions/editor/unitSearch';
import type { DocumentMemories, DocumentMemory } from '../sessions/documentMemory';
import type { ChosenLabels } from '../units/lastSearch';
import { standingLabelsSchema } from '../units/lastSearch';

const side = v.picklist(['high', 'low']);
const ranked = v.object({ ...unitPlaceSchema.entries, side, heldOut: v.number() });
const matched = v.object({ ...unitPlaceSchema.entries, side, elsewhere: natural });

const outcome = v.variant('kind', [
  v.object({
    kind: v.literal('ranked'),
    found: v.pipe(v.array(ranked), v.readonly()),
    first: ranked,
    ...{ shifted: v.number(), shifts: natural, untrained: v.number() },
  }),
  v.object({
    kind: v.literal('matched'),
    found: v.pipe(v.array(matched), v.readonly()),
    ...{ matching: natural, untrained: natural, length: natural, spans: natural, asMany: natural },
  }),
]);

const answer = v.object({
  ...{ documentVersion: v.number(), modelVersion: v.number(), from: natural, count: natural },
  ...{ tokens: natural, labelled: natural, spans: natural, widened: natural, considered: natural },
  outcome,
  approximate: v.boolean(),
});

const offsets = v.pipe(v.array(natural), v.readonly());
const spans = v.object({ by: v.literal('spans'), starts: offsets, ends: offsets });

const keptSchema = v.object({
  /** None: they have words in them, or are too many. */
  labels: v.exactOptional(v.variant('by', [spans, ...standingLabelsSchema.options])),
  answer,
  /** Hashes. */
  ...{ weights: v.string(), text: v.string() },
});
export type KeptSearch = v.InferOutput<typeof keptSchema>;

/** A selection has no more; a table has, and stays where it is. */
const mostSpans = 1000;

export const rememberSearches = (
  memories: Pick<DocumentMemories, 'of'>,
): DocumentMemory<KeptSearch> => memories.of('gatescope.foundUnits', keptSchema);

/** @param found in that text, through those weights */
export function searchToKeep(
  chosen: ChosenLabels,
  found: { readonly answer: UnitSearchAnswer; readonly weights: string; readonly text: string },
): KeptSearch {
  const labels = labelsToKeep(chosen);
  const { weights, text } = found;
  return { ...(labels && { labels }), answer: found.answer, weights, text: hashOfText(text) };
}

export const hashOfText = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

function labelsToKeep({ asked, labels }: ChosenLabels): KeptSearch['labels'] {
  if (asked) return asked;
  if (labels.by !== 'spans' || labels.starts.length > mostSpans) return undefined;
  return { by: labels.by, starts: [...labels.starts], ends: [...labels.ends] };
}
