/**
 * How a text is cut: into which kind of tokens, and by which version of the rules. A model reads
 * every text as its training text was cut, so a version's rules never change; `tokenizer.ts` says what
 * `words` and `whitespace` are in each.
 */

export type TokenKind = 'words' | 'characters' | 'whitespace' | 'ids';

export type CutVersion = 1 | 2;

export interface Cut {
  readonly kind: TokenKind;
  readonly version: CutVersion;
}

/** Where no version is stated it is the first: that of files that are older than versions. */
export type StatedCut = TokenKind | Cut;

export const cutFrom = (stated: StatedCut): Cut =>
  typeof stated === 'string' ? { kind: stated, version: 1 } : stated;

/** What new models learn from. Reference figures (design section 6) stay on version 1. */
export const newestVersion: CutVersion = 2;

export const newestCut = (kind: TokenKind): Cut => ({ kind, version: newestVersion });

/** As a model's shape has it. */
export const cutOfShape = ({
  tokens,
  cut,
}: {
  readonly tokens: TokenKind;
  readonly cut?: CutVersion;
}): Cut => ({ kind: tokens, version: cut ?? 1 });

export const isSameCut = (one: Cut, other: Cut): boolean =>
  one.kind === other.kind && one.version === other.version;

/** Whether the newest rules cut such a text differently. */
export const isOutdated = ({ kind, version }: Cut): boolean =>
  version !== newestVersion && (kind === 'words' || kind === 'whitespace');
