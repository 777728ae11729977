/** Answers to what if for tests and the gallery: shaped as the analyst's, made of waves. For looking only. */
import { success } from '../../../src/shared/failures';
import type { AskedByPage } from '../../../src/shared/questions/question';
import type { whatIfQuestions } from '../../../src/shared/questions/whatIf';
import type { Handlers } from '../../../src/shared/wire/rpc';
import type { SyntheticNetwork, SyntheticText } from './syntheticNetwork';

const versions = { documentVersion: 3, modelVersion: 12 };
const likely = ['people', 'city', 'gods', 'king', 'rest', 'are', 'the', ',', '\n', 'we', 'own'];

export function syntheticWhatIf(
  text: SyntheticText,
  { gates, hidden }: SyntheticNetwork,
  layers: number,
  note: (method: string, request: unknown) => void,
): Handlers<AskedByPage<typeof whatIfQuestions>> {
  const all = text.tokens.length;
  return {
    whatIf(asked) {
      note('whatIf', asked);
      const from = Math.min(...asked.interventions.map((one) => one.from));
      const count = Math.min(asked.count, all - 1 - from);
      if (count < 1) return { ok: false, failure: { kind: 'noToken' } };
      const each = (wave: (n: number) => number) => Float32Array.from({ length: count }, (_, n) => wave(n)); // prettier-ignore
      const before = each((n) => gates[asked.trace.gate][(from + n) * hidden + asked.trace.unit]);
      const end = from + count + 1;
      const at = Math.max(from + 1, Math.min(asked.at ?? from + 4, from + count));
      const chance = (n: number, share: number) => ({ probability: 0.3 * share ** n, rank: n + 1 });
      const expected = likely.map((word, n) => ({
        ...{ word, before: chance(n, 0.6), after: chance((n * 3) % likely.length, 0.8) },
      }));
      return success({
        ...versions,
        words: {
          from,
          tokens: text.tokens.slice(from, end),
          spans: text.spans.slice(from, end),
          known: text.known.slice(from, end),
        },
        bits: each((n) => 5 + 3 * Math.sin(n * 1.3) * Math.cos(n * 0.4)),
        change: each((n) => 1.5 * Math.sin(n * 2.1) ** 2 - 0.3),
        trace: { before, after: before.map((value, n) => value + 0.4 * Math.sin(n / 5)) },
        at,
        expected,
        came: {
          word: text.tokens[at],
          before: { probability: 0.002, rank: 71 },
          after: { probability: 0.0004, rank: 240 },
        },
        unknown: {
          before: { probability: 0.001, rank: 90 },
          after: { probability: 0.002, rank: 75 },
        },
        labelled: { inside: { count: 12, change: 0.31 }, outside: { count: 88, change: -0.02 } },
        ...(asked.interventions.some(({ to }) => to.kind === 'mean') && {
          meanOver: { from: 0, count: all },
        }),
        approximate: false,
      });
    },
    heldGates(asked) {
      note('heldGates', asked);
      return success({
        ...versions,
        ...{ from: 1, count: Math.min(asked.count, all - 1), bits: 5.314, approximate: false },
        gates: Array.from({ length: layers }, (_, layer) =>
          Object.keys(gates)
            .filter((name) => /gate$|^candidate$/i.test(name))
            .map((gate, n) => ({ layer, gate, change: 0.9 / (n + 1) - 0.2 * layer })),
        ).flat(),
        meanOver: { from: 0, count: all },
      });
    },
  };
}
