/** The tensors of a file that is looked into, whatever its format: by their place, and by name. */
import { recogniseModel } from '../../engine/files/foreign/foreignModel';
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import { describeTorchFailure } from '../../engine/files/pytorch/torchFailures';
import { claimsToBeOurs } from '../../engine/files/modelMetadata';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import type { SafetensorsHeader } from '../../engine/files/safetensors/safetensorsHeader';
import { BYTES_OF, countNumbers, isStoredType } from '../../engine/files/safetensors/storedTensor';
import type { DescribedTensor } from '../../engine/files/safetensors/tensorDescription';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { TensorFile } from '../../shared/model/tensors';
import { tensorBounds as bounds } from '../../shared/model/tensors';
import type { ByteSource } from '../platform/disk/files';
import { onlyAPointer, readSafetensorsHeader } from './safetensorsReader';
import { strangerIn } from './strangers';
import { readTorchFile } from './torchReader';

export type ShownTensor = DescribedTensor & Pick<ForeignEntry, 'strides' | 'madeBy'>;

export interface ShownTensors {
  readonly size: number;
  get(name: string): Pick<ForeignEntry, 'shape'> | undefined;
  at(place: number): ShownTensor | undefined;
  /** The beginning of its name, so many UTF-16 units at least. */
  nameAt(place: number, units: number): string;
}

export interface Shown {
  readonly tensors: ShownTensors;
  readonly file: TensorFile;
}

/** @param pause between pieces; it may throw */
export async function readShown(
  source: ByteSource,
  name: string,
  pause: () => Promise<void>,
): Promise<Result<Shown, Failure>> {
  const refused = (reason: string) => failed({ kind: 'notShown' as const, name, reason });
  const stranger = await strangerIn(source);
  if (stranger === 'pointer') return refused(onlyAPointer);
  if (stranger === 'archive') {
    const read = await readTorchFile(source);
    if (!read.ok) return refused(describeTorchFailure(read.failure, name));
    return success(shownOfTorch(read.value, source.length));
  }
  if (stranger !== undefined) return refused(describeTorchFailure({ kind: stranger }, name));
  const parsed = await readSafetensorsHeader(source, pause);
  if (!parsed.ok) {
    const then = 'Download the file again, or write it again.';
    return refused(`${describeFileFailure(parsed.failure)} ${then}`);
  }
  const { header } = parsed;
  return success({ tensors: header.tensors, file: described(header, source.length) });
}

function described(header: SafetensorsHeader, bytes: number): TensorFile {
  const { metadata, metadataCount, tensors, numbers } = header;
  const heads = metadata.heads(bounds.metadata, bounds.name + 1, bounds.text + 1);
  const entries = heads.map(({ name, text, length }) => ({
    name: cut(name, bounds.name),
    text: cut(text, bounds.text),
    length,
  }));
  const model = claimsToBeOurs(metadata) ? 'own' : foreignIn({ tensors, metadata });
  return {
    ...{ bytes, numbers, types: typesOf(header.types), tensors: tensors.size, metadata: entries },
    metadataLeftOut: metadataCount - entries.length,
    ...(model ? { model } : {}),
  };
}

const foreignIn = (header: Parameters<typeof recogniseModel>[0]): 'foreign' | undefined =>
  recogniseModel(header, {}).kind === 'failure' ? undefined : 'foreign';

const typesOf = (types: ReadonlyMap<string, number>): string[] =>
  [...types].sort(([, a], [, b]) => b - a).map(([dtype]) => dtype || 'others');

/** What a program other than PyTorch's own made has no numbers here; its type is who made it. */
function shownOfTorch(
  {
    tensors,
    beside,
  }: { readonly tensors: ReadonlyMap<string, ForeignEntry>; readonly beside: readonly string[] },
  bytes: number,
): Shown {
  const names = [...tensors.keys()];
  const entries = [...tensors.values()].map((entry): ShownTensor => ({
    ...entry,
    dtype: entry.madeBy?.slice(0, bounds.name) ?? entry.dtype,
    dimensions: entry.shape.length,
    numbers: entry.madeBy === undefined ? (countNumbers(entry.shape) ?? 0) : 0,
  }));
  const types = new Map<string, number>();
  for (const { dtype, numbers } of entries) {
    const size = isStoredType(dtype) ? numbers * BYTES_OF[dtype] : 0;
    types.set(dtype, (types.get(dtype) ?? 0) + size);
  }
  const model = foreignIn({ tensors, metadata: new Map() });
  return {
    tensors: {
      size: names.length,
      get: (name) => tensors.get(name),
      at: (place) => entries[place],
      nameAt: (place) => names[place],
    },
    file: {
      ...{ bytes, tensors: names.length, types: typesOf(types) },
      numbers: entries.reduce((all, { numbers }) => all + numbers, 0),
      metadata: besideAsMetadata(beside),
      metadataLeftOut: Math.max(0, beside.length - bounds.metadata),
      ...(model ? { model } : {}),
    },
  };
}

const notRead = 'not read';

const besideAsMetadata = (beside: readonly string[]): TensorFile['metadata'] =>
  beside.slice(0, bounds.metadata).map((name) => ({
    ...{ name: cut(name, bounds.name), text: notRead, length: notRead.length },
  }));

/** Never in the middle of a pair of surrogates. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}
