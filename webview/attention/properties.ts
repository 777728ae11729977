/** What the view of attention is given, and its parts. */
import type { Span, Versions } from '../../src/shared/model/versions';
import type {
  Attention,
  PairAt,
  PairsOverview,
  WrittenPair,
} from '../../src/shared/questions/attention/pairs';
import type { TaskProperties } from '../results/taskPlace';

export type PairsProperties = TaskProperties;

export interface PairPartProperties extends PairsProperties {
  readonly overview: PairsOverview;
  /** The view is looked at. */
  readonly active: boolean;
  readonly subject: string;
  readonly reveal: (span: Span, versions: Versions) => void;
}

export interface WrittenProperties extends PairPartProperties {
  readonly source: string;
  readonly written: WrittenPair;
  readonly attention: Attention;
  readonly versions: Versions;
  readonly wanted: PairAt['wanted'];
  /** What the cursor of the editor stands on. */
  readonly cursor: { readonly row?: number | undefined; readonly column?: number | undefined };
  /** Of the text; none of what is typed. */
  readonly spans?: { readonly source: readonly Span[]; readonly target: readonly Span[] };
}

/** While it trains, the weights are others every second. */
export const isStill = ({ page, active }: PairPartProperties): boolean =>
  active && page.status.state !== 'training';
