import { describe, expect, it } from 'vitest';
import type { StoredModel } from '../../../src/engine/files/modelFile';
import { trainingSplit } from '../../../src/engine/text/corpus';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary, tokensIn } from '../../../src/engine/text/words/vocabulary';
import { sentence } from '../../../src/shared/failures';
import { beginningOf, cutToBegin } from '../../../src/worker/training/beginning';
import { story, value } from '../house';

const shape = { cell: 'lstm', tokens: 'words', V: 9, E: 3, H: 3, L: 1, tied: false } as const;

function cutText(raw: string) {
  const text = tokenizedText(raw, newestCut('words'));
  return { text, split: trainingSplit(text.count) };
}

const learnt = cutText(story(200));
const stored = {
  shape,
  vocabulary: buildVocabulary(tokensIn(learnt.text, learnt.split.trainRanges)),
  plan: {},
  resume: { state: undefined, last: new Map(), m: new Map(), v: new Map() },
} as unknown as StoredModel;
const { resume: _, ...finished } = stored;

const asked = { name: 'a.txt' } as const;
type Start = Parameters<typeof beginningOf>[0];

async function begins(
  request: Pick<Start, 'start' | 'otherwise'>,
  model: StoredModel | undefined,
  text = learnt,
) {
  const begun = value(
    await beginningOf({ ...asked, ...request }, model, text, () => Promise.resolve()),
  );
  return [begun.kind, 'beginsAgain' in begun ? begun.beginsAgain : undefined];
}

const other = cutText(`${story(200)} One more sentence that was not there.`);

describe('A training', () => {
  it.each([
    ['afresh', undefined, stored, ['afresh', undefined]],
    ['continue', undefined, undefined, ['afresh', undefined]],
    ['continue', undefined, stored, ['continue', undefined]],
    ['resume', undefined, undefined, ['afresh', 'nothingKept']],
    ['resume', undefined, finished, ['continue', 'nothingKept']],
    ['resume', 'continue', finished, ['continue', 'nothingKept']],
    ['resume', 'afresh', finished, ['afresh', 'nothingKept']],
    ['resume', 'afresh', undefined, ['afresh', 'nothingKept']],
  ] as const)('%s (otherwise %s) begins as it can', async (start, otherwise, model, expected) => {
    const request = { start, ...(otherwise ? { otherwise } : {}) };
    expect(await begins(request, model)).toEqual(expected);
  });

  it('whose text is another than the checkpoint’s begins as it was asked to otherwise', async () => {
    expect(await begins({ start: 'resume' }, stored, other)).toEqual(['continue', 'textChanged']);
    const afresh = { start: 'resume', otherwise: 'afresh' } as const;
    expect(await begins(afresh, stored, other)).toEqual(['afresh', 'textChanged']);
  });

  it.each([
    [undefined, /“Gatescope: Train Afresh on This File” begins a new one\.$/],
    [['1.md', '2.md'], /“Train Afresh” below begins a new one\.$/],
  ])(
    'with a damaged checkpoint is refused, with what begins a new one (%s)',
    async (files, what) => {
      const request = { ...asked, start: 'resume', ...(files ? { files } : {}) } as const;
      const begun = await beginningOf(request, stored, learnt, () => Promise.resolve());
      expect(begun.ok ? '' : sentence(begun.failure)).toMatch(what);
    },
  );

  it('reads the text as the model does that it may go on from', () => {
    const options = { tokens: 'characters' } as never;
    expect(cutToBegin({ start: 'afresh', options } as never, stored)).toEqual(
      newestCut('characters'),
    );
    expect(cutToBegin({ start: 'resume', options } as never, stored).kind).toBe('words');
    expect(cutToBegin({ start: 'resume', options } as never, undefined).kind).toBe('characters');
  });
});
