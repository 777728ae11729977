/**
 * The shipped lessons are what the sources make: exact values from the shipped weights, and the
 * shipped bytes from one training each. After a change of the kernels, a grammar or a page:
 * `node dist/cli.js lessons --write`.
 */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readShipped } from '../../../src/cli/lessons/files';
import { checkShipped } from '../../../src/cli/lessons/table';
import { trainLesson } from '../../../src/cli/lessons/training';
import { encodeModelFile, type StoredModel } from '../../../src/engine/files/modelFile';
import { isJudgingLesson, lessonTraining, lessons } from '../../../src/engine/lessons/lessons';
import { openTaskModel } from '../../../src/engine/tasks/networks/taskModel';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { tokenize } from '../../../src/engine/text/tokens/tokenizer';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';
import { lessonIds, samplesSchema } from '../../../src/shared/lessons/lessons';
import { engineHere } from '../../worker/engine';
import { openTerminal } from '../terminal';

const media = fileURLToPath(new URL('../../../media', import.meta.url));
const folder = `${media}/lessons`;
const terminal = openTerminal();

describe.each(lessonIds)('The shipped lesson %s', (id) => {
  it('has the values that its weights give', async () => {
    const { problems } = checkShipped(await readShipped(folder, id), undefined, engineHere());
    expect(problems).toEqual([]);
  });

  it('has the bytes that its training gives', async () => {
    const { lesson } = await readShipped(folder, id);
    const trained = await trainLesson(id, lesson.seed, engineHere());
    const bytes = encodeModelFile(trained.model);
    trained.dispose();
    expect(Buffer.compare(bytes, readFileSync(`${folder}/${id}.safetensors`))).toBe(0);
  });

  it.skipIf(id === 'brackets' || isJudgingLesson(id))(
    'works on the sentences that its page quotes',
    async () => {
      const { text, lesson } = await readShipped(folder, id);
      const { starts } = tokenize(text, lesson.tokens);
      for (const { token, button } of lesson.steps) {
        const line = text.slice(text.lastIndexOf('\n', starts[token] - 1) + 1);
        expect(lesson.textbook.toLowerCase(), button).toContain(line.slice(0, 14).toLowerCase());
      }
    },
  );

  it('is below 100 kB and knows every word of the text that opens', async () => {
    const { text, model } = await readShipped(folder, id);
    const sizes = ['json', 'txt', 'safetensors'].map((kind) => statSync(`${folder}/${id}.${kind}`));
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(100_000);
    const { vocabulary } = model;
    const unknown = wordsOfPage(text, model).filter(
      (word) => vocabulary.id(word) === vocabulary.unknown,
    );
    expect(unknown).toEqual([]);
  });
});

/** Those that its network reads: of a table without the answers, as a rule in lower case. */
function wordsOfPage(text: string, { shape, task }: StoredModel): string[] {
  const read = task ? text.replaceAll(/\t.*$/gm, '').toLowerCase() : text;
  const page = tokenizedText(read, task ? newestCut('words') : shape.tokens);
  const words = Array.from({ length: page.count }, (_, n) => page.token(n));
  return task ? words.filter((word) => word.trim() !== '') : words;
}

describe('The pairs that the network of the reviews has not learnt', () => {
  it('are judged alike with and without what turns them round, and stand in the text that opens', async () => {
    const { lesson, text, model } = await readShipped(folder, 'reviewClasses');
    const pairs = ['Boring', 'Good', 'Bad', 'Amazing'].map((name) =>
      lesson.claims.find(({ id }) => id === `pair${name}`),
    );
    expect(pairs.map((claim) => claim?.held)).toEqual([true, true, true, true]);
    const kernels = engineHere().createKernels({
      ...{ threads: 1, budgetBytes: 64 << 20, interrupted: () => false },
    });
    const judge = openTaskModel(kernels, model);
    const rows = text.trimEnd().split('\n').slice(1, 9);
    const judged = judge.judgeTexts(rows.map((row) => row.split('\t')[0]));
    kernels.dispose();
    expect(rows.map((row) => row.split('\t')[1])).toEqual([
      'bad',
      'good',
      'good',
      'bad',
      'bad',
      'good',
      'good',
      'bad',
    ]);
    expect(judged.map((one) => one.class)).toEqual([
      'bad',
      'bad',
      'good',
      'good',
      'bad',
      'bad',
      'good',
      'good',
    ]);
  });
});

