/** What the first bytes of a file show it to be, where it is no safetensors file. */
import type { ByteSource } from '../platform/disk/files';

export type Stranger = 'archive' | 'legacy' | 'barePickle' | 'tar' | 'pointer';

const zipMarks: readonly number[] = [0x04034b50, 0x06054b50]; // "PK", as torch.save has written since 1.6
const pointerMark = 'version '; // https://git-lfs.github.com/spec/v1
const tarMark = 'ustar';
const tarMarkAt = 257;
/** The number with which torch.save began before: 0x1950a86a20f9469cfc6c, as a pickle. */
const legacyMark = [
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
];

/** The first bytes of any of them would be an absurd length of a header. */
export async function strangerIn(source: ByteSource): Promise<Stranger | undefined> {
  const start = await source.read(0, Math.min(tarMarkAt + tarMark.length, source.length));
  if (start.length < 8) return undefined;
  const text = (at: number, length: number): string =>
    String.fromCharCode(...start.subarray(at, at + length));
  if (text(0, pointerMark.length) === pointerMark) return 'pointer';
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  if (zipMarks.includes(view.getUint32(0, true))) return 'archive';
  if (text(tarMarkAt, tarMark.length) === tarMark) return 'tar';
  if (legacyMark.every((byte, n) => start[n] === byte)) return 'legacy';
  // A pickle of protocol 2 to 5, if it is no length of a header that is there.
  const isLength = Number(view.getBigUint64(0, true)) <= source.length;
  const isPickle = start[0] === 0x80 && start[1] >= 2 && start[1] <= 5 && !isLength;
  return isPickle ? 'barePickle' : undefined;
}
