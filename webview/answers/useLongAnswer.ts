/**
 * Questions that take seconds: asked when they change, cancelled when another one comes or the view is
 * left, and repeated only if the text changed meanwhile. The last answer stays to be looked at until
 * the next one is there; it carries the question that it answers.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Result, ToldFailure } from '../../src/shared/failures';
import type { CancelSignal } from '../../src/shared/wire/canceller';
import { createCanceller } from '../../src/shared/wire/canceller';
import type { Answered } from './oneQuestion';
import type { Page } from '../page/page';

export interface ShownLongAnswer<Q, A> {
  readonly held?: Answered<Q, A>;
  /** An answer is being computed. */
  readonly busy: boolean;
  /** Why there is no answer, as a sentence. */
  readonly trouble?: string;
}

type Kept<Q, A> = Omit<ShownLongAnswer<Q, A>, 'busy'> & {
  readonly of: string;
  /** The question that was answered last, whole: it is not asked again. */
  readonly answered?: string;
};

const pauseWhenStale = 1000;
/** After this many failed answers, it is not repeated until the user asks again. */
const mostRounds = 5;

/**
 * @param question `undefined` asks nothing
 * @param subject what the answers are about; another one drops what is held
 * @param version of text and model; another one asks again
 */
export function useLongAnswer<Q, A>(
  send: (question: Q, cancel: CancelSignal) => Promise<Result<A, ToldFailure>>,
  question: Q | undefined,
  subject: string,
  version: string,
): ShownLongAnswer<Q, A> {
  const [kept, setKept] = useState<Kept<Q, A>>({ of: subject });
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const vain = useRef(0);
  const now = useRef(send);
  now.current = send;

  const asked = JSON.stringify([question, subject, version]);
  useEffect(() => {
    if (question === undefined || kept.answered === asked) return;
    const canceller = createCanceller();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const settle = (result: Result<A, ToldFailure>): void => {
      if (canceller.cancelled) return;
      if (!result.ok && result.failure.kind === 'stale' && vain.current++ < mostRounds) {
        waiting = setTimeout(() => setRound((before) => before + 1), pauseWhenStale);
        return;
      }
      setBusy(false);
      vain.current = 0;
      if (result.ok) {
        const held = { question, answer: result.value };
        setKept({ of: subject, held, answered: asked });
      } else complain(result.failure.sentence);
    };
    const broken = (error: unknown): void => {
      if (canceller.cancelled) return;
      setBusy(false);
      const reason = error instanceof Error ? error.message : String(error);
      const trouble = `This view could not be filled: ${reason}. Close the panel and open it again.`;
      complain(trouble);
    };
    // What is held stays: its view may go on using what does not depend on this question.
    const complain = (trouble: string): void =>
      setKept(({ of, held }) => ({
        of: subject,
        trouble,
        ...(of === subject && held && { held }),
      }));
    setBusy(true);
    now.current(question, canceller).then(settle, broken);
    return () => {
      canceller.cancel();
      clearTimeout(waiting);
      setBusy(false);
    };
  }, [asked, round]);

  if (kept.of !== subject) return { busy };
  const { held, trouble } = kept;
  return { busy, ...(held && { held }), ...(trouble !== undefined && !busy && { trouble }) };
}

/** Of what a page shows now; `undefined` while the weights change every second. */
export function settledVersion({ panel, status }: Page): string | undefined {
  if (!panel?.overview || status.state === 'training') return undefined;
  const { documentVersion, modelVersion } = panel.overview;
  return `${documentVersion} ${modelVersion}`;
}
