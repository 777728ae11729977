/** CRC-32 as ZIP archives have it, continued from what came before; Node's own. */
import { crc32 } from 'node:zlib';

export const checksum = (bytes: Uint8Array, before: number): number => crc32(bytes, before);
