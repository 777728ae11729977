/** Text that continues from a place, in parts. */
import type { Versions } from '../../model/versions';
import type { ExpertShares } from './ghostText';

/** A part of one generation; asked again and again until it is done, and other questions in between. */
export interface GenerationRequest {
  readonly documentKey: string;
  /** Goes on from what stands before it. */
  readonly offset: number;
  /** Another number for every generation. */
  readonly generation: number;
  /** How many pieces of it are there already. */
  readonly from: number;
  readonly words: number;
  /** 0: always the most probable word; 1: words as often as they are probable. */
  readonly temperature: number;
  readonly seed: number;
}

export interface GeneratedPiece {
  /** A token with the white space before it. */
  readonly text: string;
  /** Where in `text` the token begins. */
  readonly start: number;
  /** Which expert gave it; without one, the network alone. */
  readonly shares?: ExpertShares;
}

export interface GenerationAnswer extends Versions {
  readonly pieces: readonly GeneratedPiece[];
  /** Words so far, these included. */
  readonly words: number;
  readonly done: boolean;
}
