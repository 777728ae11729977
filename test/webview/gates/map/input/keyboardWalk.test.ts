// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { cellAfterKey, followKeyboard } from '../../../../../webview/gates/map/input/keyboardWalk';
import { surfaceStage } from './surfaceStage';

function stage(change?: Parameters<typeof surfaceStage>[0]) {
  const staged = surfaceStage(change);
  followKeyboard(staged.surface, {});
  const press = (key: string, held: KeyboardEventInit = {}): boolean =>
    staged.canvas.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...held }));
  const focus = (): void => void staged.canvas.dispatchEvent(new FocusEvent('focus'));
  return { ...staged, press, focus };
}

describe('The keyboard on the map', () => {
  it('begins at the cursor’s column in the chosen row, and says the cell', () => {
    const { focus, heard } = stage({ cursor: 4, chosenRow: 2 });
    focus();
    expect(heard).toEqual([['read', { token: 4, row: 2 }, true]]);
  });

  it('begins with what is in view where the cursor is nowhere', () => {
    const { focus, heard, scroller } = stage({ tokens: 100 });
    scroller.scrollLeft = 160;
    focus();
    expect(heard).toEqual([['read', { token: 10, row: 0 }, true]]);
  });

  it('walks from cell to cell, whatever the pointer is over, and stays in the map', () => {
    const { press, heard, surface } = stage({ cursor: 8, chosenRow: 0 });
    surface.pointed = { token: 1, row: 1 };
    expect(press('ArrowRight')).toBe(false);
    press('ArrowRight');
    press('ArrowUp');
    press('ArrowDown');
    expect(heard.at(-1)).toEqual(['read', { token: 9, row: 1 }, true]);
    expect(surface.pointed).toBeUndefined();
    expect(surface.walked).toEqual({ token: 9, row: 1 });
  });

  it('scrolls to where it walks', () => {
    const { press, scroller } = stage({ tokens: 500, rows: 100 });
    press('End', { ctrlKey: true });
    expect(scroller.scrollLeft).toBeGreaterThan(400 * 16);
    expect(scroller.scrollTop).toBeGreaterThan(0);
  });

  it('chooses the cell where it stands with Enter and with the space bar', () => {
    const { press, heard } = stage({ cursor: 4, chosenRow: 2 });
    press('Enter');
    press(' ');
    const chosen = ['choose', { token: 4, row: 2 }];
    expect(heard).toEqual([chosen, chosen]);
  });

  it('leaves other keys to the page, and all of them where there is no cell', () => {
    const { press, heard } = stage({ cursor: 4 });
    expect([press('x'), press('ArrowLeft', { altKey: true })]).toEqual([true, true]);
    const empty = stage({ rows: 0 });
    empty.focus();
    expect(empty.press('ArrowLeft')).toBe(true);
    expect([...heard, ...empty.heard]).toEqual([]);
  });

  it('goes by whole columns and by whole pages', () => {
    const area = { tokens: 100, rows: 5, page: 20, step: 8 };
    const after = (key: string, ctrl = false) =>
      cellAfterKey({ token: 48, row: 2 }, key, ctrl, area);
    expect(after('ArrowRight')).toEqual({ token: 56, row: 2 });
    expect(after('PageUp')).toEqual({ token: 24, row: 2 });
    expect(after('End')).toEqual({ token: 48, row: 4 });
    expect(after('End', true)).toEqual({ token: 96, row: 4 });
    expect(after('Tab')).toBeUndefined();
  });
});
