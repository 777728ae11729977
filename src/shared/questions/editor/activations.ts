/**
 * *Export Activations…*: every gate and state of every unit while the network read the text, as one
 * file of NumPy arrays. The analyst writes it piece by piece; it never is in memory as a whole.
 *
 * The arrays: `<gate>_l<layer>` (tokens, units) as in hover and table, for each quantity of the
 * layer’s cell by its name; `tokens` the words, `known` whether each is in the vocabulary, `start` and `end` its
 * offsets in UTF-16 units; `unit_names_l<layer>` the names given to units; `about` a JSON text.
 */
import type { Failure, Result } from '../../failures';
import type { Span } from '../../model/versions';
import type { Versions } from '../../model/versions';

export interface ActivationsRequest {
  readonly documentKey: string;
  /** Of the file. */
  readonly path: string;
  /** Only the words that it touches; without it, the whole text. */
  readonly span?: Span;
  readonly unitNames: Readonly<Record<string, string>>;
}

export interface WrittenActivations extends Versions {
  readonly bytes: number;
  /** First word, and how many. */
  readonly from: number;
  readonly count: number;
}

export interface ActivationsContract {
  writeActivations(request: ActivationsRequest): Result<WrittenActivations, Failure>;
  /** How far the writing for a document is, 0 to 1; answered at once, alongside it. */
  activationsProgress(request: { readonly documentKey: string }): number;
}
