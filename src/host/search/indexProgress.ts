/**
 * How far the index of a text is that is read ahead for *Find Similar Passages*: a quiet line in the
 * status bar, for a text that takes a while only, and gone when nothing more is heard.
 */
import * as vscode from 'vscode';
import type { IndexShare } from '../../shared/questions/editor/similar';
import type { Subscription } from '../common/listeners';
import type { OpenText } from '../texts/openText';
import type { HostTimer } from '../threads/workerPort';

export interface IndexProgress extends Subscription {
  heard(news: IndexShare): void;
}

/** In milliseconds: shorter work needs no progress; and the thread may have died. */
const silences = { before: 2000, after: 4000 } as const;

interface Shown {
  readonly documentKey: string;
  report(share: number): void;
  end(): void;
}

export function showIndexProgress(options: {
  readonly timer: HostTimer;
  readonly find: (key: string) => Pick<OpenText, 'name'> | undefined;
}): IndexProgress {
  const { timer, find } = options;
  let shown: Shown | undefined;
  let forget: () => void = () => undefined;

  function end(): void {
    forget();
    shown?.end();
    shown = undefined;
  }

  return {
    heard({ documentKey, share = 1 }) {
      const name = find(documentKey)?.name;
      if (share >= 1 || name === undefined) return end();
      if (shown?.documentKey !== documentKey) {
        end();
        shown = lineAbout(documentKey, name, timer);
      }
      shown.report(share);
      forget();
      forget = timer.after(silences.after, end);
    },
    dispose: end,
  };
}

function lineAbout(documentKey: string, name: string, timer: HostTimer): Shown {
  let share = 0;
  let tell: ((message: string) => void) | undefined;
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (over = resolve));
  const say = (): void => tell?.(`${Math.floor(100 * share)}%`);
  const title = `Indexing ${name} for Find Similar Passages`;
  const cancel = timer.after(silences.before, () => {
    const place = { location: vscode.ProgressLocation.Window, title };
    void vscode.window.withProgress(place, (progress) => {
      tell = (message) => progress.report({ message });
      say();
      return ended;
    });
  });
  return {
    documentKey,
    report(now) {
      share = now;
      say();
    },
    end() {
      cancel();
      over();
    },
  };
}
