/**
 * The document in coarse columns, asked for around what is in view: shown where single words have no
 * room, and under the words that are on their way while the map scrolls fast.
 */
import type { GateOverview } from '../../src/shared/analyst';
import { mostTokens, overviewTokens } from '../../src/shared/panel';
import { useAnswer } from '../answers';
import type { ViewProperties } from '../view';
import type { Rows } from './choices';
import type { Range } from './geometry';
import { overviewAround } from './geometry';

export function useCoarse(
  { page, host }: ViewProperties,
  asked: {
    readonly rows: Rows;
    readonly range: Range | undefined;
    readonly tokensPerColumn: number;
    readonly active: boolean;
  },
): GateOverview | undefined {
  const { gate, layer, panel } = page;
  const overview = panel?.overview;
  const { rows, range, active } = asked;
  const tokensPerColumn = Math.max(asked.tokensPerColumn, overviewTokens);
  // A short text is there in a few tiles; it needs nothing under them.
  const useful = asked.tokensPerColumn > 1 || (overview?.tokens ?? 0) > mostTokens;
  const wanted = active && range && rows.units && overview && useful;
  const question = wanted
    ? {
        ...{ layer, gate, tokensPerColumn },
        ...overviewAround(range, tokensPerColumn, overview.tokens),
        chosen: [...rows.units],
      }
    : undefined;
  const { held } = useAnswer(
    (coarse: NonNullable<typeof question>) => host.call('gateOverview', coarse),
    question,
    overview,
    `${rows.subject} ${tokensPerColumn}`,
  );
  return held?.answer;
}
