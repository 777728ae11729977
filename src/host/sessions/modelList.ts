/** The saved models, read from their headers when they are to be shown and may have changed. */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ModelListing } from '../../shared/model/modelFiles';
import { CallError } from '../../shared/wire/rpc';
import type { SupervisedThread } from '../threads/supervisor';
import { ThreadLost } from '../threads/supervisor';

const deadline = 20_000;

/** None if the analyst cannot be asked at the moment: the caller asks again. */
export async function listModels(
  paths: readonly string[],
  analyst: Pick<SupervisedThread<AnalystContract>, 'call'>,
): Promise<readonly ModelListing[] | undefined> {
  if (paths.length === 0) return [];
  try {
    return await analyst.call('listModels', { paths }, { deadline });
  } catch (error) {
    if (error instanceof CallError || error instanceof ThreadLost) return undefined;
    throw error;
  }
}
