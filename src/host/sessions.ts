/**
 * All sessions of this window, one a document. Holds values and tells who listens; what an event
 * makes of a session is decided in `sessionState.ts`.
 */
import type { SessionStatus } from '../shared/api';
import type { Listen } from './listeners';
import { createListeners } from './listeners';
import type { OpenText } from './openText';
import type { Session, SessionEvent } from './sessionState';
import { idleSession, isBusy, movedSession, sessionAfter, statusOf } from './sessionState';

export interface SessionChange {
  readonly session: Session;
  readonly event: SessionEvent | { readonly kind: 'moved' };
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
  /** Takes the session under another key, its model at `path`; what was there is replaced. */
  move(from: string, to: Pick<OpenText, 'key' | 'name'>, path: string): void;
  /** An untitled document's key may mean another text tomorrow. */
  forget(key: string): void;
  readonly onDidChange: Listen<SessionChange>;
}

export function createSessions(): Sessions {
  const byKey = new Map<string, Session>();
  const changes = createListeners<SessionChange>();
  const of = ({ key, name }: Pick<OpenText, 'key' | 'name'>): Session =>
    byKey.get(key) ?? idleSession(key, name);

  return {
    find: (key) => byKey.get(key),
    of,
    status(key) {
      const session = byKey.get(key);
      return session ? statusOf(session) : { state: 'idle' };
    },
    busy: () => [...byKey.values()].find(isBusy),
    all: () => [...byKey.values()],
    apply(text, event) {
      const before = of(text);
      const session = sessionAfter(before, event);
      byKey.set(text.key, session);
      if (session !== before) changes.fire({ session, event });
    },
    move(from, { key, name }, path) {
      const session = byKey.get(from);
      if (!session) return;
      const moved = movedSession(session, key, name, path);
      byKey.delete(from);
      byKey.set(key, moved);
      changes.fire({ session: idleSession(from, session.name), event: { kind: 'deleted' } });
      changes.fire({ session: moved, event: { kind: 'moved' } });
    },
    forget: (key) => void byKey.delete(key),
    onDidChange: changes.listen,
  };
}
