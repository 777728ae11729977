/**
 * The metadata of a file: texts by key, read from the header on request.
 */
import { headAt, textAt } from '../json/literals';

/** Where the two strings lie. */
export interface TextPlace {
  readonly keyBegin: number;
  readonly keyEnd: number;
  readonly begin: number;
  readonly end: number;
  /** Of the text, in UTF-16 units. */
  readonly units: number;
}

export interface TextHead {
  readonly name: string;
  readonly text: string;
  readonly length: number;
}

export class HeaderTexts implements ReadonlyMap<string, string> {
  readonly #bytes: Uint8Array;
  readonly #places: ReadonlyMap<string, TextPlace>;

  /** @param places by key; of a foreign file with very many entries the first */
  constructor(bytes: Uint8Array, places: ReadonlyMap<string, TextPlace>) {
    this.#bytes = bytes;
    this.#places = places;
  }

  get size(): number {
    return this.#places.size;
  }

  get(key: string): string | undefined {
    const place = this.#places.get(key);
    return place && textAt(this.#bytes, place.begin, place.end);
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** The first of them, and the beginnings of their texts. */
  heads(most: number, nameUnits: number, textUnits: number): TextHead[] {
    return [...this.#places.values()]
      .slice(0, most)
      .map(({ keyBegin, keyEnd, begin, end, units }) => ({
        name: headAt(this.#bytes, keyBegin, keyEnd, nameUnits),
        text: headAt(this.#bytes, begin, end, textUnits),
        length: units,
      }));
  }

  keys(): MapIterator<string> {
    return this.#places.keys();
  }

  *values(): MapIterator<string> {
    for (const { begin, end } of this.#places.values()) yield textAt(this.#bytes, begin, end);
  }

  *entries(): MapIterator<[string, string]> {
    for (const [key, { begin, end }] of this.#places) yield [key, textAt(this.#bytes, begin, end)];
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  forEach(call: (text: string, key: string, all: ReadonlyMap<string, string>) => void): void {
    for (const [key, text] of this) call(text, key, this);
  }
}
