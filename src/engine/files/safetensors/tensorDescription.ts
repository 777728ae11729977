/**
 * What a header says of one tensor: a type, a shape and two offsets, gathered while the JSON goes by.
 * Of a foreign file further keys are passed over, as the reference does; of one of ours there are none.
 */
import { headAt, numberAt } from '../json/literals';
import type { JsonListener } from '../json/jsonScanner';
import type { TensorFailure } from './fileFailures';
import { bitsOf, isStoredType } from './storedTensor';

/** Where a tensor lies; offsets from the beginning of the file, in bytes. */
export interface TensorEntry {
  /** The file's word: of a foreign file it can be any. */
  readonly dtype: string;
  /** At most {@link mostDimensions} of it. */
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface DescribedTensor extends TensorEntry {
  readonly dimensions: number;
  readonly numbers: number;
}

export interface DescriptionRules {
  /** Only what Gatescope writes itself. */
  readonly strict: boolean;
  /** Offset of the numbers in the file, and how many bytes of them there are. */
  readonly dataStart: number;
  readonly available: number;
}

export interface Description extends JsonListener {
  /** Forgets what was gathered, for the next one. */
  begin(): void;
  /** Anything but an object stands where the description is expected. */
  spoil(): void;
  /** @param nameOf for a failure */
  entry(nameOf: () => string): DescribedTensor | TensorFailure;
  /** A key of it that stood twice. */
  duplicate(): string | undefined;
}

/** No tensor has more; of one that says so, the product is reckoned with all of them. */
export const mostDimensions = 1000;
/** Of a type's name, in UTF-16 units. */
const longestType = 40;

type Field = 'dtype' | 'shape' | 'data_offsets';
const fields = ['dtype', 'shape', 'data_offsets'] as const;

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

export function createDescription(bytes: Uint8Array, rules: DescriptionRules): Description {
  const seen = new Set<Field>();
  let level = 0;
  let field: Field | undefined;
  let spoilt = false;
  let twice: string | undefined;
  let dtype = '';
  let shape: number[] = [];
  let dimensions = 0;
  let soundShape = true;
  let product: number | undefined = 1;
  let isEmpty = false;
  const offsets: number[] = [];

  const spoil = (): void => {
    spoilt = true;
  };
  const addDimension = (size: number): void => {
    if (dimensions++ < mostDimensions) shape.push(size);
    if (!isSize(size)) soundShape = false;
    if (size === 0) isEmpty = true;
    // A zero makes the product 0 wherever it stands; it must not hide an overflow before it.
    else if (product !== undefined) product *= size;
    if (product !== undefined && !Number.isSafeInteger(product)) product = undefined;
  };
  const beginField = (begin: number, end: number): void => {
    const name = headAt(bytes, begin, end, 20);
    field = fields.find((one) => one === name);
    if (field === undefined) return rules.strict ? spoil() : undefined;
    if (seen.has(field)) twice = field;
    seen.add(field);
  };
  /** A value that is neither of the three in its place nor within something that is passed over. */
  const misplaced = (): void => {
    if (field !== undefined) spoil();
  };
  const begin = (): void => {
    seen.clear();
    [level, field, spoilt, twice, dtype] = [0, undefined, false, undefined, ''];
    [shape, dimensions, soundShape, product, isEmpty] = [[], 0, true, 1, false];
    offsets.length = 0;
  };

  return {
    begin,
    spoil,
    duplicate: () => twice,
    open(kind) {
      level++;
      if (level === 1 && kind !== 'object') spoil();
      if (level === 2 && (kind === 'object' || field === 'dtype')) misplaced();
      if (level > 2) misplaced();
    },
    close() {
      level--;
    },
    string(begin, end, _, isKey) {
      if (level === 1 && isKey) beginField(begin, end);
      else if (level === 1 && field === 'dtype') dtype = headAt(bytes, begin, end, longestType);
      else misplaced();
    },
    number(begin, end) {
      if (level !== 2) return misplaced();
      if (field === 'shape') addDimension(numberAt(bytes, begin, end));
      else if (field === 'data_offsets' && offsets.length < 3)
        offsets.push(numberAt(bytes, begin, end));
    },
    word: misplaced,
    entry(nameOf) {
      const [from = NaN, to = NaN] = offsets;
      if (spoilt || seen.size < 3 || offsets.length !== 2)
        return { kind: 'badDescription', tensor: nameOf() };
      const bits = bitsOf(dtype);
      const isKnown = rules.strict ? isStoredType(dtype) : true;
      if (!isKnown) return { kind: 'unknownType', tensor: nameOf(), dtype };
      if (!soundShape) return { kind: 'badShape', tensor: nameOf(), shape };
      if (product === undefined) return { kind: 'tooManyNumbers', tensor: nameOf(), shape };
      const numbers = isEmpty ? 0 : product;
      const expected = bits === undefined ? to - from : Math.ceil((numbers * bits) / 8);
      if (!isSize(from) || !isSize(to) || from > to)
        return { kind: 'badDescription', tensor: nameOf() };
      if (!Number.isSafeInteger(expected))
        return { kind: 'tooManyNumbers', tensor: nameOf(), shape };
      const { available, dataStart } = rules;
      if (to > available) return { kind: 'beyondFile', tensor: nameOf(), end: to, available };
      const actual = to - from;
      if (actual !== expected) return { kind: 'wrongSize', tensor: nameOf(), expected, actual };
      const place = { begin: dataStart + from, end: dataStart + to };
      return { dtype, shape, ...place, dimensions, numbers };
    },
  };
}
