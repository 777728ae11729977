/**
 * Edits on their way to a thread: what is typed within a moment goes as one message, since under
 * load VS Code hands over keystrokes by the hundred, and a message costs the host some 20 µs whatever
 * is in it. Their order is kept: whatever else is sent to the thread goes after the edits before it.
 */
import type { DocumentEdit, TextChange } from '../../shared/contracts/documents';
import type { Timer } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';

/** The part of a supervised thread that edits need. */
export interface EditedThread {
  tell(method: 'editDocument', edit: DocumentEdit): void;
  beforeSending(listener: () => void): Subscription;
}

export interface GatheredEdits extends Subscription {
  add(edit: DocumentEdit): void;
}

/** A frame of a screen: nobody sees what is computed more often. */
const moment = 16;

interface Gathered {
  version: number;
  readonly changes: TextChange[];
}

export function gatherEdits(thread: EditedThread, timer: Timer): GatheredEdits {
  let gathered = new Map<string, Gathered>();
  let stopTimer: (() => void) | undefined;

  function send(): void {
    if (gathered.size === 0) return;
    const edits = gathered;
    gathered = new Map(); // first: telling comes back here
    stopTimer?.();
    for (const [documentKey, { version, changes }] of edits) {
      thread.tell('editDocument', { documentKey, version, changes });
    }
  }

  const listening = thread.beforeSending(send);
  return {
    add({ documentKey, version, changes }) {
      if (gathered.size === 0) stopTimer = timer.after(moment, send);
      const edit = gathered.get(documentKey) ?? { version, changes: [] };
      gathered.set(documentKey, edit);
      edit.version = version;
      for (const change of changes) append(edit.changes, change);
    },
    dispose() {
      stopTimer?.();
      listening.dispose();
    },
  };
}

/** A change that goes on where the one before it ended becomes a part of that. */
function append(changes: TextChange[], change: TextChange): void {
  const last = changes.at(-1);
  if (!last || change.offset !== last.offset + last.text.length) {
    changes.push(change);
    return;
  }
  changes[changes.length - 1] = {
    offset: last.offset,
    length: last.length + change.length,
    text: last.text + change.text,
  };
}
