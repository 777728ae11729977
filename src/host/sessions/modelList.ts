/** The saved models, read from their headers when somebody wants to see them and they may have changed. */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ModelListing } from '../../shared/model/modelFiles';
import { CallError } from '../../shared/wire/rpc';
import type { SupervisedThread } from '../threads/supervisor';
import { ThreadLost } from '../threads/supervisor';

const deadline = 20_000;

/** None where the analyst cannot be asked just now: whoever lists asks again. */
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
