/**
 * A profile of our own for a VS Code: quiet (no welcome page, no chat, no telemetry, no git), so
 * that a screenshot shows Gatescope and a test meets no pop-up. Never the user's own profile.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // The served workbench would save by itself, the desktop does not: one behaviour for both.
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  // The address names a file to open; without this a reload would open it alone, without the panel.
  'window.restoreWindows': 'preserve',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  // The folder is our own sample: trust stays on, but nobody needs to be asked about it.
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * @param {string} folder becomes the user data folder (desktop) or the server's (served)
 * @param {{ afresh?: boolean, settings?: Record<string, unknown> }} [options]
 * @returns {string} the folder
 */
export function prepareProfile(folder, { afresh = false, settings = {} } = {}) {
  if (afresh) rmSync(folder, { recursive: true, force: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  for (const place of ['User', 'data/User']) {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, 'settings.json'), text);
  }
  return folder;
}
