/**
 * The panel's questions about memory, units and what if, handed on to the analyst. They take seconds: when
 * the page calls one off, the thread hears of it. A unit's name is written into the model's file, so
 * there must be one that no training is about to replace.
 */
import type { AnalystContract } from '../../shared/questions/analyst';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { PanelInspectionContract } from '../../shared/pages/panelInspection';
import { inspectionSchemas as schemas } from '../../shared/pages/panelInspection';
import type { PanelWhatIfContract } from '../../shared/pages/panelWhatIf';
import { whatIfSchemas } from '../../shared/pages/panelWhatIf';
import type { UnitNames } from '../../shared/questions/inspection';
import type { CallOptions, Handlers, Job } from '../../shared/wire/rpc';
import { deadlines } from '../threads/threadCalls';
import { checkedHandler } from '../pages/checkedHandler';
import type { Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly sessions: Sessions;
  /** A model that came with the extension. */
  readonly isShipped: (path: string) => boolean;
  /** Asks about the panel's document, if there is one. */
  about<T>(ask: (documentKey: string) => Promise<Result<T>>): Promise<Result<T>>;
}

export function inspectionHandlers(
  room: Needs,
): Handlers<PanelInspectionContract & PanelWhatIfContract> {
  const { analyst, about } = room;
  return {
    substitution: checkedHandler(schemas.substitution, (asked, job) =>
      about((documentKey) => analyst.call('substitution', { ...asked, documentKey }, patient(job))),
    ),
    cellChanges: checkedHandler(schemas.cellChanges, (asked, job) =>
      about((documentKey) => analyst.call('cellChanges', { ...asked, documentKey }, patient(job))),
    ),
    ledger: checkedHandler(schemas.ledger, (asked, job) =>
      about((documentKey) => analyst.call('ledger', { ...asked, documentKey }, patient(job))),
    ),
    layerSurvey: checkedHandler(schemas.layerSurvey, (asked, job) =>
      about((documentKey) => analyst.call('layerSurvey', { ...asked, documentKey }, patient(job))),
    ),
    unitPage: checkedHandler(schemas.unitPage, (asked, job) =>
      about((documentKey) => analyst.call('unitPage', { ...asked, documentKey }, patient(job))),
    ),
    ablation: checkedHandler(schemas.ablation, (asked, job) =>
      about((documentKey) => analyst.call('ablation', { ...asked, documentKey }, patient(job))),
    ),
    whatIf: checkedHandler(whatIfSchemas.whatIf, (asked, job) =>
      about((documentKey) => analyst.call('whatIf', { ...asked, documentKey }, patient(job))),
    ),
    heldGates: checkedHandler(whatIfSchemas.heldGates, (asked, job) =>
      about((documentKey) => analyst.call('heldGates', { ...asked, documentKey }, patient(job))),
    ),
    nameUnit: checkedHandler(schemas.nameUnit, (asked) =>
      about((documentKey) => nameUnit(room, documentKey, asked)),
    ),
  };
}

async function nameUnit(
  { analyst, sessions, isShipped }: Needs,
  key: string,
  asked: { readonly layer: number; readonly unit: number; readonly name: string },
): Promise<Result<UnitNames>> {
  const session = sessions.find(key);
  // Whose file it is does not matter: a model can be another text's.
  const busy = sessions.all().find(({ before, stopping }) => before !== undefined || stopping);
  if (busy) {
    return failed({ kind: 'alreadyTraining', name: busy.name, sameDocument: busy.key === key });
  }
  if (session?.model?.kind !== 'file') {
    return failed({ kind: 'noModel', name: session?.name ?? 'This text' });
  }
  const { path } = session.model;
  if (isShipped(path)) return failed({ kind: 'shippedModel' });
  const named = await analyst.call('nameUnit', { ...asked, path });
  if (!named.ok) return named;
  for (const one of sessions.all()) {
    const same = one.model?.kind === 'file' && one.model.path === path;
    if (same) sessions.apply(one, { kind: 'named', ...named.value });
  }
  return success(named.value.unitNames);
}

function patient({ whenCancelled, cancelled }: Job): CallOptions {
  const cancel = whenCancelled && { cancelled, whenCancelled };
  return { deadline: deadlines.long, ...(cancel ? { cancel } : {}) };
}
