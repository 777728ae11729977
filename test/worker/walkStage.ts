/** A walk through a text with a small network of any cell, without threads. */
import { createTwin } from '../../src/engine/twin/twin';
import type { Kernels } from '../../src/engine/kernels/kernels';
import type { ModelShape } from '../../src/engine/network/shape';
import { createPredictor } from '../../src/engine/network/predictor';
import type { CellSteps, CellStepsRequest } from '../../src/shared/questions/cellSteps';
import { cellSteps, type WalkLook } from '../../src/worker/questions/walk/cellSteps';
import { livelyNetwork } from '../engine/exactNetwork';

export interface WalkedText {
  readonly tokens: readonly string[];
  readonly spans?: readonly { readonly start: number; readonly end: number }[];
  readonly known?: readonly boolean[];
}

/** Reads from the beginning at every question; words are numbered by their letters. */
export function walkLook(
  { tokens, spans = [], known = [] }: WalkedText,
  shape: Partial<ModelShape>,
  kernels: Kernels = createTwin({ interrupted: () => false }),
): WalkLook {
  const network = livelyNetwork(shape, kernels);
  const predictor = createPredictor(network);
  const { V } = network.shape;
  const id = (token: number): number => {
    const isKnown = known.at(token) ?? true;
    const sum = [...tokens[token]].reduce((all, sign) => all + (sign.codePointAt(0) ?? 0), 0);
    return isKnown ? 1 + (sum % (V - 1)) : 0;
  };
  return {
    view: {
      versions: { documentVersion: 3, modelVersion: 12 },
      predictor,
      text: {
        token: (n) => tokens[n],
        start: (n) => spans[n]?.start ?? 0,
        end: (n) => spans[n]?.end ?? 0,
      },
      ids: { id, length: tokens.length },
      model: { network, vocabulary: { unknown: 0 } },
    },
    read(from, count, visit) {
      const state = predictor.start();
      for (let token = 0; token < from + count; token++) {
        predictor.read(id(token), state);
        if (token >= from) visit(token);
      }
      return Promise.resolve(false);
    },
  };
}

export type WalkAsked = Omit<CellStepsRequest, 'documentKey' | 'weights'>;

export async function stepsOf(look: WalkLook, asked: WalkAsked): Promise<CellSteps> {
  const answered = await cellSteps(look, { ...asked, documentKey: 'file:///text' });
  if (!answered.ok) throw new Error(answered.failure.kind);
  return answered.value;
}

/** Steps of a small network of a cell, as the analyst tells them; for the gallery of the page. */
export function createSyntheticSteps(
  text: WalkedText,
  { cell, hidden: H, layers: L }: { cell: string; hidden: number; layers: number },
) {
  const window = /^window:(\d+)$/.exec(cell)?.[1];
  const shape = {
    ...{ cell, H, L, V: 97, E: 16 },
    ...(window !== undefined && { window: Number(window) }),
  };
  let look: ReturnType<typeof walkLook> | undefined;
  return (asked: WalkAsked) =>
    stepsOf((look ??= walkLook(text, shape)), asked).then((value) => ({
      ok: true as const,
      value,
    }));
}
