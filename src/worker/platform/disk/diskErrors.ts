/** The file system's errors as reasons that a person can read. */
import type { Failure } from '../../../shared/failures';

export type DiskFailure = Extract<Failure, { kind: 'disk' }>;

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk reported an error',
  EBUSY: 'the file is in use by another program',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'a folder is in the place of the file',
  ECUTSHORT: 'the file became shorter while it was read',
  ENAMETOOLONG: 'the path is too long',
};

/** @param doing what failed, as the beginning of a sentence: "Saving the model" */
export function diskFailure(doing: string, error: unknown): DiskFailure {
  const code = errorCode(error);
  if (code === undefined) throw error; // a bug, not the disk
  return { kind: 'disk', doing, reason: reasons[code] ?? code };
}
