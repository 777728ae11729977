/** Who gives `evaluate` rows beyond the counting ones. */
import type { Expert } from '../../engine/experts/expert';
import type { EvaluateOptions } from './evaluateOptions';
import type { EvaluationText } from '../../engine/evaluation/evaluationText';

/** Rows beyond the counting ones, and the sections of the report that come with them. */
export interface FurtherRows {
  readonly experts: readonly Expert[];
  /** Further names of theirs, under which a report shows the same figures. */
  readonly alsoCalled?: Readonly<Record<string, string>>;
  /** Asked for when every test token has been scored. */
  readonly sections: () => Readonly<Record<string, unknown>>;
}

/**
 * @param earlier the rows before these, in order; they may become parts of a mixture, because each
 * answers a position only once however often it is asked
 */
export type RowProvider = (
  text: EvaluationText,
  options: EvaluateOptions,
  earlier: readonly Expert[],
) => Promise<FurtherRows>;
