/**
 * Reads JSON of any size piece by piece, so that its caller can do other work in between: reports where
 * each value begins and ends, and builds nothing. Takes exactly what JSON.parse takes, up to a depth.
 * The bytes need not be there before the piece that they are in.
 */
import type { NumberPart } from './jsonNumber';
import { beginNumber, continueNumber, isWholeNumber } from './jsonNumber';

/** Offsets are those of the bytes; a string's quotes belong to it. */
export interface JsonListener {
  open(kind: 'object' | 'array'): void;
  close(end: number): void;
  /** @param units how long its text is, in UTF-16 */
  string(begin: number, end: number, units: number, isKey: boolean): void;
  number(begin: number, end: number): void;
  /** true, false or null */
  word(begin: number, end: number): void;
}

export type JsonTrouble = 'notUtf8' | 'notJson' | 'tooDeep';

export interface JsonScanner {
  /** Reads on to that byte. @returns what is wrong, from then on every time */
  advance(to: number): JsonTrouble | undefined;
  /** There is no further byte. @returns what is wrong, also that it is not complete */
  end(): JsonTrouble | undefined;
  /** Whether a whole value was read, after which only white space may stand. */
  readonly complete: boolean;
}

/** What is expected next. */
type Place =
  | 'value'
  | 'valueOrEnd'
  | 'key'
  | 'keyOrEnd'
  | 'colon'
  | 'next'
  | 'nothing'
  | 'inString'
  | 'inNumber'
  | 'inWord';

const quote = 0x22;
const backslash = 0x5c;
const escapes = new Set(new TextEncoder().encode('"\\/bfnrt'));
const words = new Map(['true', 'false', 'null'].map((word) => [word.charCodeAt(0), word]));

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
/** UTF-16 units that a byte of UTF-8 begins. */
const unitsOf = (byte: number): number => (byte < 0x80 ? 1 : byte < 0xc0 ? 0 : byte < 0xf0 ? 1 : 2);

class Trouble extends Error {
  constructor(readonly trouble: JsonTrouble) {
    super(trouble);
  }
}

/** @param known the bytes are sound JSON, out of which one value is read: what follows it is not looked at */
export function createJsonScanner(
  bytes: Uint8Array,
  from: number,
  deepest: number,
  listener: JsonListener,
  known = false,
): JsonScanner {
  const scan = new Scan(bytes, from, deepest, listener, known);
  let trouble: JsonTrouble | undefined;
  const attempt = (act: () => void): JsonTrouble | undefined => {
    if (trouble) return trouble;
    try {
      act();
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      trouble = error.trouble;
    }
    return trouble;
  };
  return {
    advance: (to) => attempt(() => scan.advance(to)),
    end: () => attempt(() => scan.end()),
    get complete() {
      return scan.complete;
    },
  };
}

class Scan {
  private readonly decoder: TextDecoder | undefined;
  /** Of each depth, whether it is an object. */
  private readonly objects: boolean[] = [];
  private at: number;
  private place: Place = 'value';
  private begin = 0;
  private units = 0;
  private isKey = false;
  /** Digits of an escape that are still to come; 5 after the backslash. */
  private escape = 0;
  private part: NumberPart = 'minus';
  private word = '';

  constructor(
    readonly bytes: Uint8Array,
    from: number,
    readonly deepest: number,
    readonly listener: JsonListener,
    readonly known: boolean,
  ) {
    if (!known) this.decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    this.at = from;
  }

  get complete(): boolean {
    return this.place === 'nothing';
  }

  advance(to: number): void {
    if (!this.known) this.decode(this.bytes.subarray(this.at, to), true);
    while (this.at < to) {
      if (this.place === 'inString') this.string(to);
      else if (this.place === 'inNumber') this.number(to);
      else if (this.place === 'inWord') this.readWord();
      else if (this.known && this.complete) return;
      else this.step(this.bytes[this.at++]);
    }
  }

  end(): void {
    this.decode(this.bytes.subarray(0, 0), false);
    if (this.place === 'inNumber') this.endNumber();
    if (this.place !== 'nothing') throw new Trouble('notJson');
  }

