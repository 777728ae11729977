/** A header read in the plainest way, by JSON.parse: what the reading in pieces must agree with. */
import { BYTES_OF, isStoredType } from '../../../../src/engine/files/safetensors/storedTensor';

interface PlainEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface PlainHeader {
  readonly metadata: Map<string, string>;
  readonly tensors: Map<string, PlainEntry>;
}

class Refused extends Error {}

const refuseUnless = (sound: boolean): void => {
  if (!sound) throw new Refused();
};

/** Keys twice in one object, at these depths; the JSON is sound. */
function twice(json: string, isCounted: (path: readonly string[]) => boolean): boolean {
  const path: { keys: Set<string>; key: string }[] = [];
  let found = false;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|[{}[\]]/gs)) {
    if (token === '{' || token === '[') path.push({ keys: new Set(), key: '' });
    else if (token === '}' || token === ']') path.pop();
    else if (token.endsWith(':')) {
      const key = JSON.parse(token.slice(0, -1)) as string;
      const top = path.at(-1)!;
      if (top.keys.has(key) && isCounted([...path.slice(0, -1).map((one) => one.key), key]))
        found = true;
      top.keys.add(key);
      top.key = key;
    }
  }
  return found;
}

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function entryOf(value: unknown, own: boolean, dataStart: number, available: number): PlainEntry {
  refuseUnless(typeof value === 'object' && value !== null && !Array.isArray(value));
  const { dtype, shape, data_offsets: offsets, ...more } = value as Record<string, unknown>;
  refuseUnless(!own || Object.keys(more).length === 0);
  refuseUnless(typeof dtype === 'string' && Array.isArray(shape) && Array.isArray(offsets));
  refuseUnless((shape as unknown[]).every(isSize) && (offsets as unknown[]).every(isSize));
  const [begin, end, ...rest] = offsets as number[];
  refuseUnless(rest.length === 0 && begin <= end && end <= available);
  refuseUnless(!own || isStoredType(String(dtype)));
  const product = (shape as number[]).reduce((one, other) => one * (other || 1), 1);
  refuseUnless(Number.isSafeInteger(product));
  const numbers = (shape as number[]).includes(0) ? 0 : product;
  if (isStoredType(String(dtype))) {
    refuseUnless(end - begin === numbers * BYTES_OF[dtype as keyof typeof BYTES_OF]);
  }
  return {
    dtype: String(dtype),
    shape: shape as number[],
    begin: dataStart + begin,
    end: dataStart + end,
  };
}

export function plainHeader(file: Uint8Array, own: boolean): PlainHeader | undefined {
  try {
    const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    const dataStart = 8 + length;
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      file.subarray(8, dataStart),
    );
    refuseUnless(/^[ \n\r\t]*\{/.test(json) && (!own || json.startsWith('{')));
    const all = JSON.parse(json) as Record<string, unknown>;
    refuseUnless(
      !twice(json, (path) =>
        own
          ? true
          : path.length === 1 ||
            (path.length === 2 &&
              path[0] !== '__metadata__' &&
              ['dtype', 'shape', 'data_offsets'].includes(path[1])),
      ),
    );
    const { __metadata__: texts, ...described } = all;
    const isLeftOut = texts === undefined || (texts === null && !own);
    refuseUnless(
      isLeftOut || (typeof texts === 'object' && texts !== null && !Array.isArray(texts)),
    );
    const metadata = Object.entries(isLeftOut ? {} : (texts as object));
    refuseUnless(metadata.every(([, text]) => typeof text === 'string'));
    const tensors = Object.entries(described)
      .map(([name, one]) => [name, entryOf(one, own, dataStart, file.length - dataStart)] as const)
      .sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
    let covered = dataStart;
    for (const [, { begin, end }] of tensors) {
      refuseUnless(begin === covered);
      covered = end;
    }
    refuseUnless(covered === file.length);
    return { metadata: new Map(metadata) as Map<string, string>, tensors: new Map(tensors) };
  } catch (error) {
    if (error instanceof Refused || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}
