/** The page's end of the wall: what the host answers and tells is checked here, and typed from here on. */
import * as v from 'valibot';
import {
  laboratorySections,
  type Order,
  type OutcomeOf,
  type RunNews,
  type SectionId,
} from '../../src/shared/laboratory/sections';
import type { Told } from '../../src/shared/failures';
import type {
  LaboratoryHostContract,
  LaboratoryAct,
  LaboratoryOpening,
  LaboratoryPageContract,
  Wanted,
} from '../../src/shared/pages/laboratoryPage';
import { laboratoryPageSchemas as schemas } from '../../src/shared/pages/laboratoryPage';
import type { CancelSignal } from '../../src/shared/wire/canceller';
import type { CallOptions } from '../../src/shared/wire/rpc';
import { CallError } from '../../src/shared/wire/rpc';
import type { VsCodeApi } from '../page/hostPort';
import { connectPage } from '../page/hostPort';

export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Called off by this page. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly sentence: string };

export interface LaboratoryHost {
  ready(): Promise<Answer<LaboratoryOpening>>;
  act(act: LaboratoryAct): Promise<Answer<string | undefined>>;
  run<K extends SectionId>(
    section: K,
    order: Order<K>,
    cancel: CancelSignal,
  ): Promise<Answer<OutcomeOf<K>>>;
}

/** A host that is asked for a run whose name and order belong together. */
interface AnyHost {
  call(name: string, order: object, options: CallOptions): Promise<{ readonly ok: boolean }>;
}

export function connectLaboratoryHost(
  api: VsCodeApi,
  page: Window,
  heard: {
    readonly told: (what: RunNews) => void;
    readonly show: (wanted: Wanted) => void;
  },
  onBug: (error: unknown) => void,
): LaboratoryHost {
  const host = connectPage<Told<LaboratoryHostContract>, LaboratoryPageContract>(
    api,
    page,
    {
      told: (what) => heard.told(v.parse(schemas.told, what)),
      show: (asked) => heard.show(v.parse(schemas.show, asked)),
    },
    onBug,
  );
  return {
    ready: async () => answerOf(schemas.opening, await host.call('ready', {})),
    act: async (act) => answerOf(schemas.acted, await host.call('act', act)),
    async run(section, order, cancel) {
      try {
        const given = await (host as AnyHost).call(section, order, { cancel });
        return answerOf(laboratorySections[section].outcome, given);
      } catch (error) {
        if (error instanceof CallError && error.kind === 'cancelled') return { kind: 'stopped' };
        throw error;
      }
    },
  };
}

function answerOf<S extends v.GenericSchema>(
  schema: S,
  given: { readonly ok: boolean },
): Answer<v.InferOutput<S>> {
  if (given.ok) {
    const { value } = v.parse(v.object({ value: v.optional(v.unknown()) }), given);
    return { kind: 'done', value: v.parse(schema, value) };
  }
  return { kind: 'failed', sentence: v.parse(schemas.refusal, given).failure.sentence };
}
