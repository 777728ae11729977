/**
 * The tensors of a header by name, without a copy of it: it keeps the header's own bytes and
 * where each name begins. Names and descriptions are read from them on request.
 */
import { createJsonScanner } from '../json/jsonScanner';
import { headAt, textAt } from '../json/literals';
import type { KeyIndex } from './keyIndex';
import { afterString } from './keyIndex';
import type { DescribedTensor, DescriptionRules, TensorEntry } from './tensorDescription';
import { createDescription } from './tensorDescription';

/** A sound header, out of which tensors are read again. */
export interface Described {
  /** From the file's beginning. */
  readonly bytes: Uint8Array;
  /** What was kept of very long descriptions, by where the name begins. */
  readonly large: ReadonlyMap<number, DescribedTensor>;
  readonly rules: DescriptionRules;
}

interface Parts extends Described {
  /** Where each name begins, in the order in which the tensors lie in the file. */
  readonly keys: Uint32Array;
  readonly index: KeyIndex;
}

/** As deep as a header may be: the reference's own limit is 128. */
export const deepest = 120;

/** Only its extent is looked for again. @param keyAt where its name begins */
export function describedAt({ bytes, rules, large }: Described, keyAt: number): DescribedTensor {
  const kept = large.get(keyAt);
  if (kept) return kept;
  let at = afterString(bytes, keyAt);
  while (bytes[at] !== 0x7b) at++;
  const description = createDescription(bytes, rules);
  description.begin();
  const scanner = createJsonScanner(bytes, at, deepest, description, true);
  for (let piece = 256; !scanner.complete; piece *= 2) {
    at = Math.min(at + piece, bytes.length);
    scanner.advance(at);
  }
  const entry = description.entry(() => textAt(bytes, keyAt, afterString(bytes, keyAt)));
  if ('kind' in entry) throw new Error(`a tensor that was read is ${entry.kind}`);
  return entry;
}

export class TensorTable implements ReadonlyMap<string, TensorEntry> {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#parts.keys.length;
  }

  get(name: string): DescribedTensor | undefined {
    const keyAt = this.#parts.index.find(name);
    return keyAt === undefined ? undefined : this.#describedAt(keyAt);
  }

  has(name: string): boolean {
    return this.#parts.index.find(name) !== undefined;
  }

  /** The tensor in that place of the file, from 0. */
  at(place: number): DescribedTensor | undefined {
    const keyAt = this.#parts.keys.at(place);
    return keyAt === undefined ? undefined : this.#describedAt(keyAt);
  }

  /** The beginning of its name, so many UTF-16 units at least. */
  nameAt(place: number, units = Infinity): string {
    const { bytes, keys } = this.#parts;
    const keyAt = keys[place];
    const end = afterString(bytes, keyAt);
    return units === Infinity ? textAt(bytes, keyAt, end) : headAt(bytes, keyAt, end, units);
  }

  *keys(): MapIterator<string> {
    for (let place = 0; place < this.size; place++) yield this.nameAt(place);
  }

  *values(): MapIterator<DescribedTensor> {
    for (const keyAt of this.#parts.keys) yield this.#describedAt(keyAt);
  }

  *entries(): MapIterator<[string, DescribedTensor]> {
    let place = 0;
    for (const entry of this.values()) yield [this.nameAt(place++), entry];
  }

  [Symbol.iterator](): MapIterator<[string, DescribedTensor]> {
    return this.entries();
  }

  forEach(
    call: (entry: TensorEntry, name: string, all: ReadonlyMap<string, TensorEntry>) => void,
  ): void {
    for (const [name, entry] of this) call(entry, name, this);
  }

  #describedAt(keyAt: number): DescribedTensor {
    return describedAt(this.#parts, keyAt);
  }
}
