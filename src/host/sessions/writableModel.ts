/** The file of a text's model, where something may be written into it now. */
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Sessions } from './sessions';

interface Needs {
  readonly sessions: Pick<Sessions, 'find' | 'all'>;
  /** A model that came with the extension. */
  readonly isShipped: (path: string) => boolean;
}

/** @returns its path, or why nothing can be written: a training is about to replace it, say */
export function writableModel({ sessions, isShipped }: Needs, key: string): Result<string> {
  const session = sessions.find(key);
  // Whose file it is does not matter: a model can be another text's.
  const busy = sessions.all().find(({ before, stopping }) => before !== undefined || stopping);
  if (busy) {
    return failed({ kind: 'alreadyTraining', name: busy.name, sameDocument: busy.key === key });
  }
  if (session?.model?.kind !== 'file') {
    return failed({ kind: 'noModel', name: session?.name ?? 'This text' });
  }
  const { path } = session.model;
  return isShipped(path) ? failed({ kind: 'shippedModel' }) : success(path);
}
