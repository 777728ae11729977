/**
 * A Chromium for the served workbench: `CHROME_PATH`, else one that is installed, else Debian's
 * (installed here when we are root), else a sentence with the command to run. The one without a
 * screen of its own is preferred: it does the same for less of the processor.
 */
import { existsSync } from 'node:fs';
import { Failure, say } from './failure.mjs';
import { findOnPath, run } from './run.mjs';

const usualPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
};

/** @returns {string | undefined} */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Failure(`CHROME_PATH names ${chosen}, which does not exist.`);
  }
  return (
    findOnPath(
      ...['chromium-headless-shell', 'chromium', 'google-chrome-stable', 'google-chrome'],
      'chromium-browser',
    ) ?? (usualPlaces[process.platform] ?? []).find((place) => existsSync(place))
  );
}

/** Debian packages as root, without questions; waits for another apt that holds the lock. */
async function aptInstall(packages) {
  const apt = (args) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      output: 'quiet',
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      failure: `\`apt-get ${args.join(' ')}\` failed.`,
    });
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', ...packages]);
}

export const canUseApt = () => process.getuid?.() === 0 && Boolean(findOnPath('apt-get'));

/** @returns {Promise<string>} the browser's executable */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (canUseApt()) {
    say('Installing Chromium (apt-get)…');
    // Where Debian is too old for the first one.
    await aptInstall(['chromium-headless-shell']).catch(() => aptInstall(['chromium']));
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Failure(
    'The tests drive VS Code in a Chrome or Chromium, and none was found: run `sudo apt-get install chromium`' +
      ' (or install Chrome and set CHROME_PATH to its executable), then try again.',
  );
}
