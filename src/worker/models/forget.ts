/** What a model is to offer never again: kept in its file, as the tokens of words and passages. */
import { folded } from '../../engine/experts/forgotten';
import type { ModelFacts } from '../../engine/files/modelFile';
import { cutOfShape, newestCut, type Cut } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { ForgetRequest } from '../../shared/questions/editor/learnt';

export type ForgottenSequences = Required<Pick<ModelFacts, 'forgotten'>>;

/** Words, also where the model reads characters: it is words that are offered. */
export function withForgotten(
  { forgotten = [], shape }: Pick<ModelFacts, 'forgotten' | 'shape'>,
  { text, undo = false }: ForgetRequest,
): ForgottenSequences {
  const tokens = tokensOf(text, cutOfWords(shape));
  const name = nameOf(tokens);
  const others = forgotten.filter((one) => nameOf(one) !== name);
  return { forgotten: undo || tokens.length === 0 ? others : [...others, tokens] };
}

/** As completion offers them. */
const cutOfWords = (shape: ModelFacts['shape']): Cut =>
  shape.tokens === 'characters' ? newestCut('words') : cutOfShape(shape);

function tokensOf(raw: string, cut: Cut): string[] {
  const text = tokenizedText(raw, cut);
  const tokens = Array.from({ length: text.count }, (_, index) => text.token(index));
  // A passage is the same wherever its lines break.
  return tokens.filter((token) => !token.startsWith('\n'));
}

const nameOf = (tokens: readonly string[]): string => tokens.map(folded).join('\u0000');
