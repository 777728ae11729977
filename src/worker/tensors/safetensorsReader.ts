/**
 * Reads the header of a safetensors file piece by piece.
 */
import type { SafetensorsFailure } from '../../engine/files/safetensors/fileFailures';
import type { SafetensorsHeader } from '../../engine/files/safetensors/safetensorsHeader';
import {
  bytesOfHeader,
  LENGTH_BYTES,
  readHeader,
} from '../../engine/files/safetensors/safetensorsHeader';
import type { ByteSource } from '../platform/disk/files';

export type HeaderReading =
  | { readonly ok: true; readonly header: SafetensorsHeader }
  | {
      readonly ok: false;
      readonly failure: SafetensorsFailure;
    };

export const onlyAPointer =
  'It is only a Git LFS pointer to the file. Fetch the file itself with “git lfs pull”.';

/** Bytes read from the file at once. */
const piece = 1 << 18;

/**
 * Reads the header, and not one byte after it: piece by piece, between which others have their turn.
 * @param pause between pieces; what it throws ends the reading
 */
export async function readSafetensorsHeader(
  source: ByteSource,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<HeaderReading> {
  const start = await source.read(0, Math.min(LENGTH_BYTES, source.length));
  const needed = bytesOfHeader(start, source.length, 'foreign');
  if (!needed.ok) return needed;
  const bytes = new Uint8Array(needed.bytes);
  const reading = readHeader(bytes, source.length, 'foreign');
  let there = 0;
  for (let pieces = 0; ; pieces++) {
    if (pieces > 1) await pause();
    const step = reading.next();
    if (step.done) return step.value;
    while (there < step.value) {
      const room = bytes.subarray(there, there + piece);
      const more = await source.read(there, room.length, room);
      if (more.buffer !== bytes.buffer) bytes.set(more, there);
      there += more.length;
    }
  }
}
