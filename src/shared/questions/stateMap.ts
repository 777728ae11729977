/**
 * The states of a text's sentences or examples as points: what the network holds when it has read each of them, on the two
 * directions in which they differ most.
 */
import * as v from 'valibot';
import type { Versions } from '../model/versions';
import { natural } from '../schemas';
import type { ExampleUnit } from './examples';
import { question } from './question';

export const mostMapped = 2000;

export interface StateMap extends Versions {
  /** What a point is. */
  readonly unit: ExampleUnit | 'source';
  /** How many the text has; of more than are shown evenly chosen ones, or those near the cursor. */
  readonly count: number;
  /** [points][2] */
  readonly points: Float32Array<ArrayBuffer>;
  /** Of all the variance, what the two directions have of it. */
  readonly shares: readonly [number, number];
  /** Numbers that a state has. */
  readonly width: number;
  /** Offsets in the document, [points][2]. */
  readonly spans: Uint32Array<ArrayBuffer>;
  /** Words, [points]. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Beginnings of the texts. */
  readonly texts: readonly string[];
  /** Of a model that judges classes; `noAnswer` where there is none. */
  readonly classes?: {
    readonly names: readonly string[];
    readonly wanted: Uint16Array<ArrayBuffer>;
    readonly given: Uint16Array<ArrayBuffer>;
  };
  /**
   * What of a text's states is shown: the last, or the mean or maximum of all; of a model of pairs what stands
   * between reading and writing.
   */
  readonly asked: 'last' | 'mean' | 'maximum' | 'between';
  readonly approximate: boolean;
}

export const stateMapQuestions = /* @__PURE__ */ (() =>
  ({
    /** Of sentences, through a model of the next word. */
    sentenceStates: question<StateMap>()(v.object({ token: natural }), {
      takes: 'long',
      newestOnly: true,
    }),
  }) as const)();

export const pairStateQuestions = /* @__PURE__ */ (() =>
  ({
    /** Of sources, through a model of pairs. */
    sourceStates: question<StateMap>()(v.object({}), { takes: 'long', newestOnly: true }),
  }) as const)();

export const exampleStateQuestions = /* @__PURE__ */ (() =>
  ({
    /** Of examples, through a model that judges. */
    exampleStates: question<StateMap>()(v.object({}), { takes: 'long', newestOnly: true }),
  }) as const)();
