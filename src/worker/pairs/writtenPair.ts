/** What a model wrote, as the page is told of it. */
import { spreadOf } from '../../engine/tasks/pairs/spread';
import type { Written } from '../../engine/tasks/pairs/pairModel';
import { exp } from '../../engine/math';
import { mostWritten } from '../../engine/training/pairs/writing';
import { letters } from '../../engine/tasks/pairs/pairTokens';
import type { PairManner, WrittenPair } from '../../shared/questions/attention/pairs';
import type { OpenedPairModel } from '../taskModels/pairModels';

export const mannerOf = ({ model }: Pick<OpenedPairModel, 'model'>): PairManner => ({
  attention: model.attention,
  units: model.facts.units,
});

/** Its tokens, by network. */
const knownTokens = new WeakMap<readonly string[], ReadonlySet<string>>();

function isKnownTo({ source }: { readonly source: readonly string[] }, token: string): boolean {
  const known = knownTokens.get(source) ?? new Set(source);
  knownTokens.set(source, known);
  return known.has(token);
}

export function writtenPair(
  { model }: Pick<OpenedPairModel, 'model'>,
  written: Written,
): WrittenPair {
  const { sourceTokens, targetTokens, logProbabilities, looks, source } = written;
  const { facts } = model;
  const tokens = letters(source, facts.units.source).length;
  return {
    ...{ sourceTokens, targetTokens },
    known: sourceTokens.map((token) => isKnownTo(facts, token)),
    probabilities: Float32Array.from(logProbabilities, exp),
    ...(looks && {
      looks: Float32Array.from(looks.flat()),
      spread: Float32Array.from(looks, spreadOf),
    }),
    isCut: targetTokens.length === mostWritten(sourceTokens.length),
    ...(tokens > sourceTokens.length && { cutFrom: tokens }),
  };
}
