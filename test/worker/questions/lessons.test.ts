/** The analyst's part in a lesson that is trained again. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { StoredModel } from '../../../src/engine/files/modelFile';
import { measureClaims } from '../../../src/engine/lessons/lessons';
import { createNetwork, initialise, saveTensors } from '../../../src/engine/network/network';
import { random } from '../../../src/engine/random';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary, tokensIn } from '../../../src/engine/text/words/vocabulary';
import { failed, success } from '../../../src/shared/failures';
import { samplesSchema } from '../../../src/shared/lessons/lessons';
import { createLessonQuestions } from '../../../src/worker/questions/lessons';
import { engineHere } from '../engine';

const samplesFolder = path.resolve(import.meta.dirname, '../../../media/samples');
const sampleText = (file: string): string => readFileSync(path.join(samplesFolder, file), 'utf8');
const samples = v
  .parse(samplesSchema, JSON.parse(sampleText('index.json')))
  .flatMap(({ id, file, together }) => (together ? [{ id, file, together }] : []));

const job = { cancelled: false };
const asked = { lesson: 'fullStop', seed: 3 } as const;

function desk(model?: StoredModel) {
  let turns = 0;
  const questions = createLessonQuestions({
    engine: engineHere(),
    modelFiles: { open: () => Promise.resolve(success(model)) },
    clock: {
      nextTurn() {
        turns++;
        return Promise.resolve();
      },
    },
  });
  return { questions, turns: () => turns };
}

/** A network of the lesson's words that has learnt nothing. */
async function untrained() {
  const { questions } = desk();
  const training = await questions.lessonTraining(asked, job);
  if (!training.ok) throw new Error('no training');
  const text = tokenizedText(training.value.text, 'words');
  const vocabulary = buildVocabulary(tokensIn(text, [{ from: 0, to: text.count }]));
  const sizes = { V: vocabulary.size, E: 8, H: 8, L: 1, tied: false };
  const shape = { cell: 'lstm', tokens: 'words', ...sizes } as const;
  const options = { threads: 1, budgetBytes: 64 << 20, interrupted: () => false };
  const network = createNetwork(engineHere().createKernels(options), shape);
  initialise(network, random(5), vocabulary.counts);
  const facts = { version: 1, steps: 1, validationPerplexity: 9, documentKey: 'lesson:fullStop' };
  const rest = { fingerprint: [], history: [], unitNames: {}, plan: training.value.plan };
  const weights = saveTensors(network);
  const model: StoredModel = { shape, vocabulary, weights, ...facts, ...rest };
  return { network, vocabulary, model };
}

describe('The training of a lesson', () => {
  it('has a text and a plan of its seed, and takes a text of one’s own along', async () => {
    const { questions } = desk();
    const plain = await questions.lessonTraining(asked, job);
    const other = await questions.lessonTraining({ ...asked, seed: 4 }, job);
    const own = 'A king called Vikram lived in Pratapgadh.';
    const together = await questions.lessonTraining({ ...asked, together: own }, job);
    if (!plain.ok || !other.ok || !together.ok) throw new Error('no training');
    expect(plain.value.text).not.toBe(other.value.text);
    expect(other.value.plan).toMatchObject({ seed: 4 });
    expect(plain.value.text).not.toContain(own);
    expect(together.value.text).toContain(own);
    expect(plain.value.options.hiddenSize).toBeGreaterThan(0);
  });
});

describe('A sample that is trained together with a lesson', () => {
  it.each(samples)('$id: no word of it is unknown then', async ({ file, together: lesson }) => {
    const own = sampleText(file);
    const { questions } = desk();
    const training = await questions.lessonTraining({ lesson, seed: 1, together: own }, job);
    if (!training.ok) throw new Error('no training');
    const learnt = tokenizedText(training.value.text, 'words');
    const known = new Set(buildVocabulary(tokensIn(learnt, [{ from: 0, to: learnt.count }])).words);
    const text = tokenizedText(own, 'words');
    const words = [...tokensIn(text, [{ from: 0, to: text.count }])];
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => !known.has(word))).toEqual([]);
  });
});

describe('The claims of a lesson', () => {
  it('are measured in the network that the file holds, one at a time', async () => {
    const { network, vocabulary, model } = await untrained();
    const { questions, turns } = desk(model);
    const expected = measureClaims('fullStop', { network, vocabulary, seed: 3 });
    const path = '/models/a';
    const measured = await questions.measureLesson({ ...asked, path }, job);
    expect(measured).toEqual(
      success(expected.map(({ rule, value, held }) => ({ id: rule.id, value, held }))),
    );
    expect(turns()).toBe(expected.length);
    expect(expected.some(({ held }) => !held)).toBe(true);
    const called = await questions.measureLesson({ ...asked, path }, { cancelled: true });
    expect(called).toEqual(failed({ kind: 'stale' }));
  });

  it('cannot be measured where there is no network', async () => {
    const measured = await desk().questions.measureLesson({ ...asked, path: '/none' }, job);
    expect(measured).toMatchObject({ ok: false, failure: { kind: 'noModel' } });
  });
});
