/** What the page holds, and what of it `setState` keeps while the page is hidden. */
import * as v from 'valibot';
import type { TensorRow } from '../../src/shared/model/tensors';
import type { ShownFile } from '../../src/shared/pages/tensorsPage';
import type { TensorOrder } from './listedTensors';

export interface TensorsState {
  /** Until the host has answered there is none. */
  readonly shown?: ShownFile;
  /** So many of its rows have come. */
  readonly rows: readonly TensorRow[];
  /** Counts what was found, so that the page is drawn again. */
  readonly found: number;
  readonly filter: string;
  readonly order: TensorOrder | undefined;
  /** Whether the gates of a tensor have rows of their own. */
  readonly gates: boolean;
  /** A sentence about something that should not have happened. */
  readonly trouble?: string;
}

const keptSchema = v.object({
  filter: v.string(),
  order: v.exactOptional(
    v.object({ by: v.picklist(['name', 'numbers', 'dtype']), falling: v.boolean() }),
  ),
  gates: v.boolean(),
});

/** @param kept what `vscode.getState()` gave */
export function firstState(kept: unknown): TensorsState {
  const state = v.safeParse(keptSchema, kept);
  const { filter, order, gates } = state.success ? state.output : usual;
  return { rows: [], found: 0, filter, order, gates };
}

const usual: v.InferOutput<typeof keptSchema> = { filter: '', gates: true };

export const keptState = ({
  filter,
  order,
  gates,
}: TensorsState): v.InferOutput<typeof keptSchema> => ({
  ...{ filter, gates },
  ...(order && { order }),
});
