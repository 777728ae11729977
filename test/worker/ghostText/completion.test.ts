import { describe, expect, it } from 'vitest';
import type { CompletionAnswer } from '../../../src/shared/questions/editor/ghostText';
import { createDocuments } from '../../../src/worker/documents/documents';
import { createCompletionLooking, createLooking } from '../../../src/worker/documents/look';
import { systemClock as clock } from '../../../src/worker/platform/clock';
import { createReader } from '../../../src/worker/reader';
import { createSlices } from '../../../src/worker/scheduling/slices';

const job = { cancelled: false, whenCancelled: () => undefined };
const documentKey = 'file:///a.txt';

/** What completion says where | stands in a text, from its words alone; these are counted before. */
async function at(marked: string, isCounted = true): Promise<CompletionAnswer> {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const models = {
    load: () => Promise.resolve(undefined),
    taskOf: () => undefined,
    recheck: () => undefined,
    keep: () => undefined,
  };
  const documents = createDocuments({
    ...{ models, counting: true, clock, changed: () => undefined },
    onBug: (error) => {
      throw error;
    },
  });
  const looks = { documents, slices: createSlices(clock), clock, patience: Infinity };
  const reader = createReader({
    ...{ documents, clock, asked: () => undefined },
    ...{ looking: createLooking(looks), lookingForCompletion: createCompletionLooking(looks) },
  });
  await documents.handlers.openDocument({ documentKey, version: 1, text }, job);
  await documents.handlers.useModel({ documentKey, source: { kind: 'counts' } }, job);
  const seen = await documents.completionDocument(documentKey);
  if (!seen.ok) throw new Error(seen.failure.kind);
  while (isCounted && seen.value.experts?.counts.advance(1000) === false);
  const answer = await reader.complete({ documentKey, offset, count: 9 }, job);
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

const best = async (marked: string): Promise<string | undefined> =>
  (await at(marked)).words[0]?.word;

const french = 'Un éléphant mange. Un éléphant dort. Une crème brûlée, une crème. '.repeat(4);
const decomposed = french.normalize('NFD');

describe('A word being typed', () => {
  it('is found in a text that is encoded otherwise, and goes on as it is typed', async () => {
    const nfd = 'éléphant'.normalize('NFD');
    expect(await best(`${decomposed}Un él|`)).toBe('éléphant');
    expect(await best(`${french}Un ${'él'.normalize('NFD')}|`)).toBe(nfd);
    expect(await best(`${decomposed}Un ${'él'.normalize('NFD')}|`)).toBe(nfd);
    expect(await best(`${french}Un él|`)).toBe('éléphant');
    expect(await best(`${decomposed}une cr|`)).toBe('crème'.normalize('NFD'));
  });

  it('has the length that it has in the text', async () => {
    const { range } = await at(`${french}Un ${'él'.normalize('NFD')}|`);
    expect(range.end - range.start).toBe(3);
  });

  it.each([
    ['in capitals, with the sigma at its end', 'ΟΥΡΑΝΟΣ ΚΑΙ ΓΗ. '.repeat(9), 'ουρ', 'ουρανος'],
    ['with a middle dot', 'una col·lecció nova. '.repeat(9), 'una col·l', 'col·lecció'],
    ['with gershayim', 'הוא בצה"ל כאן. '.repeat(9), 'הוא בצ', 'בצה"ל'],
    ['with a modifier apostrophe', 'він пʼятий тут. '.repeat(9), 'він пʼ', 'пʼятий'],
    ['with a non-joiner', 'من می\u200cخواهم نان. '.repeat(9), 'من می', 'می\u200cخواهم'],
  ])('is found %s', async (_, text, typed, word) => {
    expect(await best(`${text}${typed}|`)).toBe(word);
  });

  it('is followed by a word behind a zero-width space', async () => {
    const khmer = 'ខ្ញុំ\u200bទៅ\u200bផ្សារ។ ';
    expect(await best(`${khmer.repeat(9)}ខ្ញុំ\u200b|`)).toBe('ទៅ');
  });
});

describe('The first question about a text', () => {
  const verse = 'Every morning the keeper lit the lamp. ';

  it('has an answer, though nothing has been counted in the background', async () => {
    const { words } = await at(`${verse.repeat(1500)}Every mor|`, false);
    expect(words[0]?.word).toBe('morning');
    expect(words[0]?.probability).toBeGreaterThan(0.9);
  });

  it('does not wait until all of a long text is counted', async () => {
    const later = 'Nobody moored the ferry. '.repeat(6000);
    const { words } = await at(`${verse.repeat(6000)}${later}Every mo|`, false);
    expect(words.map(({ word }) => word)).toEqual(['morning']);
  });
});

describe('A cursor', () => {
  it.each([
    ['before an apostrophe within a word', "Je viens aujourd|'hui, et demain. "],
    ['before a non-joiner', 'من می|\u200cخواهم نان. '],
    ['before a middle dot', 'una col|·lecció nova. '],
    ['before a soft hyphen', 'to co|\u00adoperate now. '],
    ['in a plain word', 'the light|house stood. '],
    ['in a Chinese word', '我们去图|书馆学习。'],
    ['in a Japanese word', '私は東|京の大学で勉強します。'],
    ['in a Thai word', 'วันนี้เราไปโรง|เรียน'],
  ])('%s is inside a word', async (_, marked) => {
    expect((await at(marked)).insideWord).toBe(true);
  });

  it.each([
    ['at a word’s end', "Je viens aujourd'hui|, et demain. "],
    ['behind a space', 'the | lighthouse. '],
    ['between two Chinese words', '我们今天|去图书馆学习。'],
    ['between two Japanese words', '私は東京の|大学で勉強します。'],
    ['between two Thai words', 'วันนี้เราไป|โรงเรียน'],
    ['before a direction mark', 'שלום|\u200f לכם. '],
    ['at a quotation mark', "he said 'word|' and left. "],
  ])('%s is not', async (_, marked) => {
    expect((await at(marked)).insideWord).toBeUndefined();
  });
});
