import { expect, it } from 'vitest';
import { createPredictor } from '../../../src/engine/network/predictor';
import { random } from '../../../src/engine/random';
import { countTokens, runsOf, type Run } from '../../../src/engine/search/labels';
import { createSpanMatcher } from '../../../src/engine/search/spanMatch';
import { createUnitSearch, heldOut } from '../../../src/engine/search/unitSearch';
import { createUntrainedNetwork } from '../../../src/worker/models/untrainedNetwork';
import { searchUntrained } from '../../../src/worker/search/untrainedSearch';
import { engineHere } from '../engine';

const engine = engineHere();
const shape = { cell: 'lstm', tokens: 'words', V: 40, E: 8, H: 12, L: 2, tied: false } as const;
const model = { shape, plan: {} };
const tokens = 900;
const dice = random(3);
const ids = Int32Array.from({ length: tokens }, () => dice.below(shape.V));

/** Each gate and state of each unit over the whole text. */
function series(): Float32Array[] {
  const { layers, read, start } = createPredictor(createUntrainedNetwork(model, engine));
  const state = start();
  const all = Array.from({ length: shape.L * 6 * shape.H }, () => new Float32Array(tokens));
  for (let token = 0; token < tokens; token++) {
    read(ids[token], state);
    layers.forEach((layer, l) => {
      layer.cell.description.quantities.forEach(({ letter }, g) => {
        layer.values[letter].forEach((value, unit) => {
          all[(l * 6 + g) * shape.H + unit][token] = value;
        });
      });
    });
  }
  return all;
}

const search = (runs: readonly Run[]) => {
  const done = new Int32Array(new SharedArrayBuffer(4));
  return searchUntrained({ ...model, ids, runs, done }, engine).then((found) => {
    expect(done[0]).toBeGreaterThan(tokens - 64);
    return found;
  });
};

it('An untrained network reaches by halves what it reaches with the whole text at once', async () => {
  const runs = runsOf(Array.from(ids, (id) => (id < 5 ? 1 : 0)));
  expect(countTokens(runs)).toBeGreaterThan(50);
  const tester = createUnitSearch(runs, tokens, random(1));
  const best = Math.max(...series().map((values) => heldOut(tester.areas(values))));
  expect(best).toBeGreaterThan(0.8);
  expect(await search(runs)).toBe(best);
});

it('An untrained network matches a single span with as many units as it does one by one', async () => {
  for (const start of [7, 100, 500]) {
    const run = { start, end: start + 1 };
    const matcher = createSpanMatcher(run, tokens);
    const matching = series().filter((values) => matcher.note(values)).length;
    expect(matching).toBeGreaterThan(0);
    expect(await search([run])).toBe(matching);
  }
});
