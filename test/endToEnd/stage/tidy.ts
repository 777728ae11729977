/**
 * Leaves a workbench as it was found, for whoever plays in it next: no editor, no notification, no
 * second window, the explorer at the side, a light theme, and no model. No training is in progress.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Workbench } from './workbench';

/** Is bound in `scripts/host/stage.mjs` to all that VS Code has commands for. */
const tidyingKey = 'Control+Alt+Shift+F12';

export async function tidy(workbench: Workbench): Promise<void> {
  const { page, storage } = workbench;
  for (const other of page.context().pages()) if (other !== page) await other.close();
  await page.mouse.move(5, 400);
  await workbench.press('Escape', tidyingKey);
  await closeEditors(workbench);
  if (!/\bvs\b(?!-)/.test(await workbench.look())) await workbench.colourTheme('Light Modern');
  const models = path.join(storage, 'models');
  const there = existsSync(models) ? readdirSync(models) : [];
  for (const name of there) rmSync(path.join(models, name), { recursive: true, force: true });
}

/** Changes are not saved: the files go, too. */
async function closeEditors(workbench: Workbench): Promise<void> {
  const tabs = workbench.page.locator('.tabs-container .tab');
  const dontSave = workbench.page
    .locator('.monaco-dialog-box:visible')
    .getByRole('button', { name: "Don't Save", exact: true });
  await workbench.until(
    async () => {
      if (await dontSave.isVisible()) await dontSave.click();
      return tabs.count();
    },
    (count) => count === 0,
    'all editors to be closed',
  );
}
