/**
 * The panel's questions, handed on to the threads as the table says: checked, about the panel's document,
 * with the deadline and the cancelling of their entry. Knows no question by name.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Result } from '../../shared/failures';
import { panelQuestions, type PanelQuestions } from '../../shared/questions/panelQuestions';
import type { AskedByPage, Manner } from '../../shared/questions/question';
import type { CallOptions, Handlers, Job } from '../../shared/wire/rpc';
import { checkedHandler } from '../pages/checkedHandler';
import type { SupervisedThread } from '../threads/supervisor';
import { deadlines, newestOnly, type NewestOnly } from '../threads/threadCalls';
import type { LastSearch } from '../units/lastSearch';
import type { OtherModels } from './otherModels';
import type { ShownWeights } from './shownWeights';

interface Needs {
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly shown: ShownWeights;
  readonly lastSearch: Pick<LastSearch, 'labelsIn'>;
  readonly otherModels: Pick<OtherModels, 'pathOf'>;
  /** Asks about the panel's document, if there is one. */
  about<T>(ask: (documentKey: string) => Promise<Result<T>>): Promise<Result<T>>;
}

export interface RelayedQuestions {
  readonly handlers: Handlers<AskedByPage<PanelQuestions>>;
  /** Calls off those of which only the newest is worked on. */
  cancel(): void;
}

/** A thread that is asked a question whose name and request belong together, as in the table. */
interface AnyThread {
  call(name: string, request: object, options: CallOptions): Promise<Result<unknown>>;
}

export function relayQuestions(needs: Needs): RelayedQuestions {
  const { reader, analyst, shown, lastSearch, otherModels, about } = needs;
  const newest: NewestOnly[] = [];
  const threadFor = ({ by, weights }: Manner): AnyThread => {
    if (by === 'reader' && shown.now.kind === 'trained') return reader as AnyThread;
    return (weights === 'trained' ? analyst : shown.analyst) as AnyThread;
  };
  const relayed = Object.entries(panelQuestions).map(([name, entry]) => {
    const options = optionsOf(entry, newest);
    const handler = checkedHandler(entry.schema, (asked, job) =>
      about((documentKey) => {
        const labels = entry.labelled && lastSearch.labelsIn(documentKey);
        const paths = entry.besides && besideIn(asked).map(otherModels.pathOf);
        const request = {
          ...{ ...asked, documentKey },
          ...(labels && { labels }),
          ...(paths && { paths }),
        };
        const answer = threadFor(entry).call(name, request, options(job));
        return measured(name, answer);
      }),
    );
    return [name, handler];
  });
  return {
    handlers: Object.fromEntries(relayed) as Handlers<AskedByPage<PanelQuestions>>,
    cancel: () => {
      for (const one of newest) one.cancel();
    },
  };
}

const besideIn = (asked: object): readonly string[] =>
  'beside' in asked && Array.isArray(asked.beside)
    ? asked.beside.filter((id): id is string => typeof id === 'string')
    : [];

/** How long the last question of each kind took, for `npm run bench -- --waits`. */
function measured<T>(name: string, answer: Promise<T>): Promise<T> {
  const start = performance.now();
  return answer.finally(() => {
    performance.clearMeasures(`gatescope.${name}`);
    performance.measure(`gatescope.${name}`, { start });
  });
}

function optionsOf(entry: Manner, newest: NewestOnly[]): (job: Job) => CallOptions {
  if (entry.takes === 'long') return patient;
  const deadline = deadlines.panel;
  if (!entry.newestOnly) return () => ({ deadline });
  const own = newestOnly();
  newest.push(own);
  return () => ({ deadline, cancel: own.next() });
}

/** They take seconds: when the page calls one off, the thread hears of it. */
function patient({ whenCancelled, cancelled }: Job): CallOptions {
  const cancel = whenCancelled && { cancelled, whenCancelled };
  return { deadline: deadlines.long, ...(cancel ? { cancel } : {}) };
}
