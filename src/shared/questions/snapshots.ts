/** Earlier weights of the document's model that can be looked through: what the time-lapse chooses from. */
import * as v from 'valibot';
import type { Snapshots } from '../model/weights';
import { question } from './question';

export const snapshotQuestions = /* @__PURE__ */ (() =>
  ({
    snapshots: question<Snapshots>()(v.object({}), { takes: 'short', weights: 'trained' }),
  }) as const)();
