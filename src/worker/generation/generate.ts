/**
 * Generated text, a part at a time, so that other questions are answered in between. Keeps the newest
 * generation only. Where the document was edited after the place, or the model became another one, the
 * words chosen so far are read again and it goes on; an edit before the place ends it.
 */
import { sampleWord } from '../../engine/experts/sampleWord';
import { random, type Random } from '../../engine/random';
import { createSpacing, type Passage } from '../../engine/text/spacing';
import { newestVersion } from '../../engine/text/tokens/cut';
import { wordBefore } from '../../engine/text/words/word';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { tokensBefore } from '../../engine/text/tokens/tokensBefore';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type {
  GeneratedPiece,
  GenerationAnswer,
  GenerationRequest,
} from '../../shared/questions/editor/generation';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import type { Versions } from '../../shared/model/versions';
import { continuationOf, type Continuation } from './continuation';
import type { CompletionLook } from '../documents/look';
import type { Clock } from '../platform/clock';

export interface Generations {
  goOn(
    look: CompletionLook,
    request: GenerationRequest,
  ): Promise<Result<GenerationAnswer, Failure>>;
  end(generation: number): void;
}

interface Token {
  readonly word: string;
  readonly shares: ExpertShares | undefined;
}

interface Generation {
  readonly number: number;
  readonly before: string;
  readonly dice: Random;
  readonly tokens: Token[];
  /** The tokens as text; their random numbers are already drawn. */
  readonly pieces: GeneratedPiece[];
  words: number;
  done: boolean;
  going: Going | undefined;
}

/** A generation on its way through one version of document and model. */
interface Going {
  readonly versions: Versions;
  readonly continuation: Continuation;
  /** Gets ready, a little at a time. */
  readonly prepare: () => boolean;
  readonly passage: Passage | undefined;
}

/** Milliseconds of one part: a keystroke's question waits no longer. */
const part = 25;
const tokensAtOnce = 4;
/** What stands before the place is compared as far back as this. */
const comparedBefore = 4000;
/** Tokens around the place whose spacing is learnt, and how many at once. */
const spacedTokens = 100_000;
const spacedAtOnce = 500;
/** Characters from which is decided whether a word continues. */
const longestName = 40;
/** Tokens a word, punctuation or letters included, before it ends whatever was drawn. */
const mostTokens = { words: 5, characters: 15 } as const;

export function createGenerations(clock: Pick<Clock, 'now'>): Generations {
  let newest: Generation | undefined;
  return {
    end(generation) {
      if (newest?.number === generation) newest = undefined;
    },
    async goOn(look, request) {
      const { completionDocument } = look;
      const before = textBefore(completionDocument.text, request.offset);
      if (request.from === 0 && newest?.number !== request.generation) {
        newest = begin(request, before);
      }
      const generation = newest;
      const lost =
        generation?.number !== request.generation ||
        generation.before !== before ||
        request.from > generation.pieces.length;
      if (lost) return failed({ kind: 'stale' });
      const going = goingOn(generation, look, request);
      if (!going) return failed({ kind: 'noModel', name: 'This text' });
      const deadline = clock.now() + part;
      let ready = false;
      await look.until(() => {
        if (generation.done) return true;
        if (ready) generate(generation, going, look, request);
        ready = going.prepare();
        return clock.now() > deadline;
      });
      const { words, done } = generation;
      const pieces = generation.pieces.slice(request.from);
      return success({ ...completionDocument.versions(), pieces, words, done });
    },
  };
}

const textBefore = ({ text }: TokenizedText, offset: number): string =>
  `${offset} ${text.slice(Math.max(0, offset - comparedBefore), offset)}`;

function begin({ generation, seed }: GenerationRequest, before: string): Generation {
  return {
    ...{ number: generation, before, dice: random(seed) },
    ...{ tokens: [], pieces: [], words: 0, done: false, going: undefined },
  };
}

function goingOn(
  generation: Generation,
  { completionDocument }: CompletionLook,
  { offset }: GenerationRequest,
): Going | undefined {
  const versions = completionDocument.versions();
  const { going } = generation;
  if (
    going?.versions.documentVersion === versions.documentVersion &&
    going.versions.modelVersion === versions.modelVersion
  ) {
    return going;
  }
  const { text } = completionDocument;
  const context = tokensBefore(text, offset);
  const continuation = continuationOf(completionDocument, context);
  if (!continuation) return undefined;
  const spaced = text.kind === 'characters' ? undefined : spacingAround(text, context);
  for (const { word } of generation.tokens) {
    continuation.read(word);
    spaced?.passage.next(word);
  }
  generation.going = {
    ...{ versions, continuation, passage: spaced?.passage },
    prepare: () => (spaced?.learn() ?? true) && continuation.prepare(tokensAtOnce),
  };
  return generation.going;
}

function spacingAround(text: TokenizedText, context: number) {
  const spacing = createSpacing();
  const passage = spacing.passage();
  let at = Math.max(0, Math.min(context, text.count - spacedTokens / 2) - spacedTokens / 2);
  const end = Math.min(text.count, at + spacedTokens);
  const line = context - lineLength(text, context);
  for (let index = line; index < context; index++) passage.read(text.token(index));
  return {
    passage,
    learn(): boolean {
      const to = Math.min(end, at + spacedAtOnce);
      spacing.learn(text, at, to);
      at = to;
      return at >= end;
    },
  };
}

/** Tokens since the last line break, that one included. */
function lineLength(text: TokenizedText, context: number): number {
  const longest = 500;
  let length = 0;
  while (length < Math.min(longest, context)) {
    length++;
    if (text.token(context - length) === '\n') break;
  }
  return length;
}

/** One token more. */
function generate(
  generation: Generation,
  { continuation, passage }: Going,
  { completionDocument }: CompletionLook,
  { words, temperature }: GenerationRequest,
): void {
  const expected = continuation.expected();
  const id = sampleWord(expected, temperature, generation.dice);
  if (id === undefined) {
    generation.done = true;
    return;
  }
  const word = expected.words[id];
  const { tokens, pieces } = generation;
  const isFirst = pieces.every(({ text }) => text.trim() === '');
  const isWord = passage ? countsAsWord(word) : beginsWord(word, tokens);
  // A word of letters goes on to its end.
  if (isWord && generation.words >= words) {
    generation.done = true;
    return;
  }
  if (isWord) generation.words++;
  tokens.push({ word, shares: expected.sharesOf(id) });
  pieces.push(pieceOf(word, isFirst, passage, expected.sharesOf(id)));
  continuation.read(word);
  const most =
    words * mostTokens[completionDocument.text.kind === 'characters' ? 'characters' : 'words'];
  const isLastWord = passage !== undefined && generation.words >= words;
  generation.done = isLastWord || tokens.length >= most;
}

const countsAsWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);

/** Where tokens are characters: none that only goes on with the word or number before it. */
function beginsWord(character: string, tokens: readonly Token[]): boolean {
  if (!countsAsWord(character)) return false;
  const before = tokens.slice(-longestName).map(({ word }) => word);
  return wordBefore(before.join(''), newestVersion) === '' && !countsAsWord(before.at(-1) ?? '');
}

/** White space at the very beginning belongs to no token. */
function pieceOf(
  word: string,
  isFirst: boolean,
  passage: Passage | undefined,
  shares: ExpertShares | undefined,
): GeneratedPiece {
  const { gap, text } = passage?.next(word) ?? { gap: '', text: word };
  const given = shares ? { shares } : {};
  if (!isFirst) return { text: gap + text, start: gap.length, ...given };
  return { text: /^\s+$/u.test(text) ? '' : text, start: 0, ...given };
}
