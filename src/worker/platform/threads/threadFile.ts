/**
 * The entry file of threads, for the code that starts one: `dist/worker.js` is next to every bundle of
 * ours.
 */
import { join } from 'node:path';

export const threadFile = join(__dirname, 'worker.js');
