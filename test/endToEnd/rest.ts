/**
 * When a page is at rest: nothing in it was changed, scrolled or moved for a number of frames. Runs
 * in the page: it uses nothing from outside itself.
 */

/** @param frames in a row; frames are drawn as fast as the machine can, so a slow one waits longer */
export function atRest(_: unknown, frames: number): Promise<void> {
  /** A page that never rests is looked at as it is. */
  const most = 600;
  const moving = (): boolean =>
    document
      .getAnimations()
      .some(
        ({ playState, effect }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      );
  return new Promise((resolve) => {
    let quiet = 0;
    let left = most;
    const stir = (): void => void (quiet = 0);
    const blinks = (target: Node): boolean =>
      target instanceof Element && target.closest('.cursors-layer') !== null;
    const changes = new MutationObserver((all) => {
      if (!all.every(({ target }) => blinks(target))) stir();
    });
    changes.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    document.addEventListener('scroll', stir, true);
    const look = (): void => {
      quiet = moving() ? 0 : quiet + 1;
      if (quiet <= frames && --left > 0) {
        requestAnimationFrame(look);
        return;
      }
      changes.disconnect();
      document.removeEventListener('scroll', stir, true);
      resolve();
    };
    requestAnimationFrame(look);
  });
}
