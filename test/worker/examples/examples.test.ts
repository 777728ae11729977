/** What is asked about the examples of a text, answered through a model's file and through a training's weights. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createTwin } from '../../../src/engine/twin/twin';
import { runningClass } from '../../../src/engine/tasks/judging/runningClass';
import { success } from '../../../src/shared/failures';
import type { ModelSource } from '../../../src/shared/contracts/documents';
import { createExamples } from '../../../src/worker/examples/exampleAnswers';
import {
  mirrorDocument,
  type MirroredDocument,
} from '../../../src/worker/documents/mirroredDocument';
import { createWeightsPublisher } from '../../../src/worker/models/publishedWeights';
import { factsAsJson } from '../../../src/worker/models/factsAsJson';
import { systemClock } from '../../../src/worker/platform/clock';
import { createSlices } from '../../../src/worker/scheduling/slices';
import { classJudge, labelJudge, modelOf, type Wanted } from '../../engine/tasks/judging/stage';
import { judgedColours } from '../../../src/worker/questions/colours/judgedColours';
import { wordsOf } from '../../../src/engine/tasks/inputs/classWords';
import { value } from '../house';

const documentKey = 'file:///reviews.tsv';
const job = { cancelled: false };
const texts = [
  'the film is good',
  'bad film',
  'not "boring" .',
  'the film is bad',
  'good',
  'is bad',
];
const names = ['good', 'bad', 'good', 'bad', 'good', 'bad'];
const table = texts.map((text, n) => `${text}\t${names[n]}`).join('\n');

interface Stage {
  readonly document: MirroredDocument;
  readonly ask: ReturnType<typeof createExamples>;
  edit(text: string): void;
}

/** @param beside other models of the document */
function open(
  text: string,
  source: ModelSource,
  bytes?: Uint8Array<ArrayBuffer>,
  beside: readonly Uint8Array<ArrayBuffer>[] = [],
): Stage {
  const document = mirrorDocument({ documentKey, version: 1, text });
  document.source = source;
  const ask = createExamples({
    documents: { find: (key) => (key === documentKey ? document : undefined) },
    slices: createSlices(systemClock),
    files: {
      stamp: () => Promise.resolve('1'),
      read: (path) => Promise.resolve(success(path === '/m' ? bytes : beside[Number(path)])),
      beside: () => Promise.resolve(beside.map((_, n) => String(n))),
    },
    createKernels: () => createTwin({ interrupted: () => false }),
  });
  return {
    ...{ document, ask },
    edit(changed) {
      document.raw = changed;
      document.version++;
    },
  };
}

const judge = classJudge('twin');
const openClasses = (text = table, key = documentKey): Stage =>
  open(text, { kind: 'file', path: '/m' }, modelOf(judge, key));
const openLabels = (text: string, wanted?: Wanted): Stage =>
  open(text, { kind: 'file', path: '/m' }, modelOf(labelJudge('twin', wanted), documentKey));

const about = { documentKey };
let stage: Stage;
beforeEach(() => (stage = openClasses()));

