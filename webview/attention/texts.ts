/** Sentences and names of the view of attention. */
import type { ExamplePart } from '../../src/shared/questions/examples';
import type { Attention, TokenUnit } from '../../src/shared/questions/attention/pairs';

export const partTexts: Readonly<Record<ExamplePart, string>> = {
  train: 'The network learnt from it.',
  valid: 'It decided which weights were kept.',
  test: 'The network did not learn from it.',
  repeated: 'The same source was learnt from, so it does not test.',
};

export const kindTexts: Readonly<
  Record<Attention, { readonly name: string; readonly says: string }>
> = {
  none: {
    name: 'no attention',
    says: 'This network has no attention, so there is no matrix: all that it knows of the source when it writes is one vector, the state after the last token. The longer the source, the more has to fit through this bottleneck. Block a place below to see what of it came through.',
  },
  dot: {
    name: 'dot attention',
    says: 'The darker or stronger a cell, the more of the weight lay there; each row sums to 1.',
  },
  additive: {
    name: 'additive attention',
    says: 'The darker or stronger a cell, the more of the weight lay there; each row sums to 1.',
  },
  hard: {
    name: 'hard attention',
    says: 'Each row has one place: hard attention takes the state there as it is, and nothing of the others.',
  },
};

export const joinedTokens = (tokens: readonly string[], unit: TokenUnit): string =>
  tokens.join(unit === 'letters' ? '' : ' ');

export const points = (value: number): string => value.toFixed(1);
