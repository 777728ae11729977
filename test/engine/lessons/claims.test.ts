/** Claims can fail: a network that has learnt nothing holds none of those about memory. */
import { describe, expect, it } from 'vitest';
import type { JudgingLesson, NextWordLesson } from '../../../src/engine/lessons/lesson';
import {
  lessonText,
  lessonTraining,
  lessons,
  measureClaims,
} from '../../../src/engine/lessons/lessons';
import { createProbe, type ProbedModel } from '../../../src/engine/lessons/probe';
import { createNetwork, initialise } from '../../../src/engine/network/network';
import { random } from '../../../src/engine/random';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';
import { prepare } from '../../../src/worker/training/prepare';
import { engineHere } from '../../worker/engine';

function untrained(id: NextWordLesson): ProbedModel {
  const { tokens, sizes, cell = 'lstm' } = lessons[id];
  const text = tokenizedText(lessonText(id, 1), tokens);
  const vocabulary = buildVocabulary(text, 0, text.count);
  const kernels = engineHere().createKernels({
    ...{ threads: 1, budgetBytes: 64 << 20 },
    interrupted: () => false,
  });
  const network = createNetwork(kernels, {
    ...{ cell, tokens, V: vocabulary.size, tied: false },
    ...{ L: sizes.layers, H: sizes.hiddenSize, E: sizes.embeddingSize },
  });
  initialise(network, random(1), vocabulary.counts);
  return { network, vocabulary, seed: 1 };
}

/** Of examples as the ordinary training prepares them, before its first step. */
async function untrainedJudge(id: JudgingLesson) {
  const { text, plan, options, task } = lessonTraining(id, 1);
  const prepared = await prepare(
    {
      ...{ documentKey: `lesson:${id}`, name: id, text, modelPath: '', start: 'afresh' },
      ...{ budget: { plan }, options: { ...options, threads: 1, memoryMB: 1024 } },
      ...(task && { task }),
    },
    { model: undefined },
    { engine: engineHere(), breathe: () => Promise.resolve() },
  );
  if (!prepared.ok || prepared.value.learnt.kind === 'text') throw new Error('no training');
  const { shape, vocabulary, learnt } = prepared.value;
  const kernels = engineHere().createKernels({
    ...{ threads: 1, budgetBytes: 64 << 20 },
    interrupted: () => false,
  });
  const network = createNetwork(kernels, shape);
  initialise(network, random(1), new Float64Array(shape.outputs ?? 0).fill(1));
  return { network, vocabulary, task: learnt.facts };
}

describe('The claims in an untrained network', () => {
  it.each([
    ['fullStop', 'nameDecides'],
    ['pronoun', 'pronounAcrossStop'],
    ['shortGap', 'thingDecides'],
    ['longGap', 'acrossTheGap'],
    ['brackets', 'bracketCounts'],
    ['review', 'openingKept'],
    ['brothers', 'dishDecides'],
  ] as const)('%s: %s does not hold', (id, claim) => {
    const row = measureClaims(id, untrained(id)).find(({ rule }) => rule.id === claim);
    expect(row?.held).toBe(false);
  });
});

describe('The claims in an untrained network that judges', () => {
  it.each([
    ['reviewClasses', 'openingDecides'],
    ['story', 'firstIsKept'],
    ['order', 'ordersKept'],
    ['partsOfSpeech', 'rightDecides'],
  ] as const)('%s: %s does not hold', async (id, claim) => {
    const { network, vocabulary, task } = await untrainedJudge(id);
    const rows = measureClaims(id, { network, vocabulary, seed: 1, task });
    expect(rows.map(({ rule }) => rule.id)).toContain(claim);
    expect(rows.find(({ rule }) => rule.id === claim)?.held).toBe(false);
  });
});

describe('A probe', () => {
  const probe = createProbe(untrained('fullStop'));
  const tokens = probe.tokens('Bob is a nice person. Dan is evil.');

  it('finds no change before the word that is replaced, nor by the word itself', () => {
    const { change, size } = probe.changes(tokens, 6, ['Bob', 'Arpita']);
    expect([...size.subarray(0, 7)]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(size[7]).toBeGreaterThan(0);
    expect(Math.abs(change[7])).toBeLessThanOrEqual(size[7]);
    expect(probe.changes(tokens, 6, ['Dan']).size[7]).toBe(0);
  });

  it('finds the same change as two readings', () => {
    const { change } = probe.changes(tokens, 0, ['Dan']);
    const other = probe.bits(['Dan', ...tokens.slice(1)]);
    const own = probe.bits(tokens);
    expect(change[3]).toBeCloseTo(other[3] - own[3], 4);
  });

  it('finds the cell states changed from the replaced word on', () => {
    const changes = probe.cellChanges(tokens, 6, 'Bob');
    expect(changes[5].every((value) => value === 0)).toBe(true);
    expect(changes[6].some((value) => value !== 0)).toBe(true);
  });
});