describe('An example', () => {
  it('is the one at the cursor, with its class, its part and its words', async () => {
    const offset = table.indexOf('film\tbad');
    const {
      example,
      names: known,
      count,
    } = value(await stage.ask.exampleAt({ ...about, offset }, job));
    if (example.task !== 'classes') throw new Error('Classes');
    expect([count, example.number, known[example.wanted]]).toEqual([6, 1, 'bad']);
    expect(example.tokens).toEqual(['bad', 'film']);
    expect(example.spans.map(({ start, end }) => table.slice(start, end))).toEqual(['bad', 'film']);
    expect(example.part).toBe('train');
    expect(example.known).toEqual([true, true]);
    const [, last] = runningClassOf(['bad', 'film']);
    expect([...example.probabilities]).toEqual(last);
  });

  it('is found from any place of its line, and after the last', async () => {
    const numberAt = async (offset: number) =>
      value(await stage.ask.exampleAt({ ...about, offset }, job)).example.number;
    expect(await numberAt(0)).toBe(0);
    expect(await numberAt(table.indexOf('\n'))).toBe(0);
    expect(await numberAt(table.indexOf('\n') + 1)).toBe(1);
    expect(await numberAt(table.length)).toBe(5);
    const turned = texts.map((text, n) => `${names[n]}\t${text}`).join('\n');
    stage.edit(turned);
    const offset = turned.indexOf('\n') + 2;
    expect(await numberAt(offset)).toBe(1);
  });

  it('runs: the class after each word is that of the words up to it', async () => {
    const { example } = value(await stage.ask.exampleAt({ ...about, offset: 0 }, job));
    if (example.task !== 'classes' || !example.running) throw new Error('It runs');
    const { classes, values, leading, confidence } = example.running;
    const rows = runningClassOf(['the', 'film', 'is', 'good']);
    rows.forEach((row, at) => {
      classes.forEach((c, k) => expect(values[at * classes.length + k]).toBeCloseTo(row[c], 6));
      expect(confidence[at]).toBeCloseTo(Math.max(...row), 6);
      expect(row[leading[at]]).toBe(Math.max(...row));
    });
  });

  it('has the places of a quoted text in the file', async () => {
    const quoted =
      'text,class\n"a ""good"" film, they say",good\nbad film,bad\nbad,bad\ngood,good\n';
    const document = openClasses(quoted.replaceAll(',', '\t').replace('film\t', 'film,'));
    const { example } = value(await document.ask.exampleAt({ ...about, offset: 14 }, job));
    const at = example.tokens.indexOf('good');
    const raw = document.document.raw.slice(example.spans[at].start, example.spans[at].end);
    expect(raw).toBe('good');
  });

  it('is a line or a paragraph of a text that is no table, and has no answer', async () => {
    for (const [text, unit, count] of [
      ['the film is good\nbad film', 'line', 2],
      ['the film\nis good\n\nbad film\n', 'paragraph', 2],
    ] as const) {
      const plain = openClasses(text);
      const answer = value(await plain.ask.exampleAt({ ...about, offset: 0 }, job));
      expect([answer.unit, answer.count]).toEqual([unit, count]);
      expect(answer.example.part).toBeUndefined();
      expect(answer.example).toMatchObject({ wanted: 0xffff });
    }
  });

  it('of a text without a word there is none', async () => {
    expect(await openClasses(' \n').ask.exampleAt({ ...about, offset: 0 }, job)).toMatchObject({
      failure: { kind: 'noToken' },
    });
  });
});

function runningClassOf(words: readonly string[]): number[][] {
  const running = runningClass(judge, words);
  while (!running.advance());
  return words.map((_, at) => [...running.probabilities.subarray(at * 3, at * 3 + 3)]);
}

