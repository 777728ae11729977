import { describe, expect, it } from 'vitest';
import type { CompletionFacts } from '../../../src/engine/ghostText/completionTuning';
import { usualThresholds } from '../../../src/engine/ghostText/thresholds';
import { createTwin } from '../../../src/engine/twin/twin';
import { createTrace } from '../../../src/engine/reading/trace';
import { createNetwork } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';
import type { DocumentView } from '../../../src/worker/view/documentView';
import { createDocumentCounts } from '../../../src/worker/words/documentCounts';
import {
  createCompletionExperts,
  type CompletionExperts,
} from '../../../src/worker/experts/completionExperts';

const sentence = 'the keeper painted the lighthouse again .\n';
const seenSentences = 30;
const facts: CompletionFacts = {
  weights: [0.9, 0.05, 0.05],
  theta: 0.1,
  thresholds: usualThresholds,
};

/** A text whose beginning was trained on, and what was written after it. */
function writing(written: string): {
  experts: CompletionExperts;
  view: DocumentView;
  from: number;
  to: number;
} {
  const text = tokenizedText(sentence.repeat(seenSentences) + written, 'words');
  const from = tokenizedText(sentence.repeat(seenSentences), 'words').count;
  const tokens = Array.from({ length: text.count }, (_, token) => text.token(token));
  const vocabulary = buildVocabulary(tokens);
  const counts = createDocumentCounts(text);
  while (!counts.advance(100));
  const kernels = createTwin({ interrupted: () => false });
  const network = createNetwork(kernels, {
    ...({ cell: 'lstm', tokens: 'words', tied: false } as const),
    ...{ V: vocabulary.words.length, E: 4, H: 4, L: 1 },
  });
  const predictor = createPredictor(network);
  const id = (token: number): number => vocabulary.id(text.token(token));
  const view = {
    text,
    ids: { id },
    predictor,
    trace: createTrace(predictor, () => ({ length: text.count, id })),
    versions: { documentVersion: 1, modelVersion: 1 },
    model: {
      vocabulary,
      version: () => 1,
      completion: () => facts,
      seen: { has: (_: unknown, token: number) => token < from },
    },
  };
  return {
    experts: createCompletionExperts(counts),
    view: view as unknown as DocumentView,
    from,
    to: text.count,
  };
}

function write(written: string, precision?: number) {
  const { experts, view, from, to } = writing(written);
  for (let place = from; place <= to; place++) {
    while (!experts.prepare(view, place, 4, precision));
  }
  return { experts, view, to, adaptiveThreshold: { ...experts.mixAt(view, to).adaptiveThreshold } };
}

describe('the experts while somebody writes', () => {
  it('grow stricter where what they would show is wrong, laxer where it is right', () => {
    const other = 'the keeper painted the lightship again .\n'.repeat(3);
    const wrong = write(other, 0.8).adaptiveThreshold;
    const right = write(sentence.repeat(3), 0.8).adaptiveThreshold;
    expect(wrong.doubt).toBeGreaterThan(0.03);
    expect(wrong.misleading).toBeGreaterThan(right.misleading);
    expect(right.doubt).toBeLessThan(-0.02);
    expect(wrong.words).toBe(18);
  });

  it('learn nothing of the kind from text that they were trained on', () => {
    const { experts, view, from } = writing('');
    for (let place = from - 40; place <= from; place++) {
      while (!experts.prepare(view, place, 4, 0.8));
    }
    expect(experts.mixAt(view, from).adaptiveThreshold.words).toBe(0);
  });

  it('begin anew at another precision, and without one show nothing that could be followed', () => {
    const { experts, view, to } = write(sentence, 0.8);
    expect(experts.mixAt(view, to).adaptiveThreshold.words).toBe(6);
    experts.prepare(view, to, 4, 0.9);
    expect(experts.mixAt(view, to).adaptiveThreshold.words).toBe(0);
    expect(write(sentence).adaptiveThreshold.words).toBe(0);
  });
});
