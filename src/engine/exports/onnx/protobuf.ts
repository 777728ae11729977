/** As much of protobuf's wire format as a file needs: messages of numbers, texts, bytes and messages. */

export type Field = readonly [number: number, value: FieldValue];
export type FieldValue = number | string | Uint8Array | Message | { readonly float: number };
export interface Message {
  readonly fields: readonly Field[];
}

export const message = (...fields: readonly Field[]): Message => ({ fields });

/** A field once for each value. */
export const each = (number: number, values: readonly FieldValue[]): readonly Field[] =>
  values.map((value) => [number, value] as const);

export function encodeMessage(root: Message): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  write(root, parts);
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const wire = { varint: 0, delimited: 2, fixed32: 5 } as const;

/** @returns how many bytes it wrote; tensors are put there as they are, without a copy */
function write({ fields }: Message, into: Uint8Array[]): number {
  let length = 0;
  const put = (bytes: Uint8Array): void => {
    into.push(bytes);
    length += bytes.length;
  };
  for (const [number, value] of fields) {
    if (typeof value === 'number') {
      put(varint(number * 8 + wire.varint));
      put(varint(value));
    } else if (value instanceof Uint8Array || typeof value === 'string') {
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      put(varint(number * 8 + wire.delimited));
      put(varint(bytes.length));
      put(bytes);
    } else if ('float' in value) {
      put(varint(number * 8 + wire.fixed32));
      put(new Uint8Array(Float32Array.of(value.float).buffer));
    } else {
      const inner: Uint8Array[] = [];
      const size = write(value, inner);
      put(varint(number * 8 + wire.delimited));
      put(varint(size));
      into.push(...inner);
      length += size;
    }
  }
  return length;
}

/** Seven bits a byte, the lowest first; a negative number as 64 bits in two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
