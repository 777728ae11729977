/** Headless Chromium for a served workbench, with nothing that phones home. */
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param {string} executablePath @returns {Promise<import('playwright-core').Browser>} */
export const launchChromium = (executablePath) =>
  chromium.launch({ executablePath, args: flags, headless: true });
