/** How well a model's vocabulary fits a text, as a sentence. Pure. */
import type { VocabularyFit } from '../../shared/model/modelFiles';
import { percent } from '../common/formatNumbers';

export function vocabularyFitSentence(
  name: string,
  lender: string,
  { tokens, unknownTokens, words, unknownWords }: VocabularyFit,
): { readonly isStrange: boolean; readonly sentence: string } {
  if (tokens === 0) {
    const sentence = `${name} is read with the model of ${lender}. It is empty; type, or paste a text.`;
    return { isStrange: false, sentence };
  }
  // A text without words of letters is judged by its tokens.
  const [unknown, all] = words > 0 ? [unknownWords, words] : [unknownTokens, tokens];
  const share = percent(unknown / all);
  const ofTokens = percent(unknownTokens / tokens);
  const ofAll =
    ofTokens === share ? '' : ` (${ofTokens} of its tokens, punctuation and line breaks counted)`;
  if (unknown === all) {
    return {
      isStrange: true,
      sentence: `The model of ${lender} shares no word with ${name}: ${share} of its words are unknown to it, so its results here mean little. Choose another model, or train one on this text.`,
    };
  }
  return {
    isStrange: false,
    sentence: `${name} is read with the model of ${lender}; ${share} of its words are unknown to that model${ofAll}.`,
  };
}
