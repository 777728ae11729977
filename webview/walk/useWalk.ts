/**
 * Where the walk stands, and how it goes on: forward, back, or by itself. It begins at the cursor and
 * follows it; it never moves the cursor by itself. Steps are set, not slid: nothing moves on the page
 * between them, and users who asked for reduced motion get more time for each.
 */
import { useEffect, useState } from 'preact/hooks';

export interface Walk {
  readonly token: number;
  readonly playing: boolean;
  readonly atStart: boolean;
  readonly atEnd: boolean;
  go(token: number): void;
  play(playing: boolean): void;
}

const stepEvery = { usual: 1600, reducedMotion: 4000 } as const;

/** @param active stops by itself while its tab is hidden */
export function useWalk(
  cursor: number,
  tokens: number,
  documentKey: string,
  active: boolean,
): Walk {
  const [stand, setStand] = useState({ documentKey, token: Math.max(0, cursor) });
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (cursor >= 0) setStand({ documentKey, token: cursor });
  }, [cursor, documentKey]);
  const within = stand.documentKey === documentKey ? stand.token : Math.max(0, cursor);
  const token = Math.max(0, Math.min(within, tokens - 1));
  const atEnd = token >= tokens - 1;

  useEffect(() => {
    if (!playing) return;
    if (atEnd || !active) return setPlaying(false);
    const pause = prefersStillness() ? stepEvery.reducedMotion : stepEvery.usual;
    const timer = setTimeout(() => setStand({ documentKey, token: token + 1 }), pause);
    return () => clearTimeout(timer);
  }, [playing, token, active, atEnd, documentKey]);

  return {
    token,
    playing,
    atStart: token === 0,
    atEnd,
    go(to) {
      setPlaying(false);
      setStand({ documentKey, token: Math.max(0, Math.min(to, tokens - 1)) });
    },
    play: setPlaying,
  };
}

/** The system's wish, or VS Code's own setting. */
const prefersStillness = (): boolean =>
  document.body.classList.contains('vscode-reduce-motion') ||
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;
