/**
 * What the status bar says (design section 4: the texts are promises), and the sentence behind it.
 * Pure.
 */
import { clock, count, percent } from '../common/formatNumbers';
import { taskUnits } from '../../shared/tasks';
import { resultSentence } from '../../shared/taskResults';
import { shortMetric } from '../tasks/metricText';
import type { Session } from '../sessions/sessionState';
import { bestText, littleLearnt, remarks } from './trainingSentences';

/** Without the icon that stands before it. */
export function statusText({ state, report, metric, stopping }: Session): string {
  const done = `${Math.floor(100 * (report?.progress ?? 0))}%`;
  const figure = metric ? ` · ${shortMetric(metric)}` : '';
  if (stopping) return `Gatescope saving${figure}`;
  switch (state) {
    case 'idle':
      return 'Gatescope';
    case 'training':
      return `Gatescope ${done}${figure}`;
    case 'paused':
      return `Gatescope paused ${done}`;
    case 'ready':
      return `Gatescope ready${figure}`;
    case 'failed':
      return 'Gatescope failed';
    default:
      return state satisfies never;
  }
}

export function statusIcon({ state, stopping }: Session): string {
  if (stopping) return '$(sync~spin)';
  switch (state) {
    case 'idle':
      return '$(circle-outline)';
    case 'training':
      return '$(sync~spin)';
    case 'paused':
      return '$(debug-pause)';
    case 'ready':
      return '$(pulse)';
    case 'failed':
      return '$(warning)';
    default:
      return state satisfies never;
  }
}

/** For the tooltip and for screen readers. */
export function statusSentence(session: Session): string {
  const { state, message, summary, lender } = session;
  const name = lender?.by === 'folder' ? lender.name : session.name;
  const more = message === undefined ? '' : ` ${message}`;
  // What it learnt completes words meanwhile; it is ready when the file is written.
  if (session.stopping) return `The training of ${name} has ended.${more}`;
  switch (state) {
    case 'idle':
      return `${name} has no model yet. Click to train one.${more}`;
    case 'training':
      return `${name} is training: ${progressText(session)}.${more}`;
    case 'paused':
      return `The training of ${name} is paused. Click for the menu.${more}`;
    case 'ready': {
      if (lender?.by === 'choice')
        return `${name} is read with the model of ${lender.name}.${more}`;
      const learnt = summary
        ? `, learnt from ${count(summary.tokens)} ${session.task?.task === 'series' ? 'rows' : 'tokens'}`
        : '';
      const judged = session.result && resultSentence(session.result);
      const little = judged ? ` ${judged}` : summary ? ` ${littleLearnt(summary)}`.trimEnd() : '';
      return lender
        ? `${session.name} uses the model of ${name}${learnt}.${little}${more}`
        : `The model of ${name} is ready${learnt}.${little}${more}`;
    }
    case 'failed':
      return message ?? `The training of ${name} failed.`;
    default:
      return state satisfies never;
  }
}

/** Not "no model": a panel next to it may show one. */
export const noTextSentence =
  'No text is active, so there is no model to describe. Open a text, or click into one.';

/** One line for the progress notification and the panel. */
export function progressText({ report, metric, stopping, task }: Session): string {
  if (stopping) return task ? judgingText : savingText;
  if (!report || report.state === 'preparing') return 'reading the text';
  const parts = [
    clock(report.seconds),
    percent(report.progress),
    `${count(report.wordsPerSecond)} ${taskUnits[task?.task ?? 'next']}/s`,
    ...(metric ? [bestText(metric, report.best)] : []),
    ...(report.state === 'paused' ? ['paused'] : []),
    ...(report.recoveries > 0 ? [recoveryText(report.recoveries)] : []),
    ...remarks(report),
  ];
  return parts.join(' · ');
}

const savingText = 'saving the best weights and tuning completion to them';
const judgingText = 'saving the best weights and judging them next to their opponents';

/** What happened, and what was done about it. */
function recoveryText(recoveries: number): string {
  const times = recoveries === 1 ? '' : ` (${recoveries} times)`;
  return `training diverged; continuing from the last good weights at half the learning rate${times}`;
}
