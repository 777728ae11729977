/** Models of one text that differ in their seeds, judged together. */
import type { ExampleRequest, TaskResult } from '../../tasks';
import type { Failure, Result } from '../../failures';

export interface AverageRequest {
  /** Files of models that learnt from this text, as it is now. */
  readonly paths: readonly string[];
  readonly name: string;
  readonly text: string;
  readonly task: ExampleRequest;
}

export interface AveragesContract {
  /** The mean of their probabilities as one judge, next to the opponents, on the text's test examples. */
  averageModels(request: AverageRequest): Result<TaskResult, Failure>;
}
