/**
 * The tensors of a file that are no part of the model. One that has the very bytes of a part is only
 * its copy: fastai and others store tied weights under each of their names.
 */
import type { ForeignModel } from '../../engine/files/foreign/foreignModel';
import { originOf } from '../../engine/files/foreign/foreignModel';
import { modelTensors } from '../../engine/files/modelFile';
import type {
  SafetensorsHeader,
  TensorEntry,
} from '../../engine/files/safetensors/safetensorsHeader';
import type { ByteSource } from '../platform/disk/files';

/** Bytes read at once. */
const atOnce = 1 << 20;

/** @param breathe between pieces; it may throw */
export async function leftOutOf(
  source: ByteSource,
  { tensors }: SafetensorsHeader,
  model: ForeignModel,
  breathe: () => Promise<void>,
): Promise<string[]> {
  const parts = partsOf(model).flatMap((name) => tensors.get(name) ?? []);
  const leftOut: string[] = [];
  for (const name of model.leftOut) {
    const entry = tensors.get(name);
    const alike = parts.filter((part) => entry !== undefined && isAlike(part, entry));
    const isCopy = entry !== undefined && (await isCopyOf(source, entry, alike, breathe));
    if (!isCopy) leftOut.push(name);
  }
  return leftOut;
}

/** Names of the tensors whose numbers become the model's. */
function partsOf(model: ForeignModel): string[] {
  const ours = modelTensors({ cell: 'lstm', tokens: 'words', ...model.shape });
  return [...ours.keys()].flatMap((name) => {
    const origin = originOf(model, name);
    return origin.kind === 'tensor' ? [origin.name] : [];
  });
}

const isAlike = (one: TensorEntry, other: TensorEntry): boolean =>
  one.dtype === other.dtype && one.shape.join() === other.shape.join();

async function isCopyOf(
  source: ByteSource,
  entry: TensorEntry,
  parts: readonly TensorEntry[],
  breathe: () => Promise<void>,
): Promise<boolean> {
  for (const part of parts) {
    if (await isSame(source, entry, part, breathe)) return true;
  }
  return false;
}

async function isSame(
  source: ByteSource,
  one: TensorEntry,
  other: TensorEntry,
  breathe: () => Promise<void>,
): Promise<boolean> {
  const length = one.end - one.begin;
  for (let at = 0; at < length; at += atOnce) {
    const count = Math.min(atOnce, length - at);
    const mine = await source.read(one.begin + at, count);
    const theirs = await source.read(other.begin + at, count);
    if (mine.some((byte, n) => byte !== theirs[n])) return false;
    await breathe();
  }
  return true;
}
