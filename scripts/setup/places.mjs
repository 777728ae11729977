/** Where things are. Everything that is downloaded or generated is git-ignored: .host, dist, out, test/out. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const inRoot = (...parts) => path.join(root, ...parts);

/** VS Codes and their profiles. */
export const hostFolder = inRoot('.host');
export const vsix = inRoot('gatescope.vsix');
/** Results of the test runners, one JSON file each: `{ passed, failed, skipped }`. */
export const resultsFolder = inRoot('test/out/results');
