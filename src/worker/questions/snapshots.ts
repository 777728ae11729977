/** Answers which earlier weights of the document's model can be looked through. */
import { success, type Failure, type Result } from '../../shared/failures';
import type { Snapshots } from '../../shared/model/weights';
import type { Look } from '../documents/look';

export async function snapshots({ view }: Look): Promise<Result<Snapshots, Failure>> {
  const listed = (await view.model.snapshots?.list()) ?? [];
  return success({ ...view.versions, snapshots: listed });
}
