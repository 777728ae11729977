/**
 * All sessions of this window, one per document. Holds values and notifies listeners; what an event
 * makes of a session is decided in `sessionState.ts`.
 */
import type { SessionStatus } from '../../shared/api';
import type { Listen } from '../common/listeners';
import { createListeners } from '../common/listeners';
import type { OpenText } from '../texts/openText';
import type { Lender, Session, SessionEvent } from './sessionState';
import {
  canLend,
  idleSession,
  isBusy,
  isLentByFolder,
  lentSession,
  movedSession,
  sessionAfter,
  statusOf,
} from './sessionState';

export interface SessionChange {
  readonly session: Session;
  readonly event: SessionEvent | { readonly kind: 'moved' } | { readonly kind: 'lent' };
}

export interface Sessions {
  /** The session of the key, if anything ever happened to it. */
  find(key: string): Session | undefined;
  of(text: Pick<OpenText, 'key' | 'name'>): Session;
  status(key: string): SessionStatus;
  /** The one in training or paused. */
  busy(): Session | undefined;
  all(): readonly Session[];
  apply(text: Pick<OpenText, 'key' | 'name'>, event: SessionEvent): void;
  /** From now on the text uses the model of that folder, until it has one of its own. */
  lend(folder: string, to: Pick<OpenText, 'key' | 'name'>): void;
  /**
   * Takes the session under another key; what was there is replaced.
   * @param place of one of its own files
   */
  move(from: string, to: Pick<OpenText, 'key' | 'name'>, place: (path: string) => string): void;
  /** An untitled document's key may mean another text tomorrow. */
  forget(key: string): void;
  readonly onDidChange: Listen<SessionChange>;
}

export function createSessions(): Sessions {
  const byKey = new Map<string, Session>();
  const changes = createListeners<SessionChange>();
  const of = ({ key, name }: Pick<OpenText, 'key' | 'name'>): Session =>
    byKey.get(key) ?? idleSession(key, name);

  const borrowersOf = (folder: string): Session[] =>
    [...byKey.values()].filter(
      (session) => isLentByFolder(session) && session.lender?.key === folder,
    );

  /** What the folder is now; without anything to lend, nothing. */
  function asLent(session: Session): Session {
    const { lender, key, name } = session;
    if (lender?.by !== 'folder') return session;
    const folder = byKey.get(lender.key);
    return folder && canLend(folder) ? lentSession(folder, { key, name }) : idleSession(key, name);
  }

  function renew(borrower: Session, event: SessionChange['event']): void {
    const session = asLent(borrower);
    byKey.set(session.key, session);
    changes.fire({ session, event });
  }

  return {
    find: (key) => byKey.get(key),
    of,
    status(key) {
      const session = byKey.get(key);
      return session ? statusOf(session) : { state: 'idle' };
    },
    busy: () => [...byKey.values()].find((session) => isBusy(session) && !isLentByFolder(session)),
    all: () => [...byKey.values()],
    apply(text, event) {
      const before = of(text);
      const session = asLent(sessionAfter(before, event));
      byKey.set(text.key, session);
      if (session !== before) changes.fire({ session, event });
      for (const borrower of borrowersOf(text.key)) renew(borrower, event);
    },
    lend(folder, to) {
      if (!byKey.has(folder)) return;
      const { key, name } = to;
      const lender: Lender = { key: folder, name: '', by: 'folder' };
      renew({ ...idleSession(key, name), lender }, { kind: 'lent' });
    },
    move(from, to, place) {
      const session = byKey.get(from);
      if (!session) return;
      byKey.delete(from);
      const gone = {
        session: idleSession(from, session.name),
        event: { kind: 'deleted' },
      } as const;
      changes.fire(gone);
      for (const borrower of borrowersOf(from)) renew(borrower, gone.event);
      // What is lent stays with the folder; the text may be in another one now.
      if (isLentByFolder(session)) return;
      const moved = movedSession(session, to, place);
      byKey.set(to.key, moved);
      changes.fire({ session: moved, event: { kind: 'moved' } });
    },
    forget: (key) => void byKey.delete(key),
    onDidChange: changes.listen,
  };
}
