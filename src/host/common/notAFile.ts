/** A folder, or whatever else is no file, where one is to be read. Pure. */
import type { Failure } from '../../shared/failures';

export const notAFile = (name: string): Failure => ({
  kind: 'disk',
  doing: `Reading ${name}`,
  reason: 'it is not a file',
  advice: 'Choose a file.',
});
