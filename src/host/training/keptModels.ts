/**
 * A model that makes room for one trained afresh: it stays in Models under a name that says so, with
 * its units' names, and can be used again. The user is asked first if enough would be lost.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import { keptName, modelName } from '../../shared/model/modelNames';
import { clock, count, timeOfDay } from '../common/formatNumbers';
import { longMetric } from '../tasks/metricText';
import { listModels } from '../sessions/modelList';
import type { Session } from '../sessions/sessionState';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf } from '../threads/threadCalls';

interface Needs {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** @returns what to call with the path of the model; one that is gone is let go */
export function createKeeper({ analyst, now, log }: Needs): (path: string) => Promise<void> {
  return async (path) => {
    const [listing] = (await listModels([path], analyst)) ?? [];
    if (!listing?.facts.ok) return;
    const facts = listing.facts.value;
    const name = keptName(facts, timeOfDay(now()));
    if (name === modelName(facts)) return;
    const named = await answerOf(analyst.call('nameModel', { path, name }));
    if (!named.ok) log(`the earlier model keeps its name: ${named.failure.kind}`);
  };
}

/** Seconds of training that may be started over without a question. */
const littleTraining = 10;

/** What would lose its place; undefined if that is too little to ask about. */
export function worthKeeping(session: Session): string | undefined {
  const { lender, curve, report, summary, metric } = session;
  if (lender || (!session.model && !report)) return undefined;
  const names = Object.keys(session.unitNames).length;
  const seconds = Math.max(report?.seconds ?? 0, summary?.seconds ?? 0, curve.at(-1)?.seconds ?? 0);
  if (names === 0 && seconds <= littleTraining) return undefined;
  return [
    ...(metric ? [longMetric(metric)] : []),
    `${clock(seconds)} of training`,
    ...(names === 0 ? [] : [`${count(names)} named ${names === 1 ? 'unit' : 'units'}`]),
  ].join(', ');
}
