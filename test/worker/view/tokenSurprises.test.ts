import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSurpriseBatch } from '../../../src/engine/reading/surpriseBatch';
import { createSurpriseStore } from '../../../src/engine/reading/surpriseStore';
import { createPredictor } from '../../../src/engine/network/predictor';
import { createNearMarks, judgeTokens } from '../../../src/worker/view/tokenSurprises';
import { smallNetwork } from '../../engine/smallNetwork';

const network = smallNetwork();
const { V } = network.shape;

/** A text of ids that is read through the small network and edited. */
function stage(text: readonly number[], mostMarks = 256) {
  const predictor = createPredictor(network);
  const judge = createSurpriseBatch(network);
  let judged = 0;
  const counting = {
    ...judge,
    judge(count: number) {
      judged += count;
      return judge.judge(count);
    },
  };
  const parts = {
    ...{ predictor, surprises: createSurpriseStore(), nearMarks: createNearMarks(mostMarks) },
    model: { judge: counting },
  };
  let ids = [...text];
  const view = { ...parts, ids: { id: (token: number) => ids[token] } };

  /** As a screen that shows these tokens does. */
  function look(guessed: boolean, first = 0, end = ids.length) {
    const bits: number[] = [];
    const guesses: boolean[] = [];
    const reading = createPredictor(network);
    const state = reading.start();
    for (let token = 0; token < first; token++) reading.read(ids[token], state);
    const before = judged;
    for (let from = first; from < end;) {
      const stretch = { from, to: end, state, approximate: false, guessed };
      from = judgeTokens(view, stretch, (token, surprise, isGuess) => {
        bits[token - first] = surprise.bits;
        guesses[token - first] = isGuess;
      });
    }
    return { bits, guesses, judged: judged - before };
  }

  return {
    look,
    ids: () => ids,
    edit(firstChanged: number, removed: number, inserted: readonly number[]) {
      ids = [...ids.slice(0, firstChanged), ...inserted, ...ids.slice(firstChanged + removed)];
      const change = { firstChanged, removed, inserted: inserted.length };
      parts.surprises.replace(change);
      parts.nearMarks.follow(change);
    },
  };
}

const words = (length: number): number[] =>
  Array.from({ length }, (_, n) => (7 * n + (n >> 3) + ((n * n) >> 5)) % V);

const worst = (some: readonly number[], others: readonly number[]): number =>
  Math.max(...some.map((one, n) => Math.abs(one - others[n])));

/** What is known is kept in single precision. */
const rounding = 1e-5;

describe('What is judged after an edit', () => {
  it('is no more than what the edit changed by more than a trace', () => {
    const page = stage(words(600));
    expect(page.look(true).judged).toBe(600);
    page.edit(100, 1, [3, 5]);
    const after = page.look(true);
    expect(after.judged).toBeLessThan(200);
    expect(after.guesses.slice(0, 102)).not.toContain(true);
    expect(after.guesses.at(-1)).toBe(true);
    expect(worst(after.bits, stage(page.ids()).look(false).bits)).toBeLessThan(0.01);
  });

  it('is everything behind the edit where guesses are not good enough', () => {
    const page = stage(words(600));
    page.look(true);
    page.edit(100, 1, [3, 5]);
    page.look(true);
    const exact = page.look(false);
    expect(exact.guesses).not.toContain(true);
    expect(worst(exact.bits, stage(page.ids()).look(false).bits)).toBeLessThan(rounding);
  });

  it('is right after any edits, looked at in between or not', () => {
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    const edit = fc.record({
      at: share,
      removed: fc.nat(3),
      inserted: fc.array(fc.nat(V - 1), { maxLength: 3 }),
      /** Shares of the text that are looked at before the next edit. */
      looks: fc.array(fc.tuple(share, share), { maxLength: 2 }),
    });
    const some = fc.array(edit, { minLength: 1, maxLength: 8 });
    const many = fc.array(edit, { minLength: 33, maxLength: 60 });
    const mostMarks = fc.constantFrom(8, 12, 256);
    fc.assert(
      fc.property(fc.oneof(some, some, many), fc.boolean(), mostMarks, (edits, isRead, most) => {
        const page = stage(words(500), most);
        if (isRead) page.look(true);
        for (const { at, removed, inserted, looks } of edits) {
          const place = Math.floor(at * page.ids().length);
          page.edit(place, Math.min(removed, page.ids().length - place), inserted);
          const exact = looks.length > 0 ? stage(page.ids()).look(false).bits : [];
          for (const [from, length] of looks) {
            const first = Math.floor(from * page.ids().length);
            const end = first + Math.floor(length * (page.ids().length - first));
            const fresh = exact.slice(first, end);
            expect(worst(page.look(true, first, end).bits, fresh)).toBeLessThan(0.02);
          }
        }
        const fresh = stage(page.ids()).look(false).bits;
        expect(worst(page.look(true).bits, fresh)).toBeLessThan(0.02);
        expect(worst(page.look(false).bits, fresh)).toBeLessThan(rounding);
      }),
    );
  });

  it('is right where a word was replaced everywhere, and one before that', () => {
    const page = stage(words(1200));
    page.look(true);
    for (let place = 200; place < 1150; place += 20) page.edit(place, 1, [place % V, 2]);
    page.edit(20, 1, [3]);
    const fresh = stage(page.ids()).look(false).bits;
    expect(worst(page.look(true).bits, fresh)).toBeLessThan(0.02);
  });
});
