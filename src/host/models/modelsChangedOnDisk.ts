/**
 * What happens to saved models behind this window's back: another window trains one, or deletes one
 * that is shown here. What was deleted is still in memory but no longer belongs to any text, so every
 * text that used it is notified. A file that is replaced is gone for a moment, and a renamed document
 * takes its model along: so it is looked for again a little later. Knows nothing of VS Code.
 */
import type { Timer } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';
import type { ModelListingFacts } from '../../shared/model/modelFiles';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';

interface Needs {
  readonly sessions: Pick<Sessions, 'all'>;
  readonly timer: Timer;
  isThere(path: string): Promise<boolean>;
  /** A model that is used here no longer exists. */
  gone(path: string): void;
  /** A model was written, by this window or another one. */
  written(path: string): void;
  /** Models were added or removed. */
  changed(): void;
}

/**
 * Who reads with that file's model as it was: with other weights, or before something was noted in it,
 * such as what it forgets. A training reads it anew by itself.
 */
export function readersOfOlder(
  sessions: readonly Session[],
  path: string,
  { modelVersion, noted }: Pick<ModelListingFacts, 'modelVersion' | 'noted'>,
): readonly Session[] {
  return sessions.filter(({ model, before, ...session }) => {
    const isRead = model?.kind === 'file' && model.path === path && !before;
    return isRead && (session.fileVersion !== modelVersion || session.noted !== noted);
  });
}

/** Milliseconds: longer than a model takes to be put in another's place. */
const patience = 1500;

/** @returns what to call with the path of a model that was written or deleted */
export function createModelsChangedOnDisk(needs: Needs): (path: string) => void {
  const { sessions, timer } = needs;
  const waiting = new Set<string>();

  async function look(path: string): Promise<void> {
    waiting.delete(path);
    const isRead = (): boolean =>
      sessions
        .all()
        .some(({ model, before }) => !before && model?.kind === 'file' && model.path === path);
    if (await needs.isThere(path)) needs.written(path);
    else if (isRead()) needs.gone(path);
    needs.changed();
  }

  return (path) => {
    if (waiting.has(path)) return;
    waiting.add(path);
    timer.after(patience, () => void look(path));
  };
}

/** Milliseconds between two looks at the folder. */
const interval = 5000;

/**
 * VS Code's watcher is quick, but it does not see everything: neither what comes before it has started,
 * nor what comes together with the folder, nor what another machine writes into a shared home. So the
 * folder is also compared with what it held at the last look. At the first one every model is new.
 * @param stamps which models there are, and what of their files changes when they are written
 */
export function compareFolder(needs: {
  readonly stamps: () => Promise<ReadonlyMap<string, string>>;
  readonly timer: Timer;
  readonly touched: (path: string) => void;
}): Subscription {
  let known: ReadonlyMap<string, string> = new Map();
  let stop: (() => void) | undefined;
  let isOver = false;

  async function look(): Promise<void> {
    const now = await needs.stamps();
    if (isOver) return;
    const paths = new Set([...known.keys(), ...now.keys()]);
    const before = known;
    known = now;
    for (const path of paths) if (before.get(path) !== now.get(path)) needs.touched(path);
    stop = needs.timer.after(interval, () => void look());
  }

  void look();
  return {
    dispose() {
      isOver = true;
      stop?.();
    },
  };
}
