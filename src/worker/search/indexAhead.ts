/**
 * The index for *Find Similar Passages* of the text that was asked about last, read ahead: in the
 * background, when its trace has come to the end and its model stands still. Not for texts that are not
 * inspected, and not while one is edited: after an edit it waits for a pause in typing. Memory is
 * bounded where the indexes are kept (`unitIndexes.ts`).
 */
import type { IndexShare } from '../../shared/questions/editor/similar';
import type { Chore } from '../scheduling/background';
import type { DocumentView } from '../view/documentView';
import type { Clock } from '../platform/clock';
import type { UnitIndexes } from './unitIndexes';

export interface IndexAheadOptions {
  /** The text asked about last, where it is traced and its model stands still. */
  readonly settled: () => DocumentView | undefined;
  readonly indexes: UnitIndexes;
  readonly clock: Clock;
  /** Lets the background look at its chores again. */
  readonly wake: () => void;
  /** Told now and then, and when it ends or is put off. */
  readonly tell: (news: IndexShare) => void;
}

/** Milliseconds without an edit until it begins, and between two words on how far it is. */
const quiet = 1500;
const tellEvery = 500;

interface Task {
  readonly view: DocumentView;
  readonly documentVersion: number;
  state: 'quiet' | 'due' | 'reading' | 'over';
  /** When something was told last; undefined: nothing yet. */
  told: number | undefined;
}

export function createIndexAhead(options: IndexAheadOptions): Chore {
  const { settled, indexes, clock, wake, tell } = options;
  let task: Task | undefined;

  /** Reports the end to listeners that were told of the beginning. */
  function leave({ view, told }: Task, share: number | undefined): void {
    if (told !== undefined)
      tell({ documentKey: view.documentKey, ...(share === undefined ? {} : { share }) });
  }

  function follow(): Task | undefined {
    const view = settled();
    const isSame = task?.view === view && task?.documentVersion === view?.versions.documentVersion;
    if (isSame) return task;
    if (task?.state === 'reading') leave(task, undefined);
    task = undefined;
    if (!view) return undefined;
    const { documentVersion } = view.versions;
    const fresh: Task = { view, documentVersion, state: 'quiet', told: undefined };
    clock.after(quiet, () => {
      fresh.state = 'due';
      wake();
    });
    task = fresh;
    return fresh;
  }

  function report(now: Task): void {
    if (now.told !== undefined && clock.now() - now.told < tellEvery) return;
    now.told = clock.now();
    tell({ documentKey: now.view.documentKey, share: indexes.share(now.view) });
  }

  return {
    advance(tokens) {
      const now = follow();
      if (!now || now.state === 'over' || now.state === 'quiet') return true;
      if (now.state === 'due') indexes.of(now.view);
      now.state = 'reading';
      // Another text may have been given its room: then it is read when it is asked about.
      const isThere = indexes.has(now.view);
      if (isThere && !indexes.readOn(now.view, tokens)) {
        report(now);
        return false;
      }
      now.state = 'over';
      leave(now, isThere ? 1 : undefined);
      return true;
    },
  };
}
