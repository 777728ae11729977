/**
 * What is said about a training and its result: in the tooltip, in the notification, at its end. Pure.
 */
import type { TrainingSummary } from '../../shared/api';
import type { TrainingProgress } from '../../shared/contracts/trainer';
import { otherArithmeticText } from '../../shared/model/training';
import { metricNames, type Metric } from '../../shared/tasks';
import { clock, count } from '../common/formatNumbers';
import { longMetric } from '../tasks/metricText';

const beginsAgainText = {
  textChanged: 'begins again, because the text has changed since it was interrupted',
  nothingKept: 'begins again, because it was interrupted before anything was saved',
} as const;

/** A number that stands still says since when. */
export function bestText(best: Metric, reached: TrainingProgress['best']): string {
  const figure = longMetric(best);
  if (!reached || reached.validationsSince === 0) return `validation ${figure}`;
  return `validation ${metricNames[best.id]}: best ${figure.slice(metricNames[best.id].length + 1)} at ${clock(reached.seconds)}, no better since`;
}

/** What stays true during the whole training. */
export const remarks = ({ beginsAgain, otherArithmetic, fewWords }: TrainingProgress): string[] => [
  ...(beginsAgain ? [beginsAgainText[beginsAgain]] : []),
  ...(otherArithmetic ? [otherArithmeticText[otherArithmetic]] : []),
  ...(fewWords === undefined ? [] : [`only ${count(fewWords)} words to learn from`]),
];

/** What a person should know of a model that learnt little; nothing of any other. */
export function littleLearnt({ fewWords, countsAlone }: TrainingSummary): string {
  const few =
    fewWords === undefined
      ? []
      : [`${count(fewWords)} words are few for a network; it learns more from several thousand.`];
  const alone = countsAlone
    ? [
        'So far the network predicts no better than word counts, so words are completed from counts alone.',
      ]
    : [];
  return [...few, ...alone].join(' ');
}

const judgedNext = 'The panel shows how each example is judged, and the opponents’ results.';

const whatNext: Readonly<Record<Metric['id'], string>> = {
  perplexity: 'Type to see what the model expects, or rest the mouse on a word.',
  accuracy: judgedNext,
  f1: judgedNext,
  exactMatch: 'The panel shows what it writes, and the opponents’ results.',
  error: 'The panel shows what it predicts, and the opponents’ results.',
};

/** @param judged how a model that judges stands beside its opponents */
export function readySentence(name: string, summary: TrainingSummary, judged?: string): string {
  const { metric, seconds, bestSeconds } = summary;
  const ended = clock(seconds);
  const best = bestSeconds === undefined ? ended : clock(bestSeconds);
  const when = best === ended ? `after ${ended}` : `at ${best}, no better up to ${ended}`;
  const reached = `${name} is ready: validation ${longMetric(metric)} ${when}.`;
  const little = littleLearnt(summary);
  const next = whatNext[metric.id];
  return [reached, ...(judged ? [judged] : []), ...(little ? [little] : []), next].join(' ');
}