describe('Results', () => {
  it('are of the test examples of the text that was learnt from, of all of another', async () => {
    const own = value(await stage.ask.judgedResults(about, job));
    expect([own.of, own.examples]).toEqual(['test', 2]);
    const other = openClasses(table, 'file:///other.tsv');
    const all = value(await other.ask.judgedResults(about, job));
    expect([all.of, all.examples, all.answers]).toEqual(['all', 6, 6]);
    expect(all.cells.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    expect(all.figures.map(({ count }) => count)).toEqual([3, 3, 0]);
  });

  it('list the examples behind each number, page by page', async () => {
    const other = openClasses(table, 'file:///other.tsv');
    const { cells, right } = value(await other.ask.judgedResults(about, job));
    let wrong = 0;
    for (const cell of cells) {
      const listed = value(await other.ask.judgedList({ ...about, cell, from: 0, count: 50 }, job));
      expect(listed.count).toBe(cell.count);
      for (const { number, wanted, given, text, span } of listed.examples) {
        expect([texts[number], wanted, given]).toEqual([text, cell.wanted, cell.given]);
        expect(table.slice(span.start, span.end)).toBe(text);
        if (wanted !== given) wrong++;
      }
    }
    expect(wrong).toBe(6 - right);
    const first = value(await other.ask.judgedList({ ...about, from: 0, count: 1 }, job));
    expect([first.count, first.examples.length]).toEqual([wrong, Math.min(1, wrong)]);
  });

  it('keep what stands around an edit, and are of the text as it is now', async () => {
    const other = openClasses(table, 'file:///other.tsv');
    await other.ask.judgedResults(about, job);
    other.edit(table.replace('bad film', 'good not film'));
    const changed = value(await other.ask.judgedResults(about, job));
    const fresh = openClasses(other.document.raw, 'file:///other.tsv');
    const { documentVersion: _, ...wanted } = value(await fresh.ask.judgedResults(about, job));
    expect(changed).toMatchObject(wanted);
  });
});

describe('The map of states', () => {
  it('has a point, a class and a place for each example, of a text in other order the same', async () => {
    const map = value(await stage.ask.exampleStates(about, job));
    expect([map.unit, map.count, map.asked]).toEqual(['example', 6, judge.asked]);
    expect(map.points).toHaveLength(12);
    const { wanted = [], given = [], names: classes = [] } = map.classes ?? {};
    expect(Array.from(wanted, (one) => classes[one])).toEqual(names);
    const { cells } = value(await openClasses(table, 'file:///other.tsv').ask.judgedResults(about, job)); // prettier-ignore
    for (const cell of cells) {
      const same = Array.from(given).filter((one, n) => one === cell.given && wanted[n] === cell.wanted); // prettier-ignore
      expect(same).toHaveLength(cell.count);
    }
    texts.forEach((text, n) => {
      expect(table.slice(map.spans[2 * n], map.spans[2 * n + 1])).toBe(text);
      expect(map.texts[n]).toBe(text);
    });
    expect([...map.lengths].slice(0, 2)).toEqual([4, 2]);
    const backwards = openClasses(table.split('\n').reverse().join('\n'));
    const turned = value(await backwards.ask.exampleStates(about, job));
    for (let n = 0; n < 6; n++) {
      expect(turned.points[2 * (5 - n)]).toBeCloseTo(map.points[2 * n], 5);
    }
  });

  it('of labels has the state at the end of each sentence', async () => {
    const text = 'the film is good\nbad film\ngood film\n';
    const map = value(await openLabels(text).ask.exampleStates(about, job));
    expect([map.count, map.asked, map.classes]).toEqual([3, 'last', undefined]);
  });
});

describe('Deciding words', () => {
  it('are what the class loses by each, and stand beside counts of what was learnt from', async () => {
    const answer = value(await stage.ask.decidingWords({ ...about, number: 0, judged: 1 }, job));
    expect(answer.tokens).toEqual(['the', 'film', 'is', 'good']);
    expect(answer.replaced).toHaveLength(4);
    expect(answer.counted?.examples).toBe(4);
    expect(answer.counted?.strongest.length).toBeGreaterThan(0);
    const other = openClasses(table, 'file:///other.tsv');
    expect(
      value(await other.ask.decidingWords({ ...about, number: 0 }, job)).counted,
    ).toBeUndefined();
  });
});

describe('Deciding words of other seeds', () => {
  /** As stored by a training of that seed. */
  const seeded = (seed: number, learntFrom: string, of = judge) =>
    modelOf(of, documentKey, { plan: { seed }, learntFrom });

  it('are of the models that differ in their seed alone, in the order of their seeds', async () => {
    const other = classJudge('twin');
    other.network.parameters.values.forEach((one, n, all) => (all[n] = n % 3 === 0 ? one : -one));
    const mean = classJudge('twin', 'mean');
    const beside = [
      ...[seeded(5, 'a', other), seeded(1, 'a'), seeded(3, 'another')],
      ...[seeded(2, 'a'), seeded(4, 'a', mean)],
    ];
    const of = open(table, { kind: 'file', path: '/m' }, seeded(1, 'a'), beside);
    const asked = { ...about, number: 0, judged: 1 };
    const found = value(await of.ask.decidingSeeds(asked, job));
    expect([found.own, ...found.seeds.map(({ seed }) => seed)]).toEqual([1, 2, 5]);
    const own = value(await of.ask.decidingWords(asked, job));
    expect(found.seeds[0].replaced).toEqual(own.replaced);
    expect(found.seeds[1].replaced).not.toEqual(own.replaced);
  });

  it('are none where there are no others, or nothing is known of what was learnt', async () => {
    const asked = { ...about, number: 0, judged: 1 };
    expect(value(await stage.ask.decidingSeeds(asked, job)).seeds).toEqual([]);
    const plain = modelOf(judge, documentKey);
    const of = open(table, { kind: 'file', path: '/m' }, plain, [plain]);
    expect(value(await of.ask.decidingSeeds(asked, job)).seeds).toEqual([]);
  });
});

const conll = [
  ['The DET', 'film NOUN', 'is VERB', 'not X', 'boring ADJ', '. PUNCT'],
  ['The DET', 'film NOUN', '. PUNCT'],
  ['boring ADJ', 'film NOUN', '. PUNCT'],
]
  .map((lines) => lines.join('\n'))
  .join('\n\n');

describe('Labels', () => {
  it('are told of each token with what else is probable, and what the text says', async () => {
    const labels = openLabels(conll);
    const offset = conll.indexOf('boring');
    const { example, names: known } = value(await labels.ask.exampleAt({ ...about, offset }, job));
    if (example.task !== 'labels') throw new Error('Labels');
    expect(example.tokens).toEqual(['The', 'film', 'is', 'not', 'boring', '.']);
    expect(example.best).toBe(3);
    for (let at = 0; at < 6; at++) {
      const [first, second, third] = example.probabilities.subarray(3 * at);
      expect(first >= second && second >= third).toBe(true);
    }
    // It has not learnt DET and VERB.
    const wanted = Array.from(example.wanted, (label) => known.at(label) ?? '?');
    expect(example.wanted[0]).toBe(0xffff);
    expect(wanted.filter((name) => name !== '?')).toEqual(['NOUN', 'X', 'ADJ', 'PUNCT']);
  });

  it('of any text are those of its sentences', async () => {
    const text = 'The film is boring. The film!\nboring';
    const labels = openLabels(text);
    const range = value(await labels.ask.judgedRange({ ...about, from: 0, to: text.length }, job));
    const words = Array.from(range.starts, (start, k) => text.slice(start, range.ends[k]));
    expect(words).toEqual(['The', 'film', 'is', 'boring', '.', 'The', 'film', '!', 'boring']);
    expect([...range.wanted]).toEqual(words.map(() => 0xffff));
    const overview = value(await labels.ask.judgingOverview(about, job));
    expect(overview).toMatchObject({ unit: 'sentence', examples: 3, directions: 2 });
  });

  it('have gates in both directions at every token', async () => {
    const labels = openLabels(conll);
    const asked = { ...about, number: 0, layer: 0, quantity: 'forgetGate', units: 4 };
    const [forwards, backwards] = [false, true].map((way) =>
      labels.ask.exampleGates({ ...asked, backwards: way }, job),
    );
    const [one, other] = [value(await forwards), value(await backwards)];
    expect([one.units.length, one.values.length, other.values.length]).toEqual([4, 24, 24]);
    expect(one.values).not.toEqual(other.values);
    const chosen = { ...asked, backwards: true, chosen: [5, 0] };
    expect(value(await labels.ask.exampleGates(chosen, job)).units).toEqual([5, 0]);
    const wrong = { ...asked, backwards: true, quantity: 'resetGate' };
    expect(await labels.ask.exampleGates(wrong, job)).toMatchObject({
      failure: { kind: 'noQuantity' },
    });
    const oneWay = openLabels(conll, {});
    expect(await oneWay.ask.exampleGates({ ...asked, backwards: true }, job)).toMatchObject({
      failure: { kind: 'stale' },
    });
  });
});

describe('A stretch of the text', () => {
  it('has the running class after each word and the class in the end', async () => {
    const from = table.indexOf('\n') + 1;
    const range = value(await stage.ask.judgedRange({ ...about, from, to: from + 8 }, job));
    const words = Array.from(range.starts, (start, k) => table.slice(start, range.ends[k]));
    expect(words).toEqual(['bad', 'film']);
    const rows = runningClassOf(words);
    rows.forEach((row, k) => expect(row[range.given[k]]).toBe(Math.max(...row)));
    expect(range.final[0]).toBe(range.given[1]);
    expect([...range.wanted].map((c) => range.names[c])).toEqual(['bad', 'bad']);
  });
});

describe('The colours of a text', () => {
  const coloursOf = async (of: Stage, to = of.document.raw.length) => {
    const range = value(await of.ask.judgedRange({ ...about, from: 0, to }, job));
    return judgedColours(range);
  };

  it('are the class after each word, with a mark at the end of each wrong text', async () => {
    const { starts, ends, values, judged, unknownShare } = await coloursOf(stage);
    const words = Array.from(starts, (start, k) => table.slice(start, ends[k]));
    const ofFirst = runningClassOf(['the', 'film', 'is', 'good']);
    ofFirst.forEach((row, k) => expect(row[values[k]]).toBe(Math.max(...row)));
    let k = -1;
    texts.forEach((text, n) => {
      const read = wordsOf(text);
      k += read.length;
      const [given] = read.slice(-1).map(() => judged?.names[values[k]]);
      expect(judged?.wrong[k], text).toBe(given === names[n] ? 0 : 1);
      for (let at = k + 1 - read.length; at < k; at++) expect(judged?.wrong[at]).toBe(0);
    });
    expect(k).toBe(words.length - 1);
    expect(judged?.beginnings).toBeUndefined();
    expect(unknownShare).toBeGreaterThan(0);
  });

  it('are those of its beginnings where the states say nothing, and that is said', async () => {
    for (const [asked, direction] of [
      ['mean', undefined],
      ['last', 'both'],
    ] as const) {
      const other = classJudge('twin', asked, { direction });
      const of = open(table, { kind: 'file', path: '/m' }, modelOf(other, documentKey));
      const { values, judged, approximate } = await coloursOf(of);
      expect([judged?.beginnings, approximate]).toEqual([asked, false]);
      const running = runningClass(other, ['the', 'film', 'is', 'good']);
      while (!running.advance());
      for (let at = 0; at < 4; at++) {
        const row = [...running.probabilities.subarray(at * 3, at * 3 + 3)];
        expect(row[values[at]]).toBe(Math.max(...row));
      }
    }
  });

  it('come in parts where many beginnings have to be judged, and of a long text is its class', async () => {
    const line = Array.from({ length: 60 }, () => 'film').join(' ');
    const long = `${line} ${line}`;
    const rows = Array.from({ length: 6 }, (_, n) => `${line} ${'bad '.repeat(n)}\tgood`);
    const text = [`${long}\tbad`, ...rows].join('\n');
    const other = classJudge('twin', 'mean');
    const of = open(text, { kind: 'file', path: '/m' }, modelOf(other, documentKey));
    const first = await coloursOf(of);
    expect(first.approximate).toBe(true);
    let last = first;
    for (let asked = 0; asked < 5 && last.approximate; asked++) last = await coloursOf(of);
    expect(last.approximate).toBe(false);
    expect(new Set(last.values.subarray(0, 120)).size).toBe(1);
  });

  it('are the label of each token, and mark the wrong ones', async () => {
    const labels = openLabels(conll);
    const range = value(await labels.ask.judgedRange({ ...about, from: 0, to: conll.length }, job));
    const { given, wanted } = range;
    const { values, judged } = judgedColours(range);
    expect([...values]).toEqual([...given]);
    const wrong = Array.from(wanted, (one, k) => (one !== 0xffff && one !== given[k] ? 1 : 0));
    expect([...(judged?.wrong ?? [])]).toEqual(wrong);
    expect(wrong).toContain(1);
  });
});

describe('Wrong answers', () => {
  it('are the tokens whose label the text denies, from any example on', async () => {
    const labels = openLabels(conll);
    const range = value(await labels.ask.judgedRange({ ...about, from: 0, to: conll.length }, job));
    const { given, wanted } = range;
    const places = [...given.keys()].filter((k) => wanted[k] !== 0xffff && wanted[k] !== given[k]);
    const all = value(await labels.ask.wrongAnswers({ ...about, from: 0 }, job));
    expect([...all.starts]).toEqual(places.map((k) => range.starts[k]));
    expect([...all.ends]).toEqual(places.map((k) => range.ends[k]));
    expect([...all.wanted]).toEqual(places.map((k) => wanted[k]));
    expect([all.count, all.next]).toEqual([3, 3]);
    const second = conll.indexOf('The', 5);
    const later = value(await labels.ask.wrongAnswers({ ...about, from: 1 }, job));
    expect([...later.starts]).toEqual([...all.starts].filter((start) => start >= second));
    const none = value(await labels.ask.wrongAnswers({ ...about, from: 9 }, job));
    expect([none.starts.length, none.next]).toEqual([0, 3]);
  });

  it('of classes are the last words of the examples', async () => {
    const found = value(await stage.ask.wrongAnswers({ ...about, from: 0 }, job));
    const { judged, starts } = judgedColours(
      value(await stage.ask.judgedRange({ ...about, from: 0, to: table.length }, job)),
    );
    const marked = [...starts].filter((_, k) => judged?.wrong[k] === 1);
    expect([...found.starts]).toEqual(marked);
    expect(found.starts.length).toBeGreaterThan(0);
  });
});

describe('Units for a label', () => {
  const sentences = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0
      ? ['The DET', 'film NOUN', 'is VERB', 'boring ADJ', '. PUNCT']
      : ['film NOUN', 'is VERB', 'not X', 'boring ADJ', '. PUNCT'],
  );
  const long = sentences.map((lines) => lines.join('\n')).join('\n\n');

  it('tell its words from others, in both directions, against chance and an untrained network', async () => {
    const labels = openLabels(long);
    const asked = { ...about, layer: 0, quantity: 'hiddenState' };
    const { names: known } = value(await labels.ask.exampleAt({ ...about, offset: 0 }, job));
    const answer = known.indexOf('PUNCT');
    const found = value(await labels.ask.answerUnits({ ...asked, answer }, job));
    expect([found.looked, found.labelled, found.considered]).toEqual([300, 60, 12]);
    for (const unit of found.units) {
      expect(unit.heldOut).toBeGreaterThan(Math.max(found.shifted, found.untrained));
    }
    expect(found.untrained).toBeGreaterThanOrEqual(0.5);
    // The same answer again: the untrained network is drawn the same way.
    const again = value(await labels.ask.answerUnits({ ...asked, answer }, job));
    expect(again).toEqual(found);
    const strange = { ...asked, quantity: 'resetGate', answer };
    expect(await labels.ask.answerUnits(strange, job)).toMatchObject({ ok: false });
  });

  it('need enough of them', async () => {
    const labels = openLabels(conll);
    const asked = { ...about, layer: 0, quantity: 'hiddenState', answer: 0 };
    expect(await labels.ask.answerUnits(asked, job)).toMatchObject({
      failure: { kind: 'tooFewLabels' },
    });
  });

  it('of a class are those that tell its examples', async () => {
    const rows = Array.from(
      { length: 240 },
      (_, n) => `${texts[(n * 5 + (n >> 3)) % 6]}\t${names[(n * 5 + (n >> 3)) % 6]}`,
    );
    const classes = openClasses(rows.join('\n'));
    const asked = { ...about, layer: 0, quantity: 'hiddenState', answer: 1 };
    const found = value(await classes.ask.answerUnits(asked, job));
    expect([found.looked, found.considered]).toEqual([240, 10]);
    expect(found.labelled).toBeGreaterThan(100);
  });
});

