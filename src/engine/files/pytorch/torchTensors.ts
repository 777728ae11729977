/**
 * What PyTorch's own pickles say of a tensor: which storage, where in it, how large, in which steps.
 * Read off the names and arguments that a pickle puts down; whatever else made it is only named.
 */
import type { PickleThing, PickleValue } from './pickleMachine';
import { isThing } from './pickleMachine';
import { BYTES_OF, countNumbers, type StoredType } from '../safetensors/storedTensor';

export interface TorchTensor {
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  /** Absent where the numbers lie row by row. */
  readonly strides?: readonly number[];
  /** The file of the archive that it lies in. */
  readonly storage: string;
  /** Where in it, in bytes, and up to where. */
  readonly begin: number;
  readonly end: number;
}

/** It is no such tensor; this name of Python's made it. */
export interface OtherTensor {
  readonly madeBy: string;
  /** Something of PyTorch's says that it is a tensor, if not a plain one. */
  readonly isTensor: boolean;
}

const storages: Readonly<Record<string, StoredType>> = {
  FloatStorage: 'F32',
  DoubleStorage: 'F64',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};

const dtypes: Readonly<Record<string, StoredType>> = {
  'torch.float32': 'F32',
  'torch.float64': 'F64',
  'torch.float16': 'F16',
  'torch.bfloat16': 'BF16',
  'torch.int64': 'I64',
  'torch.int32': 'I32',
  'torch.int16': 'I16',
  'torch.int8': 'I8',
  'torch.uint8': 'U8',
  'torch.uint16': 'U16',
  'torch.uint32': 'U32',
  'torch.uint64': 'U64',
  'torch.bool': 'BOOL',
  'torch.float8_e4m3fn': 'F8_E4M3',
  'torch.float8_e5m2': 'F8_E5M2',
};

const listOf = (value: PickleValue): readonly PickleValue[] | undefined => {
  if (!isThing(value)) return undefined;
  if (value.kind === 'list') return value.items;
  // torch.Size stands around a tuple.
  return value.kind === 'made' && value.by === 'torch.Size' ? listOf(value.args[0]) : undefined;
};

const globalOf = (value: PickleValue): string =>
  isThing(value) && value.kind === 'global' ? value.name : '';

const mostDimensions = 16;

/** Whole numbers of 0 or more. */
function sizesOf(value: PickleValue): readonly number[] | undefined {
  const items = listOf(value);
  if (!items || items.length > mostDimensions) return undefined;
  const sizes = items.filter((item): item is number => isSize(item));
  return sizes.length === items.length ? sizes : undefined;
}

const isSize = (value: PickleValue): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Parameters are tensors; nn.Parameter and nn.Buffer are the only classes around one that add nothing. */
const plainClasses: ReadonlySet<string> = new Set([
  'torch.Tensor',
  'torch._tensor.Tensor',
  'torch.nn.parameter.Parameter',
  'torch.nn.parameter.Buffer',
]);

const deepest = 4;

/** @returns undefined where it is no tensor, nor anything that a name made */
export function tensorOf(value: PickleValue, depth = 0): TorchTensor | OtherTensor | undefined {
  if (!isThing(value) || value.kind !== 'made') return undefined;
  const { by, args } = value;
  const isTensor = /^torch\._(?:utils|tensor)\._rebuild/.test(by);
  const other = { madeBy: by || 'something without a name', isTensor };
  if (depth > deepest) return other;
  switch (by) {
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
      return isLazy(args[6]) ? other : (viewOf(args, typedStorage(args[0])) ?? other);
    case 'torch._utils._rebuild_tensor_v3':
      return isLazy(args[7]) ? other : (viewOf(args, bareStorage(args)) ?? other);
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return tensorOf(args[0] ?? null, depth + 1) ?? other;
    case 'torch._tensor._rebuild_from_type_v2': {
      const [call, type, given = null] = args;
      const called = globalOf(type ?? null);
      if (!plainClasses.has(called)) return { madeBy: called || by, isTensor };
      const inner: PickleThing = {
        ...{ kind: 'made', by: globalOf(call ?? null), args: listOf(given) ?? [] },
        ...{ keys: [], values: [] },
      };
      return tensorOf(inner, depth + 1) ?? other;
    }
    default:
      return other;
  }
}

/** Conjugated or negated only when it is read. */
const isLazy = (metadata: PickleValue | undefined): boolean =>
  metadata !== undefined &&
  isThing(metadata) &&
  metadata.kind === 'dict' &&
  metadata.keys.length > 0;

interface Storage {
  readonly name: string;
  readonly dtype: StoredType;
  readonly bytes: number;
}

/** ('storage', class, name, device, numbers) */
function storageOf(value: PickleValue) {
  const id = isThing(value) && value.kind === 'persistent' ? listOf(value.id) : undefined;
  const [mark, type = null, name, , count = null] = id ?? [];
  if (mark !== 'storage' || typeof name !== 'string' || !isSize(count)) return undefined;
  return { type: globalOf(type).replace(/^.*\./s, ''), name, count };
}

function typedStorage(value: PickleValue | undefined): Storage | undefined {
  const found = storageOf(value ?? null);
  const dtype = found && Object.hasOwn(storages, found.type) ? storages[found.type] : undefined;
  return found && dtype && { name: found.name, dtype, bytes: found.count * BYTES_OF[dtype] };
}

/** Of bytes; the type stands with the tensor. */
function bareStorage(args: readonly PickleValue[]): Storage | undefined {
  const found = storageOf(args[0] ?? null);
  const name = globalOf(args[6] ?? null);
  const dtype = Object.hasOwn(dtypes, name) ? dtypes[name] : undefined;
  return found && dtype && { name: found.name, dtype, bytes: found.count };
}

function viewOf(
  [, offset = null, size = null, stride = null]: readonly PickleValue[],
  storage: Storage | undefined,
): TorchTensor | undefined {
  const shape = sizesOf(size);
  const strides = sizesOf(stride);
  if (!storage || !shape || !strides || shape.length !== strides.length || !isSize(offset)) {
    return undefined;
  }
  const width = BYTES_OF[storage.dtype];
  const isEmpty = shape.includes(0);
  const span = isEmpty ? 0 : 1 + shape.reduce((all, one, n) => all + (one - 1) * strides[n], 0);
  const begin = offset * width;
  const end = begin + span * width;
  if (!Number.isSafeInteger(end) || end > storage.bytes || countNumbers(shape) === undefined) {
    return undefined;
  }
  return {
    ...{ dtype: storage.dtype, shape, storage: storage.name, begin, end },
    ...(isEmpty || liesRowByRow(shape, strides) ? {} : { strides }),
  };
}

function liesRowByRow(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let n = shape.length - 1; n >= 0; n--) {
    if (shape[n] !== 1 && strides[n] !== step) return false;
    step *= shape[n];
  }
  return true;
}
