// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { followPointer } from '../../../../../webview/gates/map/input/mapPointer';
import { pointAt, surfaceStage } from './surfaceStage';

function stage(change?: Parameters<typeof surfaceStage>[0]) {
  const staged = surfaceStage(change);
  followPointer(staged.surface, {});
  const fire = (kind: string, event: PointerEventInit = {}): void =>
    void staged.canvas.dispatchEvent(new PointerEvent(kind, { pointerType: 'mouse', ...event }));
  return { ...staged, fire };
}

describe('The pointer on the map', () => {
  it('reads the cell under it once, silently, and none where it leaves', () => {
    const { fire, heard, surface, redraw } = stage();
    fire('pointermove', pointAt(2, 1));
    fire('pointermove', pointAt(2, 1));
    expect(heard).toEqual([['read', { token: 2, row: 1 }, false]]);
    expect(surface.pointed).toEqual({ token: 2, row: 1 });
    fire('pointerleave');
    expect(heard.at(-1)).toEqual(['read', undefined, false]);
    expect(redraw).toHaveBeenCalledTimes(2);
  });

  it('gives way to the cell of the keyboard where it is over none', () => {
    const { fire, heard, surface } = stage();
    surface.walked = { token: 4, row: 3 };
    fire('pointermove', pointAt(2, 1));
    fire('pointermove', { clientX: 10, clientY: 10 });
    expect(heard.at(-1)).toEqual(['read', { token: 4, row: 3 }, false]);
  });

  it('chooses the cell, or the row, that is clicked', () => {
    const { fire, heard, surface } = stage();
    fire('click', pointAt(3, 2));
    expect(surface.walked).toEqual({ token: 3, row: 2 });
    fire('click', { clientX: 10, clientY: 74 + 10 });
    fire('click', { clientX: 60, clientY: 20 });
    expect(heard).toEqual([
      ['choose', { token: 3, row: 2 }],
      ['chooseRow', 0],
      ['choose', { token: 1, row: -1 }],
    ]);
    expect(surface.walked).toEqual({ token: 3, row: 2 });
  });

  it('drags the map along, and chooses nothing where it lets go', () => {
    const { fire, heard, scroller } = stage({ tokens: 500, rows: 100 });
    scroller.scrollLeft = 400;
    scroller.scrollTop = 100;
    fire('pointerdown', { clientX: 200, clientY: 150, button: 0 });
    fire('pointermove', { clientX: 198, clientY: 150, buttons: 1 });
    expect(scroller.scrollLeft).toBe(400);
    fire('pointermove', { clientX: 150, clientY: 160, buttons: 1 });
    expect([scroller.scrollLeft, scroller.scrollTop]).toEqual([450, 90]);
    fire('click', { clientX: 150, clientY: 160 });
    expect(heard).toEqual([]);
    fire('click', { clientX: 150, clientY: 160 });
    expect(heard).toHaveLength(1);
  });

  it('leaves scrolling to the fingers', () => {
    const { fire, surface } = stage();
    fire('pointerdown', { clientX: 200, clientY: 150, button: 0, pointerType: 'touch' });
    expect(surface.drag).toBeUndefined();
  });
});
