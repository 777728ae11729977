/**
 * The tensors of a file that are no part of the model. One that has the very bytes of a part is only
 * its copy: fastai and others store tied weights under each of their names.
 */
import type { ForeignModel } from '../../engine/files/foreign/foreignModel';
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import type { ByteSource } from '../platform/disk/files';
import { sha256Of } from '../platform/sha256';

/** Bytes read at once. */
const atOnce = 1 << 20;

/** @param breathe between pieces; it may throw */
export async function leftOutOf(
  source: ByteSource,
  tensors: ReadonlyMap<string, ForeignEntry>,
  model: ForeignModel,
  breathe: () => Promise<void>,
): Promise<string[]> {
  const parts = new Map<string, ForeignEntry[]>();
  for (const part of partsOf(model).flatMap((name) => tensors.get(name) ?? [])) {
    parts.set(formOf(part), [...(parts.get(formOf(part)) ?? []), part]);
  }
  const hashes = new Map<ForeignEntry, string>();
  // Each tensor is read once, however many are alike.
  const hashOf = async (entry: ForeignEntry): Promise<string> => {
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
export const partsOf = ({ origins }: ForeignModel): string[] => [
  ...new Set(
    [...origins.values()].flatMap((origin) => (origin.kind === 'tensors' ? origin.names : [])),
  ),
];

/** What tensors that could be copies of each other have in common. */
const formOf = ({ dtype, shape, strides }: ForeignEntry): string =>
  `${dtype} ${shape.join()} ${strides?.join() ?? ''}`;

async function* piecesOf(
  source: ByteSource,
  { begin, end }: ForeignEntry,
  breathe: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  for (let at = begin; at < end; at += atOnce) {
    yield await source.read(at, Math.min(atOnce, end - at));
    await breathe();
  }
}
