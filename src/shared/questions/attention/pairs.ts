/**
 * What a model of pairs writes of a text's sources, where it looked meanwhile, and how often it is right.
 * Numbers of pairs count from 0, in the order of the text.
 */
import * as v from 'valibot';
import type { Attention } from '../../../engine/network/shape';
import type { ExamplePart } from '../../../engine/tasks/judging/textExamples';
import type { PairRow } from '../../../engine/tasks/pairs/pairReport';
import type { TokenUnit } from '../../../engine/tasks/pairs/pairTokens';
import type { ExampleFlaw } from '../../../engine/tasks/formats/flaws';
import type { Span, Versions } from '../../model/versions';
import { natural, upTo } from '../../schemas';
import { question } from '../question';

export type { Attention } from '../../../engine/network/shape';
export type { PairRow } from '../../../engine/tasks/pairs/pairReport';
export type { TokenUnit } from '../../../engine/tasks/pairs/pairTokens';

/** How a model reads and writes. */
export interface PairManner {
  readonly attention: Attention;
  readonly units: { readonly source: TokenUnit; readonly target: TokenUnit };
}

/** A text seen through a model of pairs. */
export interface PairsOverview extends Versions, PairManner {
  /** Lines with a source. */
  readonly pairs: number;
  /** Of those, with a target as well. */
  readonly whole: number;
  /** The first line that is no pair, and why. */
  readonly flaw?: ExampleFlaw;
  /** The model learnt from this text, so that its parts are known. */
  readonly isLearnt: boolean;
  readonly approximate: false;
}

/** What was written of a source. There is a row for each token that was written, and one for the end. */
export interface WrittenPair {
  readonly sourceTokens: readonly string[];
  /** The model has seen it, by token. */
  readonly known: readonly boolean[];
  readonly targetTokens: readonly string[];
  /** Of each row, 0 to 1. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** With attention: [rows][source tokens]; a row sums to 1, or is 0 where nothing may be looked at. */
  readonly looks?: Float32Array<ArrayBuffer>;
  /** Of each row: the entropy of its shares against that of an even row, 0 to 1. */
  readonly spread?: Float32Array<ArrayBuffer>;
  /** It was stopped because it wrote no end. */
  readonly isCut: boolean;
  /** Tokens of the source, where only its beginning was read. */
  readonly cutFrom?: number;
}

/** A row whose spread is at least this says nothing of where the network looked. */
export const thinFrom = 0.8;

export interface PairAt extends Versions, PairManner {
  readonly number: number;
  readonly count: number;
  readonly line: number;
  readonly part?: ExamplePart;
  readonly source: string;
  /** Offsets in the document, one per token of the source. */
  readonly sourceSpans: readonly Span[];
  /** As it stands in the text. */
  readonly wanted?: {
    readonly tokens: readonly string[];
    readonly spans: readonly Span[];
    readonly isRight: boolean;
  };
  readonly written: WrittenPair;
  readonly approximate: false;
}

export interface TypedPair extends Versions, PairManner {
  readonly written: WrittenPair;
  readonly approximate: false;
}

/** What becomes of the target when something is kept from the network. */
export interface BlockEffect {
  readonly written: WrittenPair;
  readonly isSame: boolean;
  /** The probability of all that was written before, 0 to 1: of each row, then of all together. */
  readonly kept: Float32Array<ArrayBuffer>;
}

export interface BlockedPair extends Versions {
  readonly position: number;
  readonly before: WrittenPair;
  /** Attention may not look there; none where there is no attention. */
  readonly unseen?: BlockEffect;
  /** The network reads an unknown token there. */
  readonly unread: BlockEffect;
  readonly approximate: false;
}

export interface PairResults extends Versions {
  /** Which pairs were written: those that were not learnt from, or all of the text. */
  readonly of: 'test' | 'all';
  readonly pairs: number;
  readonly right: number;
  /** The network first; opponents learn from the training pairs, so they are there only in the text that was learnt from. */
  readonly rows: readonly { readonly judge: string; readonly row: PairRow }[];
  readonly approximate: false;
}

export interface WrongPair {
  readonly number: number;
  readonly line: number;
  readonly span: Span;
  readonly source: string;
  readonly wanted: string;
  readonly written: string;
}

export interface WrongPairs extends Versions {
  readonly count: number;
  readonly from: number;
  readonly pairs: readonly WrongPair[];
  readonly approximate: false;
}

/** A network that learnt from the first pairs of the text alone. */
export interface PairsShare extends Versions {
  /** From how many it learnt. */
  readonly pairs: number;
  readonly steps: number;
  /** On the same test pairs, in percent. */
  readonly network: { readonly exactMatch: number; readonly standardError: number };
  /** The target of the nearest of those pairs. */
  readonly nearest: { readonly exactMatch: number; readonly standardError: number };
  readonly test: number;
  readonly approximate: false;
}

export const mostWrong = 50;
/** Letters of a source that is typed. */
export const longestTyped = 2000;
/** Steps of each network of the curve. */
export const shareSteps = 400;

const source = v.pipe(v.string(), v.maxLength(longestTyped));

export const pairQuestions = /* @__PURE__ */ (() =>
  ({
    pairsOverview: question<PairsOverview>()(v.object({}), { takes: 'short' }),
    /** The pair on the line of an offset, or the nearest above it. */
    pairAt: question<PairAt>()(v.object({ offset: natural }), { takes: 'short' }),
    /** Of a source that need not stand in the text. */
    typedPair: question<TypedPair>()(v.object({ source }), { takes: 'short' }),
    blockedPair: question<BlockedPair>()(v.object({ source, position: natural }), {
      takes: 'short',
    }),
    pairResults: question<PairResults>()(v.object({}), { takes: 'long', newestOnly: true }),
    wrongPairs: question<WrongPairs>()(v.object({ from: natural, count: upTo(mostWrong) }), {
      takes: 'long',
    }),
    /** Trains a network like the model's on so many pairs of the text. */
    pairsShare: question<PairsShare>()(v.object({ pairs: upTo(1_000_000) }), {
      takes: 'long',
      newestOnly: true,
    }),
  }) as const)();

export type PairQuestions = typeof pairQuestions;