describe('The steps of a lesson that judges', () => {
  it.each(lessonIds.filter(isJudgingLesson))('%s: lead to words of its text', async (id) => {
    const { lesson, text } = await readShipped(folder, id);
    for (const { offset = -1, word, tab } of lesson.steps) {
      expect(['classes', 'labels']).toContain(tab);
      const example = text.slice(offset).split(tab === 'labels' ? '\n\n' : '\n')[0];
      expect(offset === 0 || text[offset - 1] === '\n').toBe(true);
      expect(example.toLowerCase()).toContain(word);
    }
  });
});

describe('The lessons of the full stop and of the pronoun', () => {
  it.each([
    ['fullStop', 'nameDecides', 'nothingCrosses'],
    ['pronoun', 'pronounAcrossStop', 'nextNameOverwrites'],
  ] as const)(
    '%s: at least 5 bits where it matters, at most 0.1 behind',
    async (id, at, behind) => {
      const { claims } = (await readShipped(folder, id)).lesson;
      const value = (name: string): number => claims.find((one) => one.id === name)?.value ?? NaN;
      expect(value(at)).toBeGreaterThanOrEqual(5);
      expect(value(behind)).toBeLessThanOrEqual(0.1);
    },
  );
});

describe('The page of a lesson', () => {
  it.each([
    ['fullStop', 'Dan on the other hand is loyal'],
    ['pronoun', 'Subrat is a nice guy'],
    ['shortGap', 'fish in the hall'],
    ['longGap', undefined],
    ['review', 'Movie was full of new jokes. I hated it.'],
  ] as const)('%s: says how often its grammar errs on purpose', async (id, mistake) => {
    const { lesson, text } = await readShipped(folder, id);
    expect(lesson.cannot).toContain(`one of ${lessons[id].mistakes} `);
    expect(lesson.cannot).toContain('on purpose');
    if (mistake === undefined) return;
    expect(lesson.cannot).toContain(`“${mistake}”`);
    expect(text).toContain(mistake);
  });

  it('says that the network of the brackets was picked', async () => {
    const { cannot, claims, seed } = (await readShipped(folder, 'brackets')).lesson;
    expect(lessons.brackets.mistakes).toBeUndefined();
    expect(cannot).toContain(`of seed ${seed}, was picked`);
    expect(claims.every(({ held }) => held)).toBe(true);
  });

  it('shows the first training otherwise', async () => {
    const others = lessonIds.filter((id) => id !== 'brackets');
    const shown = await Promise.all(others.map((id) => readShipped(folder, id)));
    expect(shown.map(({ lesson }) => lesson.seed)).toEqual(others.map(() => 1));
  });
});

describe('lessons', () => {
  it('prints the table, and fails where the shipped one is wrong', async () => {
    const right = await terminal.run('lessons', '--only', 'shortGap', '--folder', folder, '--json');
    expect(right.code, right.err + right.out).toBe(0);
    expect(JSON.parse(right.out)).toMatchObject([{ id: 'shortGap', problems: [] }]);

    const shipped = readFileSync(`${folder}/shortGap.json`, 'utf8');
    const wrong = shipped.replace(/"value": -?\d/, '"value": 1');
    expect(wrong).not.toBe(shipped);
    await terminal.file('shortGap.json', wrong);
    await terminal.file('shortGap.txt', readFileSync(`${folder}/shortGap.txt`));
    await terminal.file('shortGap.safetensors', readFileSync(`${folder}/shortGap.safetensors`));
    const failed = await terminal.run(
      'lessons',
      '--only',
      'shortGap',
      '--folder',
      terminal.path(''),
    );
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('claims is not what the weights');
  });
});

describe('The samples', () => {
  const samples = v.parse(
    samplesSchema,
    JSON.parse(readFileSync(`${media}/samples/index.json`, 'utf8')),
  );
  const text = (file: string): string => readFileSync(`${media}/samples/${file}`, 'utf8');

  it('are files, each listed once', () => {
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
    for (const { file } of samples) expect(text(file).length).toBeGreaterThan(50);
  });

  it('are learnt word by word together with the lesson that is named', () => {
    for (const { file, together } of samples) {
      if (!together) continue;
      const training = lessonTraining(together, 1, text(file));
      const learnt = tokenizedText(training.text, 'words');
      const vocabulary = buildVocabulary(learnt, 0, learnt.count);
      const words = tokenizedText(text(file), 'words');
      for (let n = 0; n < words.count; n++) {
        expect(vocabulary.id(words.token(n)), words.token(n)).not.toBe(vocabulary.unknown);
      }
    }
  });
});
