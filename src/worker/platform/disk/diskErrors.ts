/** The file system's errors as reasons that a person can read. */
import type { Failure, Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';

export type DiskFailure = Extract<Failure, { kind: 'disk' }>;

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What the file system cannot say itself, in its own form. */
export const diskError = (
  code: 'ECUTSHORT' | 'EISDIR' | 'ENOTAFILE' | 'ENOSPC' | 'ENOTEMPTY',
): Error => Object.assign(new Error(code), { code });

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
  ENOTAFILE: 'it is not a file but a named pipe, a socket or a device',
  ENAMETOOLONG: 'the path is too long',
  ENOTEMPTY: 'the folder is there already and holds files',
};

/** What `act` does, with the disk's refusal as a value. @param doing as for {@link diskFailure} */
export async function attempt<T>(
  doing: string,
  act: () => Promise<T>,
): Promise<Result<T, DiskFailure>> {
  try {
    return success(await act());
  } catch (error) {
    return failed(diskFailure(doing, error));
  }
}

/** @param doing what failed, as the beginning of a sentence: "Saving the model" */
export function diskFailure(doing: string, error: unknown): DiskFailure {
  const code = errorCode(error);
  if (code === undefined) throw error; // a bug, not the disk
  const advice = advices[code];
  return { kind: 'disk', doing, reason: reasons[code] ?? code, ...(advice && { advice }) };
}

const advices: Readonly<Record<string, string | undefined>> = {
  ENOTAFILE: 'Choose a file.',
  ENOTEMPTY: 'Choose another folder, or empty it first.',
};
