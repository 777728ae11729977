/**
 * What a view shows of the host's answers: the newest one that is not older than the document and the
 * model that the host has told of. Older ones are dropped; a picture stays until a newer one comes, and
 * one view shows one version. What came approximate, or not at all because the text or the weights
 * changed meanwhile, is asked again, less and less often.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Result, ToldFailure } from '../../src/shared/failures';
import type { Versions } from '../../src/shared/model/versions';
import type { Answered } from './oneQuestion';
import { createAsker } from './oneQuestion';

export interface ShownAnswer<Q, A> {
  readonly held?: Answered<Q, A>;
  /** Why the newest question has no answer, as a sentence. */
  readonly trouble?: string;
}

interface Answer extends Versions {
  readonly approximate: boolean;
}

interface Asked<Q> {
  readonly question: Q;
  readonly subject: string;
  /** How often it was asked without success. */
  readonly attempt: number;
}

const pause = { first: 250, longest: 4000 } as const;

export const pauseBefore = (attempt: number): number =>
  Math.min(pause.longest, pause.first * 2 ** attempt);

export function isOlder(one: Versions, than: Versions): boolean {
  // Snapshots of a model are not older or newer than one another: only the chosen one will do.
  const isSnapshot = one.modelVersion < 0 || than.modelVersion < 0;
  if (isSnapshot && one.modelVersion !== than.modelVersion) return true;
  return one.documentVersion !== than.documentVersion
    ? one.documentVersion < than.documentVersion
    : one.modelVersion < than.modelVersion;
}

/**
 * Asks whenever the question or the versions change; `undefined` asks nothing.
 *
 * @param subject what the answers are about; another one drops what is held
 */
export function useAnswer<Q, A extends Answer>(
  send: (question: Q) => Promise<Result<A, ToldFailure>>,
  question: Q | undefined,
  versions: Versions | undefined,
  subject: string,
): ShownAnswer<Q, A> {
  const [shown, setShown] = useState<ShownAnswer<Q, A> & { readonly subject: string }>({ subject });
  const now = useRef({ send, versions, subject, question });
  now.current = { send, versions, subject, question };
  const waiting = useRef<ReturnType<typeof setTimeout>>();

  const asker = useMemo(() => {
    const created = createAsker(
      async (asked: Asked<Q>) => ({ result: await now.current.send(asked.question) }),
      ({ question: asked, answer: { result } }) => {
        if (asked.subject !== now.current.subject) return;
        if (result.ok) take(asked, result.value);
        else if (result.failure.kind === 'stale') later(asked);
        else complain(result.failure.sentence);
      },
      (error) => {
        const reason = error instanceof Error ? error.message : String(error);
        complain(`This view could not be filled: ${reason}. Close the panel and open it again.`);
      },
    );

    function take(asked: Asked<Q>, answer: A): void {
      const { versions: newest } = now.current;
      const tooOld = newest !== undefined && isOlder(answer, newest);
      if (tooOld || answer.approximate) later(asked);
      if (tooOld) return;
      setShown({ subject: asked.subject, held: { question: asked.question, answer } });
    }

    function later(asked: Asked<Q>): void {
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => {
        const { question: wanted, subject: about } = now.current;
        if (wanted === undefined) return;
        created.ask({ question: wanted, subject: about, attempt: asked.attempt + 1 });
      }, pauseBefore(asked.attempt));
    }

    function complain(trouble: string): void {
      const of = now.current.subject;
      setShown((before) => ({ ...(before.subject === of ? before : { subject: of }), trouble }));
    }
    return created;
  }, []);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      asker.dispose();
    },
    [asker],
  );

  const { documentVersion, modelVersion } = versions ?? {};
  const asked = question && JSON.stringify([question, documentVersion, modelVersion, subject]);
  useEffect(() => {
    clearTimeout(waiting.current);
    if (question) asker.ask({ question, subject, attempt: 0 });
  }, [asked]);
  return shown.subject === subject ? shown : {};
}
