/** A model of a few units as a worker holds it, without a file, and its document seen through it. */
import { usualFacts } from '../../src/engine/ghostText/completionTuning';
import { forgetting } from '../../src/engine/experts/forgotten';
import { createNetwork, initialise } from '../../src/engine/network/network';
import { createPredictor } from '../../src/engine/network/predictor';
import { random } from '../../src/engine/random';
import { createSurpriseBatch } from '../../src/engine/reading/surpriseBatch';
import { isAlphabetic } from '../../src/engine/text/words/word';
import { newestCut } from '../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary } from '../../src/engine/text/words/vocabulary';
import { createTwin } from '../../src/engine/twin/twin';
import type { LoadedModel } from '../../src/worker/models/loadedModel';
import { readSeen } from '../../src/worker/models/seenText';

/** @param text whose tokens it knows */
export function tinyModel(text: string, changes: Partial<LoadedModel> = {}): LoadedModel {
  const cut = changes.cut ?? newestCut('words');
  const sample = tokenizedText(text, cut);
  const tokens = Array.from({ length: sample.count }, (_, token) => sample.token(token));
  const vocabulary = buildVocabulary(tokens);
  const V = vocabulary.words.length;
  const network = createNetwork(createTwin({ interrupted: () => false }), {
    ...({ cell: 'lstm', tokens: cut.kind, cut: cut.version, tied: false } as const),
    ...{ V, E: 4, H: 4, L: 1 },
  });
  const dice = random(7);
  initialise(
    network,
    dice,
    Array.from({ length: V }, () => 1),
  );
  const { values } = network.parameters;
  for (let n = 0; n < values.length; n++) values[n] += dice.between(-0.3, 0.3);
  return {
    ...{ network, vocabulary, cut },
    predictor: createPredictor(network),
    judge: createSurpriseBatch(network),
    alphabetic: Uint8Array.from(vocabulary.words, (word) => (isAlphabetic(word) ? 1 : 0)),
    seen: readSeen(new Uint8Array(0)),
    forgotten: forgetting([]),
    ofUnknownText: false,
    plan: undefined,
    version: () => 1,
    completion: () => usualFacts,
    ...changes,
  };
}
