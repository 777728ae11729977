/** The gallery's pages in a real browser, for tests. */
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../../scripts/setup/browser.mjs';

export const launchBrowser = async () =>
  chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
