/**
 * Finds keys in the bytes of a JSON object by their text, however they are written, and keeps nothing of
 * them but their places.
 */
import { isEscaped, textAt } from '../json/literals';

/** Position after the string that begins there. */
export function afterString(bytes: Uint8Array, begin: number): number {
  let at = begin + 1;
  while (bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at + 1;
}

export interface KeyIndex {
  /** @param keyAt where it begins; never 0. @returns false where a key with the same text is there already */
  add(keyAt: number): boolean;
  /** @returns where it begins */
  find(name: string): number | undefined;
}

export function createKeyIndex(bytes: Uint8Array): KeyIndex {
  /** Where a key begins; 0 where there is none. */
  let slots = new Uint32Array(64);
  let count = 0;
  const slotOf = (hash: number, isIt: (keyAt: number) => boolean): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0 && !isIt(slots[slot])) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = (): void => {
    const old = slots;
    slots = new Uint32Array(2 * old.length);
    for (const keyAt of old) {
      if (keyAt !== 0) slots[slotOf(hashAt(bytes, keyAt), () => false)] = keyAt;
    }
  };
  return {
    add(keyAt) {
      if (count > slots.length * 0.7) grow();
      const slot = slotOf(hashAt(bytes, keyAt), (other) => isSameKey(bytes, keyAt, other));
      if (slots[slot] !== 0) return false;
      slots[slot] = keyAt;
      count++;
      return true;
    },
    find(name) {
      const isIt = (other: number): boolean =>
        textAt(bytes, other, afterString(bytes, other)) === name;
      const keyAt = slots[slotOf(hashOf(new TextEncoder().encode(name)), isIt)];
      return keyAt === 0 ? undefined : keyAt;
    },
  };
}

function hashAt(bytes: Uint8Array, keyAt: number): number {
  const end = afterString(bytes, keyAt);
  const isPlain = !isEscaped(bytes, keyAt, end);
  return hashOf(
    isPlain
      ? bytes.subarray(keyAt + 1, end - 1)
      : new TextEncoder().encode(textAt(bytes, keyAt, end)),
  );
}

function hashOf(text: Uint8Array): number {
  let hash = text.length;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text[at], 0x5bd1e995) ^ (hash >>> 15);
  return Math.imul(hash ^ (hash >>> 13), 0x85ebca6b) >>> 0;
}

function isSameKey(bytes: Uint8Array, one: number, other: number): boolean {
  const [end, otherEnd] = [afterString(bytes, one), afterString(bytes, other)];
  if (isEscaped(bytes, one, end) || isEscaped(bytes, other, otherEnd)) {
    return textAt(bytes, one, end) === textAt(bytes, other, otherEnd);
  }
  if (end - one !== otherEnd - other) return false;
  for (let at = 0; at < end - one; at++) if (bytes[one + at] !== bytes[other + at]) return false;
  return true;
}
