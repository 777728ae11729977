/** Counts the tokens of a document that its model has no class of its own for. */
import { isAlphabetic } from '../../engine/text/words/word';
import type { VocabularyFit } from '../../shared/model/modelFiles';
import type { Look } from './look';

const tokensAtOnce = 500;

export async function vocabularyFit({ view, until }: Look): Promise<VocabularyFit> {
  const { ids, text, model, versions } = view;
  const counts = { tokens: ids.length, unknownTokens: 0, words: 0, unknownWords: 0 };
  let token = 0;
  await until(() => {
    const end = Math.min(ids.length, token + tokensAtOnce);
    for (; token < end; token++) {
      const isUnknown = ids.id(token) === model.vocabulary.unknown;
      if (isUnknown) counts.unknownTokens++;
      if (!isAlphabetic(text.token(token))) continue;
      counts.words++;
      if (isUnknown) counts.unknownWords++;
    }
    return token >= ids.length;
  });
  return { ...versions, ...counts };
}
