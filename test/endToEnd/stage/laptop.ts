/**
 * A laptop's window: there the rows of the heat map must begin in the upper half, whatever stands
 * above it. The profile has no chat bar, which VS Code shows by default: a window that is narrower
 * by it has the same panel.
 */
import assert from 'node:assert/strict';
import { stripHeight } from '../../../webview/gates/map/geometry';
import type { Workbench } from './workbench';

const height = 768;
const chatBar = 300;
const widths = [1366, 1280, 1366 - chatBar];
/** Pixels from the top of the window. */
const lowest = 360;

/** The gates must be the tab that is shown. The window is then as it was. */
export async function checkFirstRow(workbench: Workbench): Promise<number> {
  const { page } = workbench;
  const before = page.viewportSize();
  const panel = await workbench.panelFrame();
  const map = panel.getByLabel(/^Gate heat map/);
  let most = 0;
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    await workbench.atRest();
    const row = ((await map.boundingBox())?.y ?? Infinity) + stripHeight;
    assert.ok(row <= lowest, `the first row at ${row} in a window of ${width} x ${height}`);
    most = Math.max(most, row);
  }
  if (before) await page.setViewportSize(before);
  await workbench.atRest();
  return most;
}
