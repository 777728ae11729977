/**
 * What a header's JSON means, taken in as it is read: the metadata's places, and of each tensor its place
 * and its extent. Stops listening at the first failure; whether the rest is JSON the scanner still says.
 */
import { headAt } from '../json/literals';
import type { JsonListener } from '../json/jsonScanner';
import type { SafetensorsFailure } from './fileFailures';
import type { TextPlace } from './headerTexts';
import type { KeyIndex } from './keyIndex';
import { createKeyIndex } from './keyIndex';
import type { DescribedTensor, DescriptionRules } from './tensorDescription';
import { createDescription } from './tensorDescription';

export interface HeaderScan extends JsonListener {
  readonly failure: SafetensorsFailure | undefined;
  readonly texts: ReadonlyMap<string, TextPlace>;
  /** Also those that are not kept. */
  readonly textCount: number;
  readonly index: KeyIndex;
  /** Tensors whose descriptions are too long to be read again, by where their names begin. */
  readonly large: ReadonlyMap<number, DescribedTensor>;
  readonly count: number;
  /** By number, in the order of the header. */
  readonly keys: Uint32Array;
  /** Each tensor begins where the one before it ended. */
  readonly isInOrder: boolean;
  /** Where the last one ended. */
  readonly covered: number;
  /** Bytes of each type; after very many types the others together, as ''. */
  readonly types: ReadonlyMap<string, number>;
  /** In all tensors together. */
  readonly numbers: number;
}

/** Of a foreign file: nobody reads more, and a header can hold millions. */
const mostTexts = 1000;
/** UTF-16 units by which the key of a foreign file is known. */
const longestKey = 1000;
const mostTypes = 100;
/** Bytes of a description that is read again when it is asked for. */
const mostAgain = 1 << 16;
/** Of a name in a failure, which is cut anyway. */
const longestName = 200;

export function createHeaderScan(bytes: Uint8Array, rules: DescriptionRules): HeaderScan {
  const description = createDescription(bytes, rules);
  const texts = new Map<string, TextPlace>();
  const types = new Map<string, number>();
  const index = createKeyIndex(bytes);
  const large = new Map<number, DescribedTensor>();
  let failure: SafetensorsFailure | undefined;
  let textCount = 0;
  let count = 0;
  let numbers = 0;
  let keys = new Uint32Array(64);
  let isInOrder = true;
  let covered = rules.dataStart;

  let level = 0;
  let hadMetadata = false;
  let inMetadata = false;
  /** Of the member that is being read, and of the entry within the metadata. */
  let [memberBegin, memberEnd, keyBegin, keyEnd] = [0, 0, 0, 0];

  const stop = (found: SafetensorsFailure): void => void (failure ??= found);
  const member = (): string => headAt(bytes, memberBegin, memberEnd, longestName);
  const key = (): string => headAt(bytes, keyBegin, keyEnd, longestName);

  function beginMember(from: number, to: number): void {
    [memberBegin, memberEnd] = [from, to];
    inMetadata = headAt(bytes, from, to, 20) === '__metadata__';
    if (inMetadata ? hadMetadata : !index.add(from)) {
      return stop({ kind: 'duplicateKey', key: member() });
    }
    hadMetadata ||= inMetadata;
    description.begin();
  }

  /** Instead of an object. */
  function plainMember(isNull: boolean): void {
    if (!inMetadata) stop({ kind: 'badDescription', tensor: member() });
    else if (rules.strict || !isNull) stop({ kind: 'badMetadata', key: '__metadata__' });
  }

  function addText(from: number, to: number, units: number): void {
    const name = headAt(bytes, keyBegin, keyEnd, longestKey);
    if (rules.strict && texts.has(name)) return stop({ kind: 'duplicateKey', key: key() });
    textCount++;
    if (!rules.strict && texts.size >= mostTexts && !texts.has(name)) return;
    texts.set(name, { keyBegin, keyEnd, begin: from, end: to, units });
  }

  function addTensor(entry: DescribedTensor): void {
    if (count === keys.length) keys = doubled(keys);
    keys[count++] = memberBegin;
    if (entry.begin !== covered) isInOrder = false;
    covered = entry.end;
    const type = types.has(entry.dtype) || types.size < mostTypes ? entry.dtype : '';
    types.set(type, (types.get(type) ?? 0) + entry.end - entry.begin);
    numbers = Math.min(Number.MAX_SAFE_INTEGER, numbers + entry.numbers);
  }

  function endTensor(to: number): void {
    const twice = description.duplicate();
    const entry = description.entry(member);
    if (twice !== undefined) stop({ kind: 'duplicateKey', key: twice });
    else if ('kind' in entry) stop(entry);
    else addTensor(entry);
    if (!failure && !('kind' in entry) && to - memberBegin > mostAgain)
      large.set(memberBegin, entry);
  }

  return {
    get failure() {
      return failure;
    },
    ...{ texts, index, large, types },
    get textCount() {
      return textCount;
    },
    get count() {
      return count;
    },
    get keys() {
      return keys;
    },
    get isInOrder() {
      return isInOrder;
    },
    get covered() {
      return covered;
    },
    get numbers() {
      return numbers;
    },
    open(kind) {
      level++;
      if (failure || level === 1) return;
      if (!inMetadata) description.open(kind);
      else if (level === 2 && kind !== 'object') stop({ kind: 'badMetadata', key: '__metadata__' });
      else if (level > 2) stop({ kind: 'badMetadata', key: key() });
    },
    close(to) {
      level--;
      if (failure || level === 0 || inMetadata) return;
      description.close(to);
      if (level === 1) endTensor(to);
    },
    string(from, to, units, isKey) {
      if (failure) return;
      if (level === 1) return isKey ? beginMember(from, to) : plainMember(false);
      if (!inMetadata) return description.string(from, to, units, isKey);
      if (isKey) [keyBegin, keyEnd] = [from, to];
      else addText(from, to, units);
    },
    number(from, to) {
      if (failure) return;
      if (level === 1) plainMember(false);
      else if (inMetadata) stop({ kind: 'badMetadata', key: key() });
      else description.number(from, to);
    },
    word(from, to) {
      if (failure) return;
      if (level === 1) plainMember(bytes[from] === 0x6e);
      else if (inMetadata) stop({ kind: 'badMetadata', key: key() });
      else description.word(from, to);
    },
  };
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
