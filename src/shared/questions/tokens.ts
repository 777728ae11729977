/** Which words are tokens n to m, and where they stand: for views that only name or show a place. */
import * as v from 'valibot';
import type { Passage } from '../model/passage';
import type { Versions } from '../model/versions';
import { mostTokens } from './gates';
import { natural, upTo } from '../schemas';
import { question } from './question';

/** Cut to the document; empty after its end. */
export interface Tokens extends Passage, Versions {
  /** Never: words need no reading. */
  readonly approximate: false;
}

export const tokenQuestions = /* @__PURE__ */ (() =>
  ({
    tokens: question<Tokens>()(v.object({ from: natural, count: upTo(mostTokens) }), {
      takes: 'short',
    }),
  }) as const)();
