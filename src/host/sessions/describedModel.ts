/** What a session takes from the description of a model's file. Pure. */
import type { ModelDescription } from '../../shared/model/modelFiles';

/** How good it is, and of a model that judges: what, and beside whom. */
export const measuredOf = ({
  validationPerplexity,
  metric,
  task,
  result,
}: ModelDescription): Pick<
  ModelDescription,
  'validationPerplexity' | 'metric' | 'task' | 'result'
> => ({
  ...(validationPerplexity === undefined ? {} : { validationPerplexity }),
  ...(metric ? { metric } : metricOf(validationPerplexity)),
  ...(task ? { task } : {}),
  ...(result ? { result } : {}),
});

const metricOf = (perplexity: number | undefined): Pick<ModelDescription, 'metric'> =>
  perplexity === undefined ? {} : { metric: { id: 'perplexity', value: perplexity } };

interface Ending {
  readonly elsewhere?: boolean;
  readonly message?: string;
}

/** For an unfinished training: another window is running it, or none is. */
export function endingOf(description: ModelDescription): Ending {
  const { unfinished, outdated, trainedElsewhere, files } = description;
  const several = files !== undefined;
  if (!unfinished) return outdated === true ? { message: olderRules(several) } : {};
  return {
    ...(trainedElsewhere ? { elsewhere: true } : {}),
    message: trainedElsewhere
      ? `Another window is training ${several ? 'these files' : 'this file'}; what it has learnt so far can be used here.`
      : `A training was interrupted here; “Gatescope: Train on ${several ? 'These Files' : 'This File'}” finishes it, unless the text changes first.`,
  };
}

const olderRules = (several: boolean): string =>
  `It splits text into words by the rules of an earlier version of Gatescope; ${several ? 'delete it and train on these files again' : 'run “Gatescope: Train Afresh on This File”'} to use the current rules.`;