describe('A text that is given', () => {
  it('is judged by itself', async () => {
    const { ...found } = value(
      await stage.ask.judgeText({ ...about, text: 'Bad unheard film' }, job),
    );
    expect(found).toMatchObject({ task: 'classes', words: 3, unknownWords: 1 });
    expect(await stage.ask.judgeText({ ...about, text: ' ' }, job)).toMatchObject({ ok: false });
    const labels = openLabels(conll);
    const labelled = value(await labels.ask.judgeText({ ...about, text: 'The film. boring' }, job));
    expect(labelled).toMatchObject({ task: 'labels', words: ['The', 'film', '.', 'boring'] });
  });
});

describe('Weights in training', () => {
  it('are taken over whenever something is asked', async () => {
    const learning = classJudge('twin');
    const { parameters } = learning.network;
    const publisher = createWeightsPublisher(
      factsAsJson(modelOf.facts(learning, documentKey)),
      parameters.values.length,
    );
    stage = open(table, { kind: 'live', model: publisher.model });
    const at = { ...about, offset: 0 };
    expect(await stage.ask.exampleAt(at, job)).toMatchObject({ failure: { kind: 'stale' } });
    publisher.publish(parameters.values, 1);
    const first = value(await stage.ask.exampleAt(at, job));
    expect(first.modelVersion).toBe(1);
    parameters.values.fill(0);
    publisher.publish(parameters.values, 2);
    const second = value(await stage.ask.exampleAt(at, job));
    expect(second.modelVersion).toBe(2);
    expect(second.example).not.toEqual(first.example);
  });
});
