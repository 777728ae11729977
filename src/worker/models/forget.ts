/** What a model is to offer never again: kept in its file, as the tokens of words and passages. */
import { folded } from '../../engine/experts/forgotten';
import type { ModelFacts } from '../../engine/files/modelFile';
import { cutOfShape, isSameCut, newestCut, type Cut } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { ForgetRequest } from '../../shared/questions/editor/learnt';

export type ForgottenSequences = Required<Pick<ModelFacts, 'forgotten'>>;

/** Words, also where the model reads characters: it is words that are offered. */
export function withForgotten(
  { forgotten = [], shape }: Pick<ModelFacts, 'forgotten' | 'shape'>,
  { text, undo = false }: ForgetRequest,
): ForgottenSequences {
  const tokens = tokensOf(text, cutOfWords(cutOfShape(shape)));
  const name = nameOf(tokens);
  const others = forgotten.filter((one) => nameOf(one) !== name);
  return { forgotten: undo || tokens.length === 0 ? others : [...others, tokens] };
}

/**
 * The same for another model of the text, whose words may be cut otherwise. Of the spaces between its
 * tokens a passage says nothing, so where both are possible it is forgotten with them and without.
 */
export function forgottenAs(
  { forgotten = [], shape }: Pick<ModelFacts, 'forgotten' | 'shape'>,
  cut: Cut,
): ForgottenSequences['forgotten'] {
  const [before, after] = [cutOfWords(cutOfShape(shape)), cutOfWords(cut)];
  if (isSameCut(before, after)) return forgotten;
  const found = forgotten.flatMap((tokens) => {
    const closed = tokens.join('');
    const isOne = nameOf(tokensOf(closed, before)) === nameOf(tokens);
    return [tokens.join(' '), ...(isOne ? [closed] : [])].map((text) => tokensOf(text, after));
  });
  const byName = new Map(found.map((tokens) => [nameOf(tokens), tokens]));
  return [...byName.values()].filter(({ length }) => length > 0);
}

/** As completion offers them. */
const cutOfWords = (cut: Cut): Cut => (cut.kind === 'characters' ? newestCut('words') : cut);

function tokensOf(raw: string, cut: Cut): string[] {
  const text = tokenizedText(raw, cut);
  const tokens = Array.from({ length: text.count }, (_, index) => text.token(index));
  // A passage is the same wherever its lines break.
  return tokens.filter((token) => !token.startsWith('\n'));
}

const nameOf = (tokens: readonly string[]): string => tokens.map(folded).join('\u0000');
