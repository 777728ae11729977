/**
 * Reads the header of a safetensors file piece by piece, and recognises other files under such a name.
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
      /** What it is instead, if its first bytes show that. */
      readonly stranger?: 'pickle' | 'pointer';
    };

const zipMark = 0x04034b50; // "PK", as torch.save has written since 1.6
const pointerMark = 'version '; // https://git-lfs.github.com/spec/v1

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
  if (!needed.ok) {
    const stranger = strangerIn(start);
    return { ...needed, ...(stranger ? { stranger } : {}) };
  }
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

/** The first bytes of any of them would be an absurd length. */
function strangerIn(start: Uint8Array): 'pickle' | 'pointer' | undefined {
  if (start.length < LENGTH_BYTES) return undefined;
  if (new TextDecoder().decode(start) === pointerMark) return 'pointer';
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  // A zip archive, or a pickle of protocol 2 to 5.
  const isPlain =
    start[0] === 0x80 && start[1] >= 2 && start[1] <= 5 && view.getUint32(4, true) > 0;
  return view.getUint32(0, true) === zipMark || isPlain ? 'pickle' : undefined;
}
