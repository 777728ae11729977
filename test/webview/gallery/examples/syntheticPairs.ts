/** A model of pairs, made up: dates are written as numbers, and each letter is looked at where it stands. */
import type {
  Attention,
  BlockEffect,
  PairAt,
  PairManner,
  PairQuestions,
  PairResults,
  WrittenPair,
} from '../../../../src/shared/questions/attention/pairs';
import type { AskedByPage } from '../../../../src/shared/questions/question';
import type { Handlers } from '../../../../src/shared/wire/rpc';

const versions = { documentVersion: 3, modelVersion: 12, approximate: false } as const;
const sourceText = '19th of May 1954';
const targetText = '1954-05-19';
const units = { source: 'letters', target: 'letters' } as const;

/** Which place each letter of the target looks at; -1: everywhere. */
const places = [12, 13, 14, 15, -1, -1, 10, -1, 0, 1, -1];

function writtenOf(source: string, attention: Attention, blocked = -1): WrittenPair {
  const sourceTokens = [...source];
  const target = source === sourceText ? targetText : [...source].reverse().join('');
  const targetTokens = [...(blocked === 12 ? target.replace('1', '2') : target)];
  const { length } = sourceTokens;
  const rows = [...targetTokens, ''].map((_, row) => {
    const place = source === sourceText ? (places[row] ?? -1) : length - 1 - row;
    const raw = sourceTokens.map((__, at): number =>
      at === blocked ? 0 : place < 0 || place >= length ? 1 : at === place ? 60 : 1,
    );
    const sum = raw.reduce((all, one) => all + one, 0);
    return raw.map((one) => one / Math.max(1, sum));
  });
  const probabilities = Float32Array.from(rows, (_, row) => 0.99 - 0.02 * (row % 4));
  return {
    ...{ sourceTokens, targetTokens, probabilities, isCut: false },
    known: sourceTokens.map((token) => token !== '€'),
    ...(attention !== 'none' && {
      looks: Float32Array.from(rows.flat()),
      spread: Float32Array.from(rows, (row) => entropyOf(row) / Math.log(Math.max(2, length))),
    }),
  };
}

const entropyOf = (row: readonly number[]): number =>
  -row.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0);

export function syntheticPairs(
  attention: Attention,
  note: (method: string, request: unknown) => void,
): Handlers<AskedByPage<PairQuestions>> {
  const manner: PairManner = { attention, units };
  return {
    pairsOverview: () => ({
      ok: true,
      value: { ...versions, ...manner, pairs: 5000, whole: 5000, isLearnt: true },
    }),
    pairAt(asked) {
      note('pairAt', asked);
      return { ok: true, value: pairAt(manner) };
    },
    typedPair(asked) {
      note('typedPair', asked);
      return {
        ok: true,
        value: { ...versions, ...manner, written: writtenOf(asked.source, attention) },
      };
    },
    blockedPair(asked) {
      note('blockedPair', asked);
      const { source, position } = asked;
      const effect = effectOf(source, attention, position);
      return {
        ok: true,
        value: {
          ...{ ...versions, position, before: writtenOf(source, attention), unread: effect },
          ...(attention !== 'none' && { unseen: effect }),
        },
      };
    },
    pairResults: () => ({ ok: true, value: results() }),
    wrongPairs(asked) {
      note('wrongPairs', asked);
      const pairs = Array.from({ length: Math.min(asked.count, 34 - asked.from) }, (_, n) => ({
        ...{ number: 10 * n + 9, line: 10 * n + 10, span: { start: 0, end: 27 } },
        ...{ source: sourceText, wanted: targetText, written: '1954-05-10' },
      }));
      return { ok: true, value: { ...versions, count: 34, from: asked.from, pairs } };
    },
    pairsShare(asked) {
      note('pairsShare', asked);
      const exactMatch = 100 * (1 - Math.exp(-asked.pairs / 900));
      return {
        ok: true,
        value: {
          ...{ ...versions, pairs: asked.pairs, steps: 400, test: 300 },
          network: { exactMatch, standardError: 2.1 },
          nearest: { exactMatch: exactMatch / 12, standardError: 0.9 },
        },
      };
    },
  };
}

function effectOf(source: string, attention: Attention, position: number): BlockEffect {
  const before = writtenOf(source, attention);
  const written = writtenOf(source, attention, position);
  const each = before.probabilities.map((one, row) => (places[row] === position ? 0.08 : one));
  const all = each.reduce((product, one) => product * one, 1);
  return { written, isSame: position !== 12, kept: Float32Array.of(...each, all) };
}

function pairAt(manner: PairManner): PairAt {
  const spans = (text: string, from: number) =>
    [...text].map((_, at) => ({ start: from + at, end: from + at + 1 }));
  return {
    ...{ ...versions, ...manner, number: 9, count: 5000, line: 10, part: 'test' },
    ...{ source: sourceText, sourceSpans: spans(sourceText, 0) },
    wanted: {
      tokens: [...targetText],
      spans: spans(targetText, sourceText.length + 1),
      isRight: true,
    },
    written: writtenOf(sourceText, manner.attention),
  };
}

function results(): PairResults {
  const byLength = (match: (length: number) => number) =>
    [6, 8, 10, 12, 14, 16, 18].map((length) => ({ length, pairs: 70, exactMatch: match(length) }));
  const against = { network: { points: -92, standardError: 1.2, tie: false } };
  return {
    ...{ ...versions, of: 'test', pairs: 500, right: 466 },
    rows: [
      {
        judge: 'network',
        row: { exactMatch: 93.2, standardError: 1.1, byLength: byLength((n) => 104 - n) },
      },
      {
        judge: 'nearestSource',
        row: { exactMatch: 1.2, standardError: 0.5, byLength: byLength((n) => n % 3), against },
      },
    ],
  };
}
