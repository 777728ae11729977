/**
 * What a view shows of the host's answers: the newest one that is not older than the document and
 * the model that the host has told of. Older ones are dropped; a picture stays until a newer one
 * comes, and one view shows one version.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Failure, Result } from '../src/shared/failures';
import { sentence } from '../src/shared/failures';
import type { Versions } from '../src/shared/reader';
import type { Outcome } from './newest';
import { createAsker } from './newest';

export interface Shown<Q, A> {
  readonly held?: Outcome<Q, A>;
  /** Why the newest question has no answer, as a sentence. */
  readonly trouble?: string;
}

export function isOlder(one: Versions, than: Versions): boolean {
  return one.documentVersion !== than.documentVersion
    ? one.documentVersion < than.documentVersion
    : one.modelVersion < than.modelVersion;
}

/**
 * Asks whenever the question or the versions change; `undefined` asks nothing.
 *
 * @param subject what the answers are about; another one drops what is held
 */
export function useAnswer<Q, A extends Versions>(
  send: (question: Q) => Promise<Result<A, Failure>>,
  question: Q | undefined,
  versions: Versions | undefined,
  subject: string,
): Shown<Q, A> {
  const [shown, setShown] = useState<Shown<Q, A> & { readonly subject: string }>({ subject });
  const now = useRef({ send, versions, subject });
  now.current = { send, versions, subject };

  const asker = useMemo(
    () =>
      createAsker(
        async (asked: { readonly question: Q; readonly subject: string }) => ({
          result: await now.current.send(asked.question),
        }),
        ({ question: asked, answer: { result } }) => {
          if (asked.subject !== now.current.subject) return;
          if (!result.ok) {
            // The text or the model moved on; the host tells of it and the question comes again.
            if (result.failure.kind === 'stale') return;
            return setShown({ subject: asked.subject, trouble: sentence(result.failure) });
          }
          const { versions: newest } = now.current;
          if (newest && isOlder(result.value, newest)) return;
          setShown({
            subject: asked.subject,
            held: { question: asked.question, answer: result.value },
          });
        },
        (error) =>
          setShown({
            subject: now.current.subject,
            trouble: `This view could not be filled: ${error instanceof Error ? error.message : String(error)}. Close the panel and open it again.`,
          }),
      ),
    [],
  );
  useEffect(() => () => asker.dispose(), [asker]);

  const { documentVersion, modelVersion } = versions ?? {};
  const asked = question && JSON.stringify([question, documentVersion, modelVersion, subject]);
  useEffect(() => {
    if (question) asker.ask({ question, subject });
  }, [asked]);
  return shown.subject === subject ? shown : {};
}
