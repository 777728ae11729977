/**
 * A unit's name, written into the model's file: there must be one that no training is about to
 * replace, and all documents that use the model learn of it.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { UnitNames } from '../../shared/model/unitNames';
import type { Sessions } from '../sessions/sessions';
import { writableModel } from '../sessions/writableModel';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly sessions: Sessions;
  /** A model that came with the extension. */
  readonly isShipped: (path: string) => boolean;
}

export async function nameUnit(
  needs: Needs,
  key: string,
  asked: { readonly layer: number; readonly unit: number; readonly name: string },
): Promise<Result<UnitNames>> {
  const { analyst, sessions } = needs;
  const found = writableModel(needs, key);
  if (!found.ok) return found;
  const path = found.value;
  const named = await analyst.call('nameUnit', { ...asked, path });
  if (!named.ok) return named;
  for (const one of sessions.all()) {
    const same = one.model?.kind === 'file' && one.model.path === path;
    if (same) sessions.apply(one, { kind: 'named', ...named.value });
  }
  return success(named.value.unitNames);
}
