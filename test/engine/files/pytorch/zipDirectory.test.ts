import { describe, expect, it } from 'vitest';
import {
  contentsAfter,
  directoryPlace,
  readDirectory,
} from '../../../../src/engine/files/pytorch/zipDirectory';
import { archive } from './writtenPickle';

const part = Uint8Array.from([1, 2, 3]);
const file = archive({ 'm/data.pkl': part, 'm/data/0': Uint8Array.from([4]) });

function directoryOf(bytes: Uint8Array) {
  const place = directoryPlace(bytes, bytes.length);
  return place && readDirectory(bytes.subarray(place.at, place.at + place.length));
}

const numbers = (bytes: number, ...values: number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  for (const [n, value] of values.entries()) {
    if (bytes === 8) view.setBigUint64(8 * n, BigInt(value), true);
    else if (bytes === 4) view.setUint32(4 * n, value, true);
    else view.setUint16(2 * n, value, true);
  }
  return new Uint8Array(view.buffer);
};
const joined = (...parts: Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((one) => [...one]));

/** The end of an archive of more than 4 GB, whose directory is at `at`. */
function largeEnd(at: number, length: number, end64At: number): Uint8Array {
  return joined(
    ...[numbers(4, 0x06064b50), numbers(8, 44), numbers(2, 45, 45), numbers(4, 0, 0)],
    ...[numbers(8, 1, 1, length, at)],
    ...[numbers(4, 0x07064b50, 0), numbers(8, end64At), numbers(4, 1)],
    ...[
      numbers(4, 0x06054b50),
      numbers(2, 0, 0, 1, 1),
      numbers(4, 0xffffffff, 0xffffffff),
      numbers(2, 0),
    ],
  );
}

describe('The directory of an archive', () => {
  it('says where each part lies, and how long it is', () => {
    const entries = directoryOf(file);
    expect([...(entries?.keys() ?? [])]).toEqual(['m/data.pkl', 'm/data/0']);
    const entry = entries?.get('m/data.pkl');
    expect(entry).toMatchObject({ method: 0, flags: 0, length: 3, packed: 3, at: 0 });
    const after = contentsAfter(file.subarray(0, 30));
    expect(file.subarray(after, (after ?? 0) + 3)).toEqual(part);
  });

  it('is found before a comment, and not where the file was cut', () => {
    const commented = joined(file, numbers(2, 0x6161));
    commented[file.length - 2] = 2;
    expect(directoryPlace(commented, commented.length)).toEqual(directoryPlace(file, file.length));
    for (let length = 0; length < file.length; length++) {
      expect(directoryPlace(file.subarray(0, length), length)).toBeUndefined();
    }
  });

  it('may lie beyond 4 GB, and so may what it lists', () => {
    const far = 20 * 2 ** 30;
    const entry = joined(
      ...[
        numbers(4, 0x02014b50),
        numbers(2, 45, 45, 0, 0, 0, 0),
        numbers(4, 7, 0xffffffff, 0xffffffff),
      ],
      ...[numbers(2, 1, 28, 0, 0, 0), numbers(4, 0, 0xffffffff), Uint8Array.from([0x61])],
      ...[numbers(2, 1, 24), numbers(8, far - 1000, far - 1000, 2 ** 33)],
    );
    const tail = joined(entry, largeEnd(far, entry.length, far + entry.length));
    const place = directoryPlace(tail, far + tail.length);
    expect(place).toEqual({ at: far, length: entry.length });
    expect(readDirectory(entry)?.get('a')).toMatchObject({ length: far - 1000, at: 2 ** 33 });
  });

  it('is none where its entries do not fit into it', () => {
    const place = directoryPlace(file, file.length);
    const bytes = file.subarray(place?.at, (place?.at ?? 0) + (place?.length ?? 0));
    expect(readDirectory(bytes.subarray(0, -1))).toBeUndefined();
    expect(readDirectory(Uint8Array.from(bytes).fill(0, 0, 1))).toBeUndefined();
    expect(readDirectory(new Uint8Array(0))?.size).toBe(0);
  });
});
