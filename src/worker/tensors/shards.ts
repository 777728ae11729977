/**
 * A model in several files with an index beside them, as Hugging Face writes large ones
 * (`model.safetensors.index.json`): read as if they lay one after the other.
 */
import * as v from 'valibot';
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import type { Failure, Result } from '../../shared/failures';
import { failed } from '../../shared/failures';
import type { FileSource } from '../../shared/model/importing';
import type { ByteSource, Files } from '../platform/disk/files';
import type { ForeignFile } from './foreignHeader';
import { readText } from './byteSources';

export const isShardIndex = (name: string): boolean => /\.index\.json$/i.test(name);

const mostTensors = 10_000;
const mostShards = 64;

const indexSchema = v.object({ weight_map: v.record(v.string(), v.string()) });
/** A file beside the index, and nowhere else. */
const plainName = /^[^/\\:]+$/;

type Use<T> = (opened: ForeignFile) => Promise<Result<T, Failure>>;
type OpenOne = <T>(file: FileSource, use: Use<T>) => Promise<Result<T, Failure>>;

export async function readShards<T>(
  files: Pick<Files, 'visit'>,
  file: FileSource,
  open: OpenOne,
  use: Use<T>,
): Promise<Result<T, Failure>> {
  const refused = (reason: string) =>
    failed({ kind: 'notImported' as const, name: file.name, reason });
  if (!('path' in file)) {
    return refused(
      'It names further files, and is not on this machine. Copy all of them to a folder on this machine.',
    );
  }
  const text = await readText(files, file, {
    ...{ most: 2 * mostTensors, tooLong: 'It names far more tensors than a language model has.' },
    advice: 'Choose the index that was written with the model.',
  });
  if (!text.ok) return text;
  const places = placesIn(text.value);
  if (!places) {
    return refused(
      'It has no list “weight_map” of tensors and files beside it. Choose the index that was written with the model.',
    );
  }
  const names = [...new Set(places.values())];
  if (names.length > mostShards) {
    return refused(
      `It names ${names.length} files, and at most ${mostShards} are read. Save the model in one file.`,
    );
  }
  const folder = file.path.slice(0, file.path.length - file.name.length);
  const shards = names.map((name) => ({ name, path: folder + name }));
  return openAll(shards, open, [], (opened) => {
    const joined = join(places, opened);
    return 'reason' in joined ? Promise.resolve(refused(joined.reason)) : use(joined);
  });
}

/** Which file each tensor is in. */
function placesIn(text: string): ReadonlyMap<string, string> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(indexSchema, json);
  if (!parsed.success) return undefined;
  const places = new Map(Object.entries(parsed.output.weight_map));
  const isSound = places.size > 0 && [...places.values()].every((name) => plainName.test(name));
  return isSound ? places : undefined;
}

interface Shard {
  readonly name: string;
  readonly opened: ForeignFile;
}

/** One within the other: each stays open as long as the last. */
function openAll<T>(
  [next, ...rest]: readonly { readonly name: string; readonly path: string }[],
  open: OpenOne,
  opened: readonly Shard[],
  use: (all: readonly Shard[]) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  return open(next, (one) => {
    const all = [...opened, { name: next.name, opened: one }];
    return rest.length === 0 ? use(all) : openAll(rest, open, all, use);
  });
}

function join(
  places: ReadonlyMap<string, string>,
  shards: readonly Shard[],
): ForeignFile | { readonly reason: string } {
  const tensors = new Map<string, ForeignEntry>();
  let start = 0;
  const parts = shards.map(({ name, opened }) => {
    for (const [tensor, entry] of opened.tensors) {
      if (places.get(tensor) !== name) continue;
      tensors.set(tensor, { ...entry, begin: start + entry.begin, end: start + entry.end });
    }
    start += opened.source.length;
    return { ...opened, start: start - opened.source.length };
  });
  const missing = [...places.keys()].find((tensor) => !tensors.has(tensor));
  if (missing !== undefined) {
    const file = JSON.stringify(places.get(missing));
    return {
      reason: `The file ${file} has no tensor ${JSON.stringify(missing)}, which the index says is in it. Download the model again.`,
    };
  }
  return {
    ...{ tensors, metadata: new Map(), source: joinedSource(parts, start) },
    async check(names, breathe) {
      for (const part of parts) {
        const own = names.filter((name) => part.tensors.has(name));
        const failure = await part.check?.(own, breathe);
        if (failure) return failure;
      }
      return undefined;
    },
  };
}

/** A piece never lies in two of them: tensors do not. */
function joinedSource(
  parts: readonly { readonly source: ByteSource; readonly start: number }[],
  length: number,
): ByteSource {
  return {
    length,
    read(at, count, into) {
      const part = parts.findLast(({ start }) => start <= at) ?? parts[0];
      return part.source.read(at - part.start, count, into);
    },
  };
}
