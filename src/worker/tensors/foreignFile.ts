/** A file with a model of another program, whatever its format: where its tensors lie, and their bytes. */
import type { TorchFailure } from '../../engine/files/pytorch/torchFailures';
import { describeTorchFailure } from '../../engine/files/pytorch/torchFailures';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { FileSource } from '../../shared/model/importing';
import { pickleEndings } from '../../shared/model/importing';
import type { ByteSource, Files } from '../platform/disk/files';
import { onlyAPointer, readSafetensorsHeader } from './safetensorsReader';
import { withByteSource } from './byteSources';
import type { ForeignFile, ForeignHeader } from './foreignHeader';
import { readShards, isShardIndex } from './shards';
import { strangerIn } from './strangers';
import { readTorchFile } from './torchReader';

type Use<T> = (opened: ForeignFile) => Promise<Result<T, Failure>>;

export const withForeignFile = <T>(
  files: Pick<Files, 'visit'>,
  file: FileSource,
  use: Use<T>,
): Promise<Result<T, Failure>> =>
  isShardIndex(file.name)
    ? readShards(files, file, withPart(files), use)
    : withPart(files)(file, use);

/** One file, which is not the index of several. */
const withPart =
  (files: Pick<Files, 'visit'>) =>
  <T>(file: FileSource, use: Use<T>): Promise<Result<T, Failure>> =>
    withByteSource(files, file, async (source) => {
      const header = await readForeignHeader(source, file.name);
      return header.ok ? use({ source, ...header.value }) : header;
    });

const none: ReadonlyMap<string, string> = new Map();

async function readForeignHeader(
  source: ByteSource,
  name: string,
): Promise<Result<ForeignHeader, Failure>> {
  const refused = (failure: TorchFailure): Failure => ({
    ...{ kind: 'pickle', name, reason: describeTorchFailure(failure, name) },
  });
  if (source.length === 0) return failed(refused({ kind: 'empty' }));
  const stranger = await strangerIn(source);
  if (stranger === 'archive') {
    const read = await readTorchFile(source);
    if (!read.ok) return failed(refused(read.failure));
    const { tensors, beside, check } = read.value;
    return success({
      ...{ tensors, beside, metadata: none },
      async check(names, breathe) {
        const failure = await check(names, breathe);
        return failure && refused(failure);
      },
    });
  }
  if (stranger === 'pointer') return failed({ kind: 'notImported', name, reason: onlyAPointer });
  if (stranger !== undefined) return failed(refused({ kind: stranger }));
  const parsed = await readSafetensorsHeader(source);
  if (parsed.ok) return success(parsed.header);
  if (pickleEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`))) {
    return failed(refused({ kind: 'noArchive' }));
  }
  const reason = `${describeFileFailure(parsed.failure)} Export the model again, or download the file again.`;
  return failed({ kind: 'notImported', name, reason });
}
