/** The page's end of the wall: what the host answers and tells is checked here, and typed from here on. */
import * as v from 'valibot';
import type { Told } from '../../src/shared/failures';
import type { Remote } from '../../src/shared/wire/rpc';
import type { CancelSignal } from '../../src/shared/wire/canceller';
import type { TensorRow, TensorStatistics } from '../../src/shared/model/tensors';
import type {
  ShownFile,
  TensorsHostContract,
  TensorsPageContract,
} from '../../src/shared/pages/tensorsPage';
import { tensorsPageSchemas as schemas } from '../../src/shared/pages/tensorsPage';
import type { VsCodeApi } from '../page/hostPort';
import { connectPage } from '../page/hostPort';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly isStale: boolean; readonly sentence: string };

export interface TensorsHost {
  ready(): Promise<ShownFile>;
  rows(reading: number, from: number): Promise<Answer<readonly TensorRow[]>>;
  statistics(
    reading: number,
    place: number,
    cancel: CancelSignal,
  ): Promise<Answer<TensorStatistics>>;
  importModel(): void;
  /** For `saveFile`. */
  readonly call: Remote<Pick<Told<TensorsHostContract>, 'save'>>['call'];
}

const refusal = v.object({
  ok: v.literal(false),
  failure: v.looseObject({ kind: v.string(), sentence: v.string() }),
});

function answerOf<S extends v.GenericSchema>(
  schema: S,
  given: { readonly ok: boolean },
): Answer<v.InferOutput<S>> {
  if (given.ok) {
    const { value } = v.parse(v.object({ value: v.unknown() }), given);
    return { ok: true, value: v.parse(schema, value) };
  }
  const { failure } = v.parse(refusal, given);
  return { ok: false, isStale: failure.kind === 'stale', sentence: failure.sentence };
}

export function connectTensorsHost(
  api: VsCodeApi,
  page: Window,
  onFile: (shown: ShownFile) => void,
  onBug: (error: unknown) => void,
): TensorsHost {
  const host = connectPage<Told<TensorsHostContract>, TensorsPageContract>(
    api,
    page,
    { file: (shown) => onFile(v.parse(schemas.file, shown)) },
    onBug,
  );
  return {
    ready: async () => v.parse(schemas.file, await host.call('ready', {})),
    rows: async (reading, from) =>
      answerOf(schemas.rows, await host.call('rows', { reading, from })),
    statistics: async (reading, place, cancel) =>
      answerOf(schemas.statistics, await host.call('statistics', { reading, place }, { cancel })),
    importModel: () => host.tell('importModel', {}),
    call: host.call,
  };
}
