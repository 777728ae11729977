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
import { sha256Of } from '../platform/sha256';

/** Bytes read at once. */
const atOnce = 1 << 20;

/** @param breathe between pieces; it may throw */
export async function leftOutOf(
  source: ByteSource,
  { tensors }: SafetensorsHeader,
  model: ForeignModel,
  breathe: () => Promise<void>,
): Promise<string[]> {
  const parts = new Map<string, TensorEntry[]>();
  for (const part of partsOf(model).flatMap((name) => tensors.get(name) ?? [])) {
    parts.set(formOf(part), [...(parts.get(formOf(part)) ?? []), part]);
  }
  const hashes = new Map<TensorEntry, string>();
  // Each tensor is read once, however many are alike.
  const hashOf = async (entry: TensorEntry): Promise<string> => {
    const hash = hashes.get(entry) ?? (await sha256Of(piecesOf(source, entry, breathe)));
    hashes.set(entry, hash);
    return hash;
  };
  const leftOut: string[] = [];
  for (const name of model.leftOut) {
    const entry = tensors.get(name);
    const alike = (entry && parts.get(formOf(entry))) ?? [];
    if (!entry || alike.length === 0) {
      leftOut.push(name);
      continue;
    }
    const hash = await hashOf(entry);
    let isCopy = false;
    for (const part of alike) isCopy ||= (await hashOf(part)) === hash;
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

/** What tensors that could be copies of each other have in common. */
const formOf = ({ dtype, shape }: TensorEntry): string => `${dtype} ${shape.join()}`;

async function* piecesOf(
  source: ByteSource,
  { begin, end }: TensorEntry,
  breathe: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  for (let at = begin; at < end; at += atOnce) {
    yield await source.read(at, Math.min(atOnce, end - at));
    await breathe();
  }
}
