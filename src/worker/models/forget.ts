/** What a model is to offer never again: kept in its file, as the tokens of words and passages. */
import { folded } from '../../engine/experts/forgotten';
import type { ModelFacts } from '../../engine/files/modelFile';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { ForgetRequest } from '../../shared/questions/editor/learnt';

export type ForgottenSequences = Required<Pick<ModelFacts, 'forgotten'>>;

/** Words, also where the model reads characters: it is words that are offered. */
export function withForgotten(
  { forgotten = [] }: Pick<ModelFacts, 'forgotten'>,
  { text, undo = false }: ForgetRequest,
): ForgottenSequences {
  const tokens = tokensOf(text);
  const name = nameOf(tokens);
  const others = forgotten.filter((one) => nameOf(one) !== name);
  return { forgotten: undo || tokens.length === 0 ? others : [...others, tokens] };
}

function tokensOf(text: string): string[] {
  const cut = tokenizedText(text, 'words');
  return Array.from({ length: cut.count }, (_, index) => cut.token(index));
}

const nameOf = (tokens: readonly string[]): string => tokens.map(folded).join('\u0000');
