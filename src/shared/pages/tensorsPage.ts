/**
 * The wall between the host and the page of a `.safetensors` file. Both sides check what comes over
 * it: the host by `tensorsHostSchemas`, the page by `tensorsPageSchemas`.
 *
 *   page                                host
 *   ready                          ->   the file: its header, or a sentence why there is none
 *   rows { reading, from }         ->   the next tensors, at most `tensorBounds.rows`
 *   statistics { reading, place }  ->   of one tensor; may be called off
 *   importModel                    ->   leads to “Import Model…” with this file
 *   save { … }                     ->   a part of a table to save; with the last one the user is asked where
 *   file                           <-   it changed on the disk, or is gone
 *
 * Every reading of the file has a number. What is asked about an earlier reading is `stale`, and the
 * page hears of the new one by itself. Names of tensors enter the page as text only. Numbers are
 * finite: JSON has no others.
 */
import * as v from 'valibot';
import { natural } from '../schemas';
import type { Failure, Result } from '../failures';
import type { SaveOutcome } from './panel';
import { mostSaveBytes, mostSaveParts } from './panel';
import type { TensorFile, TensorRow, TensorStatistics } from '../model/tensors';

/** Marked pure: the page's bundle has none of it. */
export const tensorsHostSchemas = /* @__PURE__ */ (() => {
  return {
    ready: v.object({}),
    rows: v.object({ reading: natural, from: natural }),
    statistics: v.object({ reading: natural, place: natural }),
    importModel: v.object({}),
    save: v.object({
      view: v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/)),
      kind: v.picklist(['csv', 'json']),
      index: v.pipe(natural, v.maxValue(mostSaveParts - 1)),
      last: v.boolean(),
      part: v.pipe(
        v.custom<Uint8Array>((part) => part instanceof Uint8Array),
        v.check((part) => part.length <= mostSaveBytes),
      ),
    }),
  } as const;
})();

type Asked<K extends keyof typeof tensorsHostSchemas> = v.InferOutput<
  (typeof tensorsHostSchemas)[K]
>;

export interface TensorsHostContract {
  ready(request: Record<string, never>): ShownFile;
  rows(request: Asked<'rows'>): Result<readonly TensorRow[], Failure>;
  statistics(request: Asked<'statistics'>): Result<TensorStatistics, Failure>;
  importModel(request: Record<string, never>): void;
  save(request: Asked<'save'>): Result<SaveOutcome, Failure>;
}

export interface TensorsPageContract {
  file(shown: ShownFile): void;
}

export interface ShownFile {
  readonly name: string;
  readonly reading: number;
  /** What its header says; absent where it could not be read. */
  readonly file?: TensorFile;
  /** Why there is nothing, or why what is shown may be old. */
  readonly notice?: string;
  /** Not on the disk any more: what is shown was read before. */
  readonly gone: boolean;
}

/** Marked pure: the host's bundle has none of it. */
export const tensorsPageSchemas = /* @__PURE__ */ (() => {
  const finite = v.pipe(v.number(), v.finite());
  const figures = v.object({
    numbers: natural,
    zeros: natural,
    nans: natural,
    infinities: natural,
    finite: v.exactOptional(
      v.object({ low: finite, high: finite, mean: finite, deviation: v.exactOptional(finite) }),
    ),
    bins: v.array(natural),
  });
  const gate = v.picklist(['input', 'forget', 'candidate', 'output', 'reset', 'update', 'new']);
  const row = v.object({
    place: natural,
    name: v.string(),
    dtype: v.string(),
    shape: v.array(natural),
    dimensionsLeftOut: natural,
    numbers: natural,
    bytes: natural,
    part: v.exactOptional(
      v.object({
        cell: v.picklist(['lstm', 'gru', 'rnn']),
        layer: v.exactOptional(natural),
        backwards: v.boolean(),
        role: v.picklist(['fromInput', 'fromBefore', 'biasOfInput', 'biasOfBefore']),
        gates: v.array(gate),
      }),
    ),
  });
  const metadata = v.object({ name: v.string(), text: v.string(), length: natural });
  const file = v.object({
    bytes: natural,
    tensors: natural,
    numbers: natural,
    types: v.array(v.string()),
    metadata: v.array(metadata),
    metadataLeftOut: natural,
    model: v.exactOptional(v.picklist(['own', 'foreign'])),
  });
  return {
    file: v.object({
      name: v.string(),
      reading: natural,
      file: v.exactOptional(file),
      notice: v.exactOptional(v.string()),
      gone: v.boolean(),
    }),
    rows: v.array(row),
    statistics: v.object({ whole: figures, blocks: v.array(figures) }),
  } as const;
})();
