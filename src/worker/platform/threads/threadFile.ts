/** Where threads begin, for whoever starts one: `dist/worker.js` lies beside every bundle of ours. */
import { join } from 'node:path';

export const threadFile = join(__dirname, 'worker.js');
