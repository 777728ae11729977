/**
 * What units were searched for last: the labels, and in which document. The panel's questions that are
 * about labels take them from here. Spans follow the edits of their text.
 */
import * as v from 'valibot';
import type { TextChange } from '../../shared/contracts/documents';
import type { Labels } from '../../shared/questions/editor/unitSearch';
import { bracketKinds } from '../../shared/questions/editor/unitSearch';
import { movedSpans } from '../texts/movedSpans';

/** Labels, and what a person calls them. */
export interface ChosenLabels {
  readonly labels: Labels;
  readonly title: string;
  /** What they were asked for by, where that has no word of a text in it. */
  readonly asked?: StandingLabels;
}

export const standingLabelsSchema = v.variant('by', [
  v.object({ by: v.literal('brackets'), only: v.exactOptional(v.picklist(bracketKinds)) }),
  v.object({ by: v.literal('quotes') }),
  v.object({ by: v.literal('headings') }),
]);
export type StandingLabels = v.InferOutput<typeof standingLabelsSchema>;

export interface LastSearch {
  get(): (ChosenLabels & { readonly documentKey: string }) | undefined;
  set(documentKey: string, chosen: ChosenLabels): void;
  /** Of this document, if it is the one that was searched. */
  labelsIn(documentKey: string): Labels | undefined;
  edited(documentKey: string, changes: readonly TextChange[]): void;
}

export function createLastSearch(): LastSearch {
  let last: ReturnType<LastSearch['get']>;
  return {
    get: () => last,
    set: (documentKey, chosen) => void (last = { documentKey, ...chosen }),
    labelsIn: (documentKey) => (last?.documentKey === documentKey ? last.labels : undefined),
    edited(documentKey, changes) {
      if (last?.documentKey !== documentKey || last.labels.by !== 'spans') return;
      last = { ...last, labels: movedSpans(last.labels, changes) };
    },
  };
}