  private decode(bytes: Uint8Array, stream: boolean): void {
    try {
      this.decoder?.decode(bytes, { stream });
    } catch {
      throw new Trouble('notUtf8');
    }
  }

  private step(byte: number): void {
    if (isSpace(byte)) return;
    switch (this.place) {
      case 'value':
      case 'valueOrEnd':
        if (byte === 0x5d && this.place === 'valueOrEnd') return this.close();
        return this.beginValue(byte);
      case 'key':
      case 'keyOrEnd':
        if (byte === 0x7d && this.place === 'keyOrEnd') return this.close();
        if (byte !== quote) throw new Trouble('notJson');
        return this.beginString(true);
      case 'colon':
        if (byte !== 0x3a) throw new Trouble('notJson');
        this.place = 'value';
        return;
      case 'next':
        return this.next(byte);
      default:
        throw new Trouble('notJson');
    }
  }

  private next(byte: number): void {
    const isObject = this.objects.at(-1) === true;
    if (byte === 0x2c) this.place = isObject ? 'key' : 'value';
    else if (byte === (isObject ? 0x7d : 0x5d)) this.close();
    else throw new Trouble('notJson');
  }

  private beginValue(byte: number): void {
    if (byte === quote) return this.beginString(false);
    if (byte === 0x7b || byte === 0x5b) return this.open(byte === 0x7b);
    this.begin = this.at - 1;
    const part = beginNumber(byte);
    const word = words.get(byte);
    if (part) [this.part, this.place] = [part, 'inNumber'];
    else if (word) [this.word, this.place] = [word, 'inWord'];
    else throw new Trouble('notJson');
  }

  private open(isObject: boolean): void {
    if (this.objects.length === this.deepest) throw new Trouble('tooDeep');
    this.objects.push(isObject);
    this.place = isObject ? 'keyOrEnd' : 'valueOrEnd';
    this.listener.open(isObject ? 'object' : 'array');
  }

  private close(): void {
    this.objects.pop();
    this.ended();
    this.listener.close(this.at);
  }

  private ended(): void {
    this.place = this.objects.length === 0 ? 'nothing' : 'next';
  }

  private beginString(isKey: boolean): void {
    [this.isKey, this.begin, this.units] = [isKey, this.at - 1, 0];
    this.place = 'inString';
  }

  private string(to: number): void {
    const { bytes } = this;
    let at = this.at;
    let units = this.units;
    for (; at < to; at++) {
      const byte = bytes[at];
      if (this.escape > 0) this.escaped(byte);
      else if (byte === quote) break;
      else if (byte < 0x20) throw new Trouble('notJson');
      else {
        units += unitsOf(byte);
        if (byte === backslash) this.escape = 5;
      }
    }
    [this.at, this.units] = [at, units];
    if (at === to) return;
    this.at++;
    if (this.isKey) this.place = 'colon';
    else this.ended();
    this.listener.string(this.begin, this.at, units, this.isKey);
  }

  private escaped(byte: number): void {
    if (this.escape < 5 ? !isHex(byte) : byte !== 0x75 && !escapes.has(byte)) {
      throw new Trouble('notJson');
    }
    this.escape = this.escape === 5 && byte !== 0x75 ? 0 : this.escape - 1;
  }

  private number(to: number): void {
    for (; this.at < to; this.at++) {
      const part = continueNumber(this.part, this.bytes[this.at]);
      if (part === undefined) return this.endNumber();
      this.part = part;
    }
  }

  private endNumber(): void {
    if (!isWholeNumber(this.part)) throw new Trouble('notJson');
    this.ended();
    this.listener.number(this.begin, this.at);
  }

  private readWord(): void {
    const read = this.at - this.begin;
    if (this.bytes[this.at++] !== this.word.charCodeAt(read)) throw new Trouble('notJson');
    if (read + 1 < this.word.length) return;
    this.ended();
    this.listener.word(this.begin, this.at);
  }
}
