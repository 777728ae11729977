/** Types of the browser for the tests. */
import type { Browser } from 'playwright-core';

export function launchBrowser(): Promise<Browser>;
