/** What the view of a model that judges is given, and its parts. */
import type { JudgedExample, JudgingOverview } from '../../src/shared/questions/examples';
import type { Span, Versions } from '../../src/shared/model/versions';
import type { TaskProperties } from '../results/taskPlace';

export type ExamplesProperties = TaskProperties;

export interface ExamplePartProperties extends ExamplesProperties {
  readonly overview: JudgingOverview;
  /** The view is looked at. */
  readonly active: boolean;
  readonly subject: string;
  readonly reveal: (span: Span, versions: Versions) => void;
}

export interface ShownExampleProperties extends ExamplePartProperties {
  readonly shown: JudgedExample;
}

/** The token that the offset lies in or ends at; -1 where there is none. */
export const tokenAtOffset = ({ spans }: JudgedExample['example'], offset: number): number =>
  spans.findIndex(({ start, end }) => start <= offset && offset <= end);
